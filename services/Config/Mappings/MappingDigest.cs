using System.Security.Cryptography;
using System.Text.Json;
using Integration.Config.Conditions;
using Integration.Core.Mappings;

namespace Integration.Config.Mappings;

/// <summary>The digest by which a pair knows that it was decided under another mapping.</summary>
internal static class MappingDigest
{
    /// <summary>32 hexadecimal digits over everything that a decision may depend on.</summary>
    /// <remarks>Comments, spelling, the order of rows and of options do not count: each new digest has every pair of the mapping looked at again.</remarks>
    public static string Of(Mapping mapping)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var text in (string[])[mapping.Name, mapping.HubSpotObject, .. mapping.SalesforceObjects, mapping.MatchField,
                $"{mapping.CreateInHubSpot}", $"{mapping.CreateInSalesforce}", $"{mapping.DeleteFromHubSpot}", $"{mapping.DeleteFromSalesforce}", $"{mapping.EraseInSalesforce}"]) json.WriteStringValue(text);
            var rows = mapping.Fields.OrderBy(field => field.HubSpot, StringComparer.Ordinal).ThenBy(field => field.Salesforce, StringComparer.Ordinal).ThenBy(field => string.Join(',', field.SalesforceObjects), StringComparer.Ordinal);
            foreach (var field in rows) Write(json, field);
            foreach (var condition in new[] { mapping.Scope.HubSpot, mapping.Scope.Salesforce }) json.WriteStringValue(condition is null ? "" : ConditionText.Of(condition));
            json.WriteEndArray();
        }
        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))[..32];
    }

    private static void Write(Utf8JsonWriter json, FieldMapping field)
    {
        json.WriteStartArray();
        foreach (var text in (string[])[field.HubSpot, field.Salesforce, $"{field.Type}", $"{field.Direction}", $"{field.Conflict}", $"{field.Else}", $"{field.Drift}", $"{field.NeverBlank}"]) json.WriteStringValue(text);
        json.WriteStringValue(field.Default);
        json.WriteStringValue($"{field.IsConsent} {field.OptInFrom} {field.StampedIn}");
        Write(json, field.UpdateOnlyOn);
        Write(json, field.SalesforceObjects.Order(StringComparer.Ordinal));
        Write(json, field.Values.SelectMany(pair => (string[])[pair.Key, pair.Value]));
        Write(json, field.Order);
        // Only where they are set: rows that refer to nothing keep the digest they had before there were references.
        if (field.RefersTo is { } to) json.WriteStringValue($"{to}");
        if (field.IsRequired) json.WriteStringValue("required");
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
