using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Records;

namespace Integration.Core.Scopes;

/// <summary>Which records a mapping concerns itself with. Outside it nothing is created and no field is written; links stay, and consent travels all the same.</summary>
public sealed record MappingScope
{
    /// <summary>Every record is in scope.</summary>
    public static MappingScope Everything { get; } = new();

    /// <summary>What must hold of the HubSpot record; null = nothing. May name HubSpot fields only.</summary>
    public Condition? HubSpot { get; init; }
    /// <summary>What must hold of the Salesforce record; null = nothing. May name Salesforce fields only.</summary>
    public Condition? Salesforce { get; init; }

    /// <summary>The given side's condition.</summary>
    public Condition? Of(SystemName system) => system == SystemName.HubSpot ? HubSpot : Salesforce;

    /// <summary>The fields of a system that have to be read to judge it, distinct.</summary>
    public ImmutableArray<string> FieldsOf(SystemName system) =>
        Of(system) is { } condition ? [.. ConditionCheck.FieldsOf(condition).Where(field => field.System == system).Select(field => field.Name).Distinct(StringComparer.Ordinal)] : [];
}
