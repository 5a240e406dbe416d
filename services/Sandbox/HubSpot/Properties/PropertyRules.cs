using System.Text.RegularExpressions;
using Integration.Sandbox.HubSpot.Errors;

namespace Integration.Sandbox.HubSpot.Properties;

/// <summary>What a new or changed property definition must satisfy.</summary>
internal static partial class PropertyRules
{
    private static readonly Dictionary<string, string[]> FieldTypes = new(StringComparer.Ordinal)
    {
        ["string"] = ["text", "textarea", "phonenumber", "html", "file", "calculation_equation"],
        ["number"] = ["number", "calculation_equation"],
        ["bool"] = ["booleancheckbox", "calculation_equation"],
        ["date"] = ["date"],
        ["datetime"] = ["date"],
        ["enumeration"] = ["select", "radio", "checkbox", "booleancheckbox"],
        ["phone_number"] = ["phonenumber"],
    };

    [GeneratedRegex("^[a-z][a-z0-9_]{0,99}$")]
    private static partial Regex Name();

    /// <exception cref="HubSpotRefusedException">400: what is wrong with the definition.</exception>
    public static void Check(PropertyDefinition wanted)
    {
        if (!Name().IsMatch(wanted.Name)) throw Refusals.Validation($"Invalid property name '{wanted.Name}': use lower-case letters, digits and underscores, starting with a letter.");
        if (string.IsNullOrWhiteSpace(wanted.Label)) throw Refusals.Validation("Property label must not be empty.");
        if (!FieldTypes.TryGetValue(wanted.Type, out var fields)) throw Refusals.Validation($"Invalid property type '{wanted.Type}': one of {string.Join(", ", FieldTypes.Keys)}.");
        if (!fields.Contains(wanted.FieldType)) throw Refusals.Validation($"Field type '{wanted.FieldType}' does not go with type '{wanted.Type}': one of {string.Join(", ", fields)}.");
        CheckOptions(wanted);
    }

    public static void CheckOptions(PropertyDefinition wanted)
    {
        if (wanted.Type != "enumeration" && wanted.Options.Count > 0 && wanted.Type != "bool") throw Refusals.Validation($"Options are only allowed on enumerations, not on type '{wanted.Type}'.");
        var twice = wanted.Options.GroupBy(option => option.Value, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null) throw Refusals.Validation($"Option value '{twice.Key}' is given more than once.");
    }
}
