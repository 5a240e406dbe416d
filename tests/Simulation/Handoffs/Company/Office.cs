using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.Handoffs.Plans;

namespace Integration.Simulation.Tests.Handoffs.Company;

/// <summary>Both systems with what handoffs need in them: the fields of the feedback, the users of sales, tasks, notes and opportunities.</summary>
internal sealed class Office
{
    public Office(Scheduler scheduler, HandoffPlan plan, Chance chance)
    {
        Outside = new Outside(scheduler, new Plan(plan.Seed, plan.Net, []), chance);
        Outside.Mapping = MappingOf(Outside.Mapping);
        Outside.HubSpot.Locked(state => state.Table(ObjectType.Contact).Properties.Create(new PropertyDefinition(Terms.OutcomeProperty, "Outcome", "string", "text", "contactinformation")));
        foreach (var name in (string[])["Lead", "Contact"])
            foreach (var field in (string[])[Terms.StateField, Terms.WhyField, Terms.ReasonField]) AddText(name, field);
        AddText("Opportunity", Terms.LossField);
        foreach (var name in (string[])["Task", "Opportunity"])
            Outside.Salesforce.AddCustomField(name, Mapping.SalesforceKeyField, new JsonObject { ["type"] = "Text", ["label"] = "Key", ["length"] = 64, ["externalId"] = true, ["unique"] = true });
        Staff = new Staff(Outside.Salesforce);
    }

    public Outside Outside { get; }
    public Staff Staff { get; }
    /// <summary>The mapping of people; nobody gets a lead unless handed over.</summary>
    public Mapping Mapping => Outside.Mapping;
    /// <summary>When a task or an opportunity was made, by the org's clock.</summary>
    public SortedDictionary<RecordKey, DateTimeOffset> MadeAt { get; } = [];
    /// <summary>Whose an opportunity is.</summary>
    public Dictionary<RecordKey, RecordKey> BuyerOf { get; } = [];
    /// <summary>Records that our program made for asks, by the ask: one each.</summary>
    public Dictionary<Guid, RecordKey> MadeFor { get; } = [];
    /// <summary>The reps' answers as they stand on leads, with the world's time.</summary>
    public Dictionary<RecordKey, (DateTimeOffset At, string Status, string? Reason)> Answers { get; } = [];

    /// <summary>A task or an opportunity is there or has changed.</summary>
    public void Noted(RecordKey key)
    {
        MadeAt.TryAdd(key, Outside.Salesforce.Clock.GetUtcNow());
        Outside.Changed([key]);
    }

    /// <summary>Makes the record that an ask wants; the same ask again gives the record that is there.</summary>
    public RecordKey Make(Guid ask, RecordKey person, string objectName, FieldValues values, bool byKey = true)
    {
        if (byKey && MadeFor.TryGetValue(ask, out var made)) return made;
        RecordKey key;
        if (person.System == SystemName.HubSpot) key = new RecordKey(SystemName.HubSpot, objectName, $"{MadeFor.Count + 1}");
        else
        {
            var row = values.ToDictionary(field => field.Key, object? (field) => field.Key == "ActivityDate" ? DateOnly.Parse(field.Value.Text!, CultureInfo.InvariantCulture) : field.Value.Text, StringComparer.OrdinalIgnoreCase);
            row["WhoId"] = person.Id;
            if (byKey) row[Mapping.SalesforceKeyField] = ask.ToString("D");
            var saved = Outside.Salesforce.Save(Outside.Salesforce.Integration, objectName, null, [row])[0];
            key = new RecordKey(SystemName.Salesforce, objectName, saved.Id ?? throw new Integration.Sandbox.Salesforce.Errors.RefusedException(saved.Errors[0].Code, saved.Errors[0].Message));
        }
        MadeFor[ask] = key;
        if (key.System == SystemName.Salesforce) Noted(key);
        return key;
    }

    /// <summary>When Salesforce last changed a record.</summary>
    public DateTimeOffset Stamp(RecordKey key) => Outside.Salesforce.State.Table(key.Object).Find(key.Id)!.Stamp(Outside.Salesforce.State.Schema[key.Object]);

    /// <summary>A value as the system holds it now; null when blank or when there is no such field.</summary>
    public string? Value(RecordKey key, string field)
    {
        if (key.System == SystemName.HubSpot)
            return Outside.HubSpot.Locked(state => state.Table(ObjectType.Contact).Find(long.Parse(key.Id, CultureInfo.InvariantCulture)))?[field];
        var type = Outside.Salesforce.State.Schema[key.Object];
        return type.Field(field) is { } found && Outside.Salesforce.State.Table(key.Object).Find(key.Id)?.Stored(found) is { } value ? Text(value) : null;
    }

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private void AddText(string objectName, string field) =>
        Outside.Salesforce.AddCustomField(objectName, field, new JsonObject { ["type"] = "Text", ["label"] = field, ["length"] = 255 });

    // The stage is told by the handoff's own field here: how HubSpot moves a stage back is the connector's matter.
    private static Mapping MappingOf(Mapping mapping) => mapping with
    {
        CreateInSalesforce = CreateRule.WhenHandedOff,
        Fields = [.. mapping.Fields.Where(field => field.HubSpot != "lifecyclestage")],
    };
}
