using System.Globalization;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Searches;

/// <summary>Values in a form that can be compared: numbers and instants as numbers, the rest as text.</summary>
internal static class SearchKeys
{
    public static bool IsOrdered(PropertyDefinition property) => property.Type is "number" or "date" or "datetime";

    /// <summary>Reads a record's number or instant; null when it has none.</summary>
    public static Func<HubSpotRecord, decimal?> Number(PropertyDefinition property) => property.Name switch
    {
        "hs_object_id" => static record => record.Id,
        "createdate" or "hs_createdate" => static record => record.CreatedAt.ToUnixTimeMilliseconds(),
        // The hidden twin on contacts is not indexed: filtering on it finds nothing (facts/hubspot.md section 3.3).
        "hs_lastmodifieddate" => static record => record.Type == ObjectType.Contact ? null : record.UpdatedAt.ToUnixTimeMilliseconds(),
        "lastmodifieddate" => static record => record.UpdatedAt.ToUnixTimeMilliseconds(),
        var name => record => Parse(property, record[name]),
    };

    public static decimal? Parse(PropertyDefinition property, string? text) =>
        text is null ? null
        : property.Type != "number" ? WireTime.Milliseconds(text)
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
