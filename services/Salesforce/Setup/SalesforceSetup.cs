using System.Text.Json.Nodes;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Client;
using Integration.Salesforce.Schemas;

namespace Integration.Salesforce.Setup;

/// <summary>Makes what the service needs in the org: our key field on each synced object, and the right of our user to it.</summary>
public sealed class SalesforceSetup : ISystemSetup
{
    private readonly SalesforceClient client;
    private readonly SchemaCache schemas;
    private readonly KeyPermissions permissions;
    private readonly TimeProvider time;

    internal SalesforceSetup(SalesforceClient client, SchemaCache schemas, TimeProvider time)
    {
        this.client = client;
        this.schemas = schemas;
        this.time = time;
        permissions = new KeyPermissions(client);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<SetupStep>> PlanAsync(IReadOnlyList<WatchedObject> watched, CancellationToken stop)
    {
        var steps = new List<SetupStep>();
        foreach (var target in watched.DistinctBy(target => target.Object))
        {
            var schema = await DescribeAsync(target.Object, stop);
            if (target.HasKey) steps.Add(KeyStep(schema, target.IsSighted));
            steps.AddRange(target.Fields.Where(field => schema[field] is null).Select(field => new SetupStep($"{schema.Name}.{field}, visible to our user", IsDone: false,
                $"Create it, or grant read and edit on it to the permission set {KeyPermissions.SetName}; the mapping names it.")));
        }
        return steps;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<SetupStep>> ApplyAsync(IReadOnlyList<WatchedObject> watched, CancellationToken stop)
    {
        foreach (var target in watched.Where(target => target.HasKey).DistinctBy(target => target.Object))
        {
            var schema = await DescribeAsync(target.Object, stop);
            if (schema[KeyField.Name] is not null) continue;
            await MakeFieldAsync(schema.Name, target.IsSighted, stop);
            await permissions.GrantAsync(schema.Name, stop);
            await AppearedAsync(schema.Name, stop);
            // What the connector believes of the object predates the field.
            schemas.DoubtWhateverIsKnownOf(schema.Name);
        }
        return await PlanAsync(watched, stop);
    }

    private static SetupStep KeyStep(DescribedObject schema, bool isActivity)
    {
        var what = $"{schema.Name}.{KeyField.Name}, Text({KeyField.Length}){(isActivity ? "" : ", external id, unique")}";
        return schema[KeyField.Name] switch
        {
            null => new SetupStep(what, IsDone: false),
            { IsUnique: false } or { IsExternalId: false } when !isActivity => new SetupStep(what, IsDone: false, "The field is there without 'unique' or 'external id': tick both in Setup, Object Manager. Without them a person could be created twice."),
            { IsUpdateable: false } => new SetupStep(what, IsDone: false, $"The field is read-only for our user: grant edit on it to the permission set {KeyPermissions.SetName}."),
            _ => new SetupStep(what, IsDone: true),
        };
    }

    private async Task<DescribedObject> DescribeAsync(string objectName, CancellationToken stop) =>
        (await client.DescribeAsync(objectName, Lane.Normal, stop)).OrHalt();

    // Fields of tasks and events belong to the entity Activity, and need not be unique: an activity is looked for by the field.
    private async Task MakeFieldAsync(string objectName, bool isActivity, CancellationToken stop)
    {
        var answer = await client.PostAsync("tooling/sobjects/CustomField", new JsonObject
        {
            ["FullName"] = $"{(isActivity ? "Activity" : objectName)}.{KeyField.Name}",
            ["Metadata"] = new JsonObject
            {
                ["label"] = "Integration Key",
                ["description"] = "Written by the HubSpot integration: the pair that created this record. Do not edit.",
                ["type"] = "Text",
                ["length"] = KeyField.Length,
                ["externalId"] = !isActivity,
                ["unique"] = !isActivity,
                ["caseSensitive"] = false,
            },
        }, Lane.Normal, stop);
        // There already, and only hidden from us: the permissions follow.
        if (answer.Fault?.Code != "DUPLICATE_DEVELOPER_NAME") answer.OrHalt();
    }

    // A new field takes some seconds until every server of the org describes it (facts/salesforce.md section 10).
    private async Task AppearedAsync(string objectName, CancellationToken stop)
    {
        for (var look = 0; look < 10; look++)
        {
            if ((await DescribeAsync(objectName, stop))[KeyField.Name] is not null) return;
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(5, look + 1)), time, stop);
        }
        throw new ConnectorHaltException(new Fault(FaultClass.Transient, "FIELD_NOT_VISIBLE", $"{objectName}.{KeyField.Name} was made and granted, and our user does not see it after 40 s.", "Run `integration setup --apply` once more in a few minutes."));
    }
}
