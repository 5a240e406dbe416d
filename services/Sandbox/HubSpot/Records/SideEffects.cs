using Integration.Sandbox.HubSpot.Properties;

namespace Integration.Sandbox.HubSpot.Records;

/// <summary>What HubSpot writes by itself when a property changes.</summary>
internal static class SideEffects
{
    /// <summary>Adds the changes that follow from <paramref name="changes"/>.</summary>
    public static void Add(RecordTable table, HubSpotRecord? current, List<(PropertyDefinition Property, string? Value)> changes, DateTimeOffset now)
    {
        var asked = changes.Count;
        for (var i = 0; i < asked; i++)
        {
            var (property, value) = changes[i];
            switch (property.Name)
            {
                case LifecycleStages.Property when table.Type == ObjectType.Contact:
                    Stamp(table, changes, $"hs_v2_date_exited_{current?[LifecycleStages.Property]}", now);
                    Stamp(table, changes, $"hs_v2_date_entered_{value}", now);
                    Stamp(table, changes, $"hs_lifecyclestage_{value}_date", now);
                    break;
                case "hubspot_owner_id":
                    Stamp(table, changes, "hubspot_owner_assigneddate", now);
                    break;
                case "hs_task_status" when value == "COMPLETED":
                    Stamp(table, changes, "hs_task_completion_date", now);
                    break;
                default:
                    break;
            }
        }
    }

    // A custom stage has no stamp properties in the standard schema: nothing to write then.
    private static void Stamp(RecordTable table, List<(PropertyDefinition Property, string? Value)> changes, string name, DateTimeOffset now)
    {
        if (table.Properties.Any(name) is { } stamp && !changes.Exists(each => each.Property.Name == name)) changes.Add((stamp, WireTime.Iso(now)));
    }
}
