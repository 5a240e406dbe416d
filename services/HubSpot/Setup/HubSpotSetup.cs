using System.Text.Json;
using Integration.Connectors.Ports;
using Integration.HubSpot.Client;
using Integration.HubSpot.Faults;
using Integration.HubSpot.Feeds;
using Integration.HubSpot.Links;
using Integration.HubSpot.Schemas;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Setup;

/// <summary>Makes what the service needs in a portal: our unique property on every watched object. Webhook subscriptions are a step by hand.</summary>
public sealed class HubSpotSetup : ISystemSetup
{
    private readonly HubSpotClient client;
    private readonly HubSpotOptions options;

    internal HubSpotSetup(HubSpotClient client, HubSpotOptions options)
    {
        this.client = client;
        this.options = options;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<SetupStep>> PlanAsync(IReadOnlyList<WatchedObject> watched, CancellationToken stop) => WalkAsync(watched, isApply: false, stop);

    /// <inheritdoc />
    public Task<IReadOnlyList<SetupStep>> ApplyAsync(IReadOnlyList<WatchedObject> watched, CancellationToken stop) => WalkAsync(watched, isApply: true, stop);

    private async Task<IReadOnlyList<SetupStep>> WalkAsync(IReadOnlyList<WatchedObject> watched, bool isApply, CancellationToken stop)
    {
        var steps = new List<SetupStep> { await PortalAsync(stop) };
        foreach (var objectName in watched.Where(each => each.HasKey).Select(each => each.Object).Distinct(StringComparer.Ordinal))
        {
            steps.Add(await GroupAsync(objectName, isApply, stop));
            steps.Add(await KeyAsync(objectName, isApply, stop));
        }
        steps.Add(Subscriptions(watched));
        return steps;
    }

    private async Task<SetupStep> PortalAsync(CancellationToken stop)
    {
        var account = Must(await client.AccountAsync(stop));
        // No step like others: whatever followed would be made in somebody else's account.
        return options.PortalId == 0 || options.PortalId == account.PortalId
            ? new SetupStep($"HubSpot account {account.PortalId}", IsDone: true)
            : throw new ConnectorHaltException(HubSpotFaults.OtherAccount(account.PortalId, options.PortalId));
    }

    private async Task<SetupStep> GroupAsync(string objectName, bool isApply, CancellationToken stop)
    {
        var what = $"HubSpot {objectName}: property group {KeyProperty.Group}";
        var groups = Must(await client.GroupsAsync(objectName, stop));
        if (groups.Results.Any(group => group.Name == KeyProperty.Group && !group.Archived)) return new SetupStep(what, IsDone: true);
        if (!isApply) return new SetupStep(what, IsDone: false);
        var made = await client.CreateGroupAsync(objectName, KeyProperty.Group, "Integration", stop);
        // 409: somebody made it since we looked, which is as good.
        return made.Value is not null || made.Status == 409 ? new SetupStep(what, IsDone: true) : throw new ConnectorHaltException(made.Fault!);
    }

    private async Task<SetupStep> KeyAsync(string objectName, bool isApply, CancellationToken stop)
    {
        var what = $"HubSpot {objectName}.{KeyProperty.Name}, text, unique";
        var there = Must(await client.PropertiesAsync(objectName, stop)).Results.FirstOrDefault(each => each.Name == KeyProperty.Name && !each.Archived);
        if (there is null && isApply)
        {
            var made = await client.CreatePropertyAsync(objectName, Definition, stop);
            if (made.Value is null && made.Status != 409) throw new ConnectorHaltException(made.Fault!);
            there = made.Value ?? Must(await client.PropertiesAsync(objectName, stop)).Results.FirstOrDefault(each => each.Name == KeyProperty.Name);
        }
        if (there is null) return new SetupStep(what, IsDone: false);
        // Uniqueness is fixed at creation, and an archived property returns as it was: neither can be mended by us.
        return there.HasUniqueValue
            ? new SetupStep(what, IsDone: true)
            : new SetupStep(what, IsDone: false, $"The property {KeyProperty.Name} exists and is not unique, which cannot be changed: delete it for good in HubSpot (Settings, Properties, Archived), then run `integration setup --apply` again.");
    }

    private static void Definition(Utf8JsonWriter json)
    {
        json.WriteString("name", KeyProperty.Name);
        json.WriteString("label", "Integration key");
        json.WriteString("groupName", KeyProperty.Group);
        json.WriteString("type", "string");
        json.WriteString("fieldType", "text");
        json.WriteString("description", "Set by the HubSpot-Salesforce integration. Changing or clearing it can make it create a record twice.");
        json.WriteBoolean("hasUniqueValue", true);
        json.WriteBoolean("formField", false);
    }

    // Subscriptions of project apps are files of the app; only legacy public apps, which cannot be created any more, had an API (facts/hubspot.md section 7.1).
    private SetupStep Subscriptions(IReadOnlyList<WatchedObject> watched)
    {
        var events = watched.Where(each => !each.IsSighted).SelectMany(each => new[] { "creation", "deletion", "merge", "restore" }.Select(kind => $"{HubSpotObjects.Singular(each.Object)}.{kind}")
            .Concat(each.Fields.Select(field => field == PrimaryCompany.Field ? $"{HubSpotObjects.Singular(each.Object)}.associationChange" : $"{HubSpotObjects.Singular(each.Object)}.propertyChange {field}")));
        return options.WebhookUrl is null
            ? new SetupStep("HubSpot webhooks: none configured, changes are found by polling", IsDone: true)
            : new SetupStep($"HubSpot webhooks to {options.WebhookUrl}", IsDone: false,
                $"HubSpot has no API to see or set them: in the app's webhooks file set this targetUrl (it must lead to {HubSpotWebhookEndpoint.Path}), subscribe to {string.Join(", ", events)}, contact.privacyDeletion, all active, then `hs project upload`.");
    }

    private static T Must<T>(HubSpotAnswer<T> answer) where T : class => answer.Value ?? throw new ConnectorHaltException(answer.Fault!);
}
