using System.Globalization;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Simulation.Tests.Engine.Systems;

/// <summary>The mappings under simulation, and the values that people set: each carries a number of its own, which formatters leave alone.</summary>
internal static class People
{
    private static readonly string[] Stages = ["subscriber", "lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity", "customer"];

    /// <summary>What is in force at first.</summary>
    public static Mapping Mapping(bool deletesPropagate) => new()
    {
        Name = "people",
        HubSpotObject = "contacts",
        SalesforceObjects = ["Lead", "Contact"],
        MatchField = "email",
        Version = "1",
        DeleteFromHubSpot = deletesPropagate ? DeleteRule.Propagate : DeleteRule.Unlink,
        DeleteFromSalesforce = deletesPropagate ? DeleteRule.Propagate : DeleteRule.Unlink,
        Fields =
        [
            new FieldMapping { HubSpot = "email", Salesforce = "Email", Type = FieldType.Email },
            new FieldMapping { HubSpot = "jobtitle", Salesforce = "Title", Conflict = ConflictPolicy.Newest },
            new FieldMapping { HubSpot = "firstname", Salesforce = "FirstName", Conflict = ConflictPolicy.HubSpot },
            new FieldMapping { HubSpot = "lastname", Salesforce = "LastName", Default = "[unknown]", NeverBlank = true },
            new FieldMapping { HubSpot = "phone", Salesforce = "Phone", Type = FieldType.Phone, Conflict = ConflictPolicy.HubSpot },
            new FieldMapping { HubSpot = "company", Salesforce = "Company", SalesforceObjects = ["Lead"], Default = "[unknown]", NeverBlank = true },
            new FieldMapping { HubSpot = "message", Salesforce = "Description", Direction = FieldDirection.ToSalesforce },
            new FieldMapping { HubSpot = "fax", Salesforce = "Fax", Type = FieldType.Phone, Direction = FieldDirection.ToHubSpot, Drift = DriftRule.Reassert },
            // HubSpot answers a step backwards with success and stays where it is.
            new FieldMapping { HubSpot = "lifecyclestage", Salesforce = StageField, Type = FieldType.Picklist },
        ],
    };

    /// <summary>What the admin applies in the middle of a run: one field more, another winner.</summary>
    public static Mapping Next(Mapping mapping) => mapping with
    {
        Version = "2",
        Fields =
        [
            .. mapping.Fields.Select(field => field.HubSpot == "jobtitle" ? field with { Conflict = ConflictPolicy.HubSpot } : field),
            new FieldMapping { HubSpot = "mobilephone", Salesforce = "MobilePhone", Type = FieldType.Phone, Conflict = ConflictPolicy.HubSpot },
        ],
    };

    public const string StageField = "Stage__c";

    public static string Email(int token) => string.Create(CultureInfo.InvariantCulture, $"n{token}@sim.test");

    public static string Value(string hubSpotField, int token) => hubSpotField switch
    {
        "email" => Email(token),
        "phone" or "fax" or "mobilephone" => string.Create(CultureInfo.InvariantCulture, $"+49 {token}"),
        "lifecyclestage" => Stages[token % Stages.Length],
        _ => string.Create(CultureInfo.InvariantCulture, $"{(token % 2 == 0 ? "head" : "Chief")} N{token}"),
    };

    /// <summary>How far a stage is; blank is before the first.</summary>
    public static int Rank(string? stage) => Array.IndexOf(Stages, stage);

    /// <summary>What a value means, by the oracle's own plain definition: blank is null, letters' case counts except in addresses, phones are digits and plus.</summary>
    public static string? Meaning(FieldType type, string? value)
    {
        var text = value?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        return type switch
        {
            FieldType.Email => text.ToLowerInvariant(),
            FieldType.Phone => string.Concat(text.Where(letter => char.IsAsciiDigit(letter) || letter == '+')),
            _ => text,
        };
    }

    /// <summary>One value in the form that the org's formatter makes of the other.</summary>
    public static bool IsOtherForm(string? one, string? other) => string.Equals(one?.Trim(), other?.Trim(), StringComparison.OrdinalIgnoreCase);

    public static string HubSpotObject => "contacts";

    public static RecordKey HubSpot(long id) => new(SystemName.HubSpot, HubSpotObject, id.ToString(CultureInfo.InvariantCulture));
}
