using Integration.Sandbox.HubSpot.Preferences;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Webhooks;

namespace Integration.Sandbox.HubSpot.Records;

/// <summary>Carries checked writes out: values, history, side effects, unique values, search index, events.</summary>
internal sealed class RecordWrites(PortalState state)
{
    public WrittenRecord Commit(PlannedWrite plan, Caller by) =>
        plan.Current is null ? Create(plan, by) : Update(plan, plan.Table.Find(plan.Current.Id) ?? plan.Current, by);

    private WrittenRecord Create(PlannedWrite plan, Caller by)
    {
        var table = plan.Table;
        var now = state.Now;
        var createdAt = now;
        var changes = new List<(PropertyDefinition Property, string? Value)>(plan.Values.Count + 4);
        foreach (var each in plan.Values)
        {
            if (each.Property.Name is "createdate" or "hs_createdate" && WireTime.Milliseconds(each.Value) is { } ms) createdAt = DateTimeOffset.FromUnixTimeMilliseconds(ms);
            else if (each.Value is not null && !table.Type.Derived.ContainsKey(each.Property.Name)) changes.Add(each);
        }
        if (table.Type == ObjectType.Contact && state.Options.DefaultLifecycleStage is { } stage && !changes.Exists(each => each.Property.Name == LifecycleStages.Property))
            changes.Add((table.Properties.Any(LifecycleStages.Property)!, stage));
        SideEffects.Add(table, null, changes, now);
        OptOuts.Follow(state, table, null, changes);
        var record = new HubSpotRecord(table.Type, table.NextId++, createdAt, by) { UpdatedAt = now, Version = ++state.Revision, Bag = Set(PropertyBag.Empty, changes, now, by) };
        Finish(table, record, changes);
        state.Outbox.Creation(record, by, now);
        foreach (var (property, value) in changes)
            if (!property.Calculated) state.Outbox.PropertyChange(record, property, value, by, now);
        foreach (var association in plan.Associations) state.Links.Link(record, association, by);
        return new WrittenRecord(table.Find(record.Id) ?? record, true, null, plan.Warnings);
    }

    private WrittenRecord Update(PlannedWrite plan, HubSpotRecord current, Caller by)
    {
        var table = plan.Table;
        var now = state.Now;
        var changes = new List<(PropertyDefinition Property, string? Value)>(plan.Values.Count);
        foreach (var each in plan.Values)
        {
            if (current[each.Property.Name] == each.Value || table.Type.Derived.ContainsKey(each.Property.Name)) continue;
            // Backwards is a success that changes nothing: facts/hubspot.md section 4.2.
            if (each.Property.Name == LifecycleStages.Property && !LifecycleStages.MayMove(each.Property, current[LifecycleStages.Property], each.Value, by)) continue;
            changes.Add(each);
        }
        if (changes.Count == 0) return new WrittenRecord(current, false, plan.Written, plan.Warnings);
        SideEffects.Add(table, current, changes, now);
        OptOuts.Follow(state, table, current, changes);
        foreach (var (property, _) in changes)
            if (property.HasUniqueValue && current[property.Name] is { } old) table.Release(property.Name, old, current.Id);
        var record = current.Next(++state.Revision, now, Set(current.Bag, changes, now, by), current.ArchivedAt);
        Finish(table, record, changes);
        foreach (var (property, value) in changes)
            if (!property.Calculated) state.Outbox.PropertyChange(record, property, value, by, now);
        return new WrittenRecord(record, false, plan.Written, plan.Warnings);
    }

    private void Finish(RecordTable table, HubSpotRecord record, List<(PropertyDefinition Property, string? Value)> changes)
    {
        foreach (var (property, value) in changes)
        {
            if (value is null) continue;
            if (property.HasUniqueValue) table.Claim(property.Name, value, record.Id);
            else if (property.Name == "hs_additional_emails")
                foreach (var email in value.Split(';')) table.Claim("email", email, record.Id);
        }
        state.Store(record);
    }

    private static PropertyBag Set(PropertyBag bag, List<(PropertyDefinition Property, string? Value)> changes, DateTimeOffset now, Caller by)
    {
        var next = new KeyValuePair<string, PropertyValue>[changes.Count];
        for (var i = 0; i < next.Length; i++)
        {
            var (property, value) = changes[i];
            next[i] = new(property.Name, new PropertyValue(value, now, property.Calculated ? Caller.Calculated : by, bag.Find(property.Name)));
        }
        return bag.With(next);
    }
}
