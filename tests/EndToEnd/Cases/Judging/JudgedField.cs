using System.Globalization;
using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.Cases.Judging;

/// <summary>One field as the judge knows it: stated again here, so that a wrong mapping in the product is not believed twice.</summary>
/// <param name="HubSpot">HubSpot property.</param>
/// <param name="Lead">Field of a Lead.</param>
/// <param name="Contact">Field of a Contact; null = a Contact has none.</param>
/// <param name="IsKept">Whether both sides are to agree at the end; false where the mapping lets one side drift.</param>
internal sealed record JudgedField(string HubSpot, string Lead, string? Contact, bool IsKept = true)
{
    public static IReadOnlyList<JudgedField> All { get; } =
    [
        new("email", "Email", "Email"),
        new("firstname", "FirstName", "FirstName"),
        new("lastname", "LastName", "LastName"),
        new("company", "Company", null),
        new("jobtitle", "Title", "Title"),
        new("address", "Street", "MailingStreet"),
        new("city", "City", "MailingCity"),
        new("country", "Country", "MailingCountry"),
        new("state", "State", "MailingState"),
        new("annualrevenue", "AnnualRevenue", null),
        new("message", "Description", "Description", IsKept: false),
        new("hs_email_optout", "HasOptedOutOfEmail", "HasOptedOutOfEmail", IsKept: false),
        new("hubspot_owner_id", "OwnerId", "OwnerId", IsKept: false),
        new("lifecyclestage", "Status", null, IsKept: false),
    ];

    public static JudgedField Named(string hubSpot) =>
        All.FirstOrDefault(field => field.HubSpot == hubSpot) ?? throw new FormatException($"the cases know no field '{hubSpot}'");

    /// <summary>Its name in a Salesforce record; null = it has none.</summary>
    public string? On(SeenRecord salesforce) => On(salesforce.Id);

    /// <summary>Its name in a Salesforce object, known by the record's id.</summary>
    public string? On(string salesforceId) => salesforceId.StartsWith("003", StringComparison.Ordinal) ? Contact : Lead;

    /// <summary>Spaces around a text and the case of letters are the systems' own business; a number is one however it is written.</summary>
    public static bool Same(string? one, string? other) =>
        string.Equals(one?.Trim() ?? "", other?.Trim() ?? "", StringComparison.OrdinalIgnoreCase)
        || (decimal.TryParse(one, NumberStyles.Number, CultureInfo.InvariantCulture, out var a) && decimal.TryParse(other, NumberStyles.Number, CultureInfo.InvariantCulture, out var b) && a == b);
}
