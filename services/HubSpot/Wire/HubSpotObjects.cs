using Integration.Core.Records;

namespace Integration.HubSpot.Wire;

/// <summary>Names, type ids and change stamps of HubSpot's objects (facts/hubspot.md sections 1.2 and 3.3).</summary>
internal static class HubSpotObjects
{
    private static readonly (string Plural, string Singular, string TypeId)[] Known =
    [
        ("contacts", "contact", "0-1"), ("companies", "company", "0-2"), ("deals", "deal", "0-3"), ("tickets", "ticket", "0-5"),
        ("tasks", "task", "0-27"), ("notes", "note", "0-46"), ("meetings", "meeting", "0-47"), ("calls", "call", "0-48"), ("emails", "email", "0-49"),
    ];

    /// <summary>The plural name of <c>contact</c> or <c>0-1</c>; null when unknown.</summary>
    public static string? Named(string singularOrTypeId) =>
        Known.FirstOrDefault(each => each.Singular == singularOrTypeId || each.TypeId == singularOrTypeId).Plural;

    /// <summary>The singular name of <c>contacts</c>, as webhook subscriptions spell it; the name itself where it is not known.</summary>
    public static string Singular(string plural) => Known.FirstOrDefault(each => each.Plural == plural).Singular ?? plural;

    /// <summary>The property that holds the last change. Filtering on the other one finds nothing, without an error.</summary>
    public static string StampOf(string objectName) => objectName == "contacts" ? "lastmodifieddate" : "hs_lastmodifieddate";

    /// <summary>The property that holds the creation.</summary>
    public static string CreatedOf(string objectName) => objectName is "contacts" or "companies" or "deals" ? "createdate" : "hs_createdate";

    /// <summary>The type of association from a record about a contact to that contact; null for other objects (facts/hubspot.md section 3.5). The direction matters.</summary>
    public static int? AboutContact(string objectName) => objectName switch
    {
        "notes" => 202,
        "tasks" => 204,
        _ => null,
    };

    /// <summary>A record's key.</summary>
    public static RecordKey Key(string objectName, string id) => new(SystemName.HubSpot, objectName, id);

    /// <summary>Record ids are positive whole numbers; anything else would refuse a whole batch.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= 18 && id.All(char.IsAsciiDigit) && id[0] != '0';
}
