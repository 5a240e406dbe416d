namespace Integration.Sandbox.HubSpot.Records;

/// <summary>What differs between ways of writing: API versions, humans, imports. Source: facts/hubspot.md section 1.3.</summary>
/// <param name="EnforcesAdminRules">Required and conditional properties bind.</param>
/// <param name="NormalisesDates">Odd dates are mended and reported instead of refused.</param>
/// <param name="WritesReadOnly">Read-only values may be set: seeding only.</param>
public sealed record WriteRules(bool EnforcesAdminRules, bool NormalisesDates, bool WritesReadOnly = false)
{
    /// <summary>The API of 2026-09.</summary>
    public static WriteRules Current { get; } = new(EnforcesAdminRules: true, NormalisesDates: true);
    /// <summary>The API of 2026-03 and before.</summary>
    public static WriteRules Older { get; } = new(EnforcesAdminRules: false, NormalisesDates: false);
    /// <summary>A human in HubSpot's pages, where the forms themselves ask for what is required.</summary>
    public static WriteRules Human { get; } = new(EnforcesAdminRules: false, NormalisesDates: true);
    /// <summary>Seeding.</summary>
    public static WriteRules Seed { get; } = new(EnforcesAdminRules: false, NormalisesDates: true, WritesReadOnly: true);
}
