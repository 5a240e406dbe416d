using Integration.Sandbox.HubSpot.Properties;

namespace Integration.Sandbox.HubSpot.Records;

/// <summary>A write that was checked and may be carried out: nothing can refuse it any more.</summary>
/// <param name="Table">The object's table.</param>
/// <param name="Current">The record to change; null creates.</param>
/// <param name="Values">Stored form by property.</param>
/// <param name="Written">Names as sent, for the answer.</param>
internal sealed record PlannedWrite(
    RecordTable Table,
    HubSpotRecord? Current,
    IReadOnlyList<(PropertyDefinition Property, string? Value)> Values,
    IReadOnlyList<string> Written,
    IReadOnlyList<DateWarning> Warnings,
    IReadOnlyList<AssociationInput> Associations);

/// <summary>Unique values spoken for by earlier inputs of the same call, which are not stored yet.</summary>
internal sealed class Claims
{
    private readonly HashSet<(string Property, string Value)> taken = [];

    public bool Has(string property, string value) => taken.Contains((property, value));

    public void Add(PlannedWrite plan)
    {
        foreach (var (property, value) in plan.Values)
            if (property.HasUniqueValue && value is not null) taken.Add((property.Name, value));
    }
}
