namespace Integration.HubSpot;

/// <summary>One dated API version: where each family lives and what it does differently (facts/hubspot.md section 1).</summary>
/// <remarks>The date is not a prefix: it follows the family's name, so paths are templates and no string is put in front.</remarks>
public sealed record HubSpotApiVersion
{
    private HubSpotApiVersion(string date) => Date = date;

    /// <summary>The default: Current since 8 September 2026, supported to about March 2028.</summary>
    public static HubSpotApiVersion V2026_09 { get; } = new("2026-09") { EnforcesAdminRules = true, NormalisesDates = true };

    /// <summary>For portals whose admin rules (conditional and required properties) refuse our writes: it ignores them.</summary>
    public static HubSpotApiVersion V2026_03 { get; } = new("2026-03");

    /// <summary>The version of a date.</summary>
    /// <exception cref="FormatException">Not one we speak; the message names those.</exception>
    public static HubSpotApiVersion Parse(string date) => date switch
    {
        "2026-09" => V2026_09,
        "2026-03" => V2026_03,
        _ => throw new FormatException($"'{date}' is no HubSpot API version we speak: write 2026-09 or 2026-03"),
    };

    /// <summary><c>2026-09</c>.</summary>
    public string Date { get; }
    /// <summary>Required and conditionally required properties bind our writes.</summary>
    public bool EnforcesAdminRules { get; private init; }
    /// <summary>Dates that are not midnight are taken and normalised instead of refused.</summary>
    public bool NormalisesDates { get; private init; }

    internal string Objects(string objectName) => $"/crm/objects/{Date}/{Uri.EscapeDataString(objectName)}";

    internal string Properties(string objectName) => $"/crm/properties/{Date}/{Uri.EscapeDataString(objectName)}";

    internal string Associations(string from, string to) => $"/crm/associations/{Date}/{from}/{to}";

    internal string Owners => $"/crm/owners/{Date}";

    internal string Preferences(string email) => $"/communication-preferences/{Date}/statuses/{Uri.EscapeDataString(email)}";

    internal string AccountDetails => $"/account-info/{Date}/details";

    internal string Token => $"/oauth/{Date}/token";

    /// <inheritdoc />
    public override string ToString() => Date;
}
