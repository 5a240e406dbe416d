using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;

namespace Integration.Sandbox.HubSpot.Records;

/// <summary>Checks one write against schema, options, unique values and admin rules; changes nothing.</summary>
internal sealed class WriteChecks(PortalState state)
{
    /// <exception cref="HubSpotRefusedException">Every wrong value of the input at once, or the first rule broken.</exception>
    public PlannedWrite Plan(RecordTable table, HubSpotRecord? current, RecordInput input, WriteRules rules, Claims claims)
    {
        var values = new List<(PropertyDefinition, string?)>(input.Properties.Count);
        var written = new List<string>(input.Properties.Count);
        List<DateWarning>? warnings = null;
        List<ValueFault>? faults = null;
        foreach (var (name, sent) in input.Properties)
        {
            // What a null in a write does is not documented: it is left alone here, so that a caller who means "clear" and sends null notices.
            if (sent is null) continue;
            var definition = table.Properties.Find(name);
            if (Refuse(definition, name, rules) is { } refused)
            {
                (faults ??= []).Add(refused);
                continue;
            }
            var read = ValueReader.Read(definition!, sent, current?[name], rules.NormalisesDates);
            var fault = read.Fault ?? UnknownOwner(definition!, read.Stored);
            if (fault is not null) (faults ??= []).Add(fault);
            if (read.NormalizedTo is { } normalized) (warnings ??= []).Add(new DateWarning(name, sent, normalized));
            values.Add((definition!, read.Stored));
            written.Add(definition!.Name);
        }
        if (faults is not null) throw Refusals.Values(faults, state.Options.PortalId);
        var plan = new PlannedWrite(table, current, values, written, warnings ?? [], input.Associations);
        CheckRequired(plan, rules);
        CheckUnique(plan, claims);
        if (current is null) state.Links.CheckNew(table.Type, input.Associations);
        return plan;
    }

    private static ValueFault? Refuse(PropertyDefinition? definition, string name, WriteRules rules)
    {
        if (definition is null) return new ValueFault(name, ValueFault.Unknown, $"Property \"{name}\" does not exist");
        if (!definition.ReadOnlyValue || rules.WritesReadOnly) return null;
        return new ValueFault(name, ValueFault.ReadOnly, $"\"{name}\" is a {(definition.Calculated ? "calculated" : "read only")} property; its value cannot be set.");
    }

    private ValueFault? UnknownOwner(PropertyDefinition definition, string? stored) =>
        definition.ReferencedObjectType != "OWNER" || stored is null || state.Owners.Find(stored) is not null
            ? null
            : new ValueFault(definition.Name, ValueFault.Option, $"{stored} was not one of the allowed options: [{string.Join(", ", state.Owners.List(archived: false).Select(owner => owner.Id))}]");

    private void CheckRequired(PlannedWrite plan, WriteRules rules)
    {
        var type = plan.Table.Type;
        string? After(string name)
        {
            foreach (var (property, value) in plan.Values)
                if (property.Name == name) return value;
            return plan.Current?[name];
        }
        if (type.IsEngagement && After("hs_timestamp") is null)
            throw Refusals.Validation($"Error creating {type.LegacyName}. Some required properties were not set.", HubSpotError.In("properties", "hs_timestamp"));
        if (type == ObjectType.Contact && plan.Current is null && !rules.WritesReadOnly && After("email") is null && After("firstname") is null && After("lastname") is null)
            throw Refusals.Validation("Error creating CONTACT. At least one of these properties must be set: email, firstname, lastname.", HubSpotError.In("properties", "email", "firstname", "lastname"));
        if (!rules.EnforcesAdminRules) return;
        if (plan.Current is null && state.Options.RequiredOnCreate.TryGetValue(type.Plural, out var required))
            foreach (var name in required)
                if (After(name) is null) throw Refusals.AdminRule("MISSING_REQUIRED_PROPERTY", name, $"A value for {name} must be provided");
        foreach (var rule in state.Options.ConditionalRules)
        {
            if (rule.ObjectName != type.Plural || !plan.Values.Any(each => each.Property.Name == rule.Property && each.Value == rule.Value)) continue;
            if (After(rule.Required) is null)
                throw Refusals.AdminRule("MISSING_CONDITIONAL_REQUIRED_PROPERTY", rule.Required, $"{rule.Required} is required because of a conditional property rule based on [{rule.Property}]");
        }
    }

    private void CheckUnique(PlannedWrite plan, Claims claims)
    {
        var table = plan.Table;
        foreach (var (property, value) in plan.Values)
        {
            if (!property.HasUniqueValue || value is null) continue;
            if (property.Name == "email" && state.Blocklist.Contains(value))
                throw Refusals.Validation("This email address was permanently deleted on request of its owner and cannot be used again.");
            var holder = table.Holder(property.Name, value);
            if (holder == plan.Current?.Id && holder is not null) continue;
            if (holder is null && !claims.Has(property.Name, value)) continue;
            var holderId = holder ?? table.NextId;
            if (plan.Current is null && property.Name == "email" && !IsRace(table, holder)) throw Refusals.ContactExists(holderId);
            throw Refusals.ValueTaken(state.Options.PortalId, table.Type, property.Name, value, plan.Current?.Id ?? table.NextId, holderId);
        }
    }

    // Two creates at once: the loser gets as far as a half-made record before the value is found taken.
    private bool IsRace(RecordTable table, long? holder) =>
        holder is { } id && table.Find(id) is { } record && state.Now - record.CreatedAt < state.Options.RaceWindow;
}
