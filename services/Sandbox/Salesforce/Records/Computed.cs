using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Records;

/// <summary>Fields that are not stored but made of others when read: full names and addresses.</summary>
internal static class Computed
{
    public static object? Read(SObjectType type, Row row, SField field)
    {
        if (field.Type == FieldType.Id) return row.Id;
        if (field.Type == FieldType.Address) return Address(type, row, field.Name);
        return IsFullName(type, field) ? FullName(type, row) : row.Stored(field);
    }

    public static bool IsFullName(SObjectType type, SField field) => field.Name == "Name" && type.Field("LastName") is { Compound: "Name" };

    private static string? FullName(SObjectType type, Row row)
    {
        var first = row.Text(type, "FirstName");
        var last = row.Text(type, "LastName");
        return first is null ? last : $"{first} {last}";
    }

    /// <summary>Null when every part is empty: facts/salesforce.md section 11.</summary>
    private static JsonObject? Address(SObjectType type, Row row, string name)
    {
        var prefix = name[..^"Address".Length];
        object? Part(string part) => row[type[prefix + part].Ordinal];
        if (new[] { "Street", "City", "State", "PostalCode", "Country", "Latitude", "Longitude" }.All(part => Part(part) is null)) return null;
        return new JsonObject
        {
            ["city"] = FieldJson.Rest(Part("City")),
            ["country"] = FieldJson.Rest(Part("Country")),
            ["geocodeAccuracy"] = FieldJson.Rest(Part("GeocodeAccuracy")),
            ["latitude"] = FieldJson.Rest(Part("Latitude")),
            ["longitude"] = FieldJson.Rest(Part("Longitude")),
            ["postalCode"] = FieldJson.Rest(Part("PostalCode")),
            ["state"] = FieldJson.Rest(Part("State")),
            ["street"] = FieldJson.Rest(Part("Street")),
        };
    }
}
