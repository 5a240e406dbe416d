using System.Collections.Frozen;

namespace Integration.Sandbox.HubSpot.Properties;

/// <summary>One option of an enumeration.</summary>
public sealed record PropertyOption(string Label, string Value, int DisplayOrder = -1, bool Hidden = false, string? Description = null);

/// <summary>What a property holds and who may write it. Wire shape: facts/hubspot.md section 3.7.</summary>
public sealed record PropertyDefinition(string Name, string Label, string Type, string FieldType, string GroupName)
{
    private readonly IReadOnlyList<PropertyOption> options = [];
    private FrozenSet<string>? values;

    /// <summary>Options of an enumeration, in display order; empty for other types.</summary>
    public IReadOnlyList<PropertyOption> Options
    {
        get => options;
        init
        {
            options = value;
            values = null;
        }
    }

    /// <summary>Text for humans; empty by default.</summary>
    public string Description { get; init; } = "";
    /// <summary>No two records may hold the same value; can only be chosen at creation.</summary>
    public bool HasUniqueValue { get; init; }
    /// <summary>Not shown in HubSpot's pages.</summary>
    public bool Hidden { get; init; }
    /// <summary>May be used in forms.</summary>
    public bool FormField { get; init; }
    /// <summary>HubSpot computes it: writes are refused and its changes fire no event of their own.</summary>
    public bool Calculated { get; init; }
    /// <summary>Writes are refused.</summary>
    public bool ReadOnlyValue { get; init; }
    /// <summary>Options come from elsewhere: pipelines or owners.</summary>
    public bool ExternalOptions { get; init; }
    /// <summary>Position among its group; -1 = after the others.</summary>
    public int DisplayOrder { get; init; } = -1;
    /// <summary>Part of every portal.</summary>
    public bool HubSpotDefined { get; init; }
    /// <summary>Archived: reads leave it out, writes are refused.</summary>
    public bool Archived { get; init; }
    /// <summary>Such as <c>OWNER</c>; null otherwise.</summary>
    public string? ReferencedObjectType { get; init; }
    /// <summary>Null for properties that came with the portal.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
    /// <summary>Null for properties that never changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Takes several values, joined by <c>;</c>.</summary>
    internal bool IsMultiple => Type == "enumeration" && FieldType == "checkbox";

    internal bool Allows(string option) => (values ??= options.Select(each => each.Value).ToFrozenSet(StringComparer.Ordinal)).Contains(option);
}
