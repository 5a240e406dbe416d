using System.Collections.Immutable;
using Integration.Core.Mappings;

namespace Integration.Config.Schemas;

/// <summary>One field as its system describes it.</summary>
/// <param name="Name">API name.</param>
/// <param name="Type">The vendor's type word: Salesforce's <c>string</c>, <c>picklist</c>, <c>reference</c>; HubSpot's <c>string</c>, <c>enumeration</c>, or with its field type <c>enumeration/checkbox</c>, <c>string/phonenumber</c>.</param>
public sealed record SchemaField(string Name, string Type)
{
    /// <summary>The integration's user may create and update it. Default true.</summary>
    public bool IsWritable { get; init; } = true;
    /// <summary>Must be given on create and has no default of its own.</summary>
    public bool IsRequired { get; init; }
    /// <summary>No two records hold the same value.</summary>
    public bool IsUnique { get; init; }
    /// <summary>Allowed values of a list, as the API writes them; empty = open or unknown.</summary>
    public ImmutableArray<string> Options { get; init; } = [];
    /// <summary>The system refuses values that are not options. HubSpot always does; Salesforce only where the list is restricted.</summary>
    public bool IsRestricted { get; init; }
    /// <summary>Longest text in characters; null = not limited, not text, or unknown.</summary>
    public int? LengthMax { get; init; }

    /// <summary>Holds ids of records or users of its own system.</summary>
    public bool IsReference => Type is "reference" or "id" or "enumeration/owner";

    /// <summary>How its values compare; null for a type that no mapping can carry (compound addresses, files).</summary>
    public FieldType? Kind => Type switch
    {
        "string" or "textarea" or "url" or "combobox" or "reference" or "id" or "string/text" or "string/textarea" or "enumeration/owner" or "encryptedstring" or "time" => FieldType.Text,
        "email" or "string/email" => FieldType.Email,
        "phone" or "string/phonenumber" or "phone_number" => FieldType.Phone,
        "int" or "long" or "double" or "currency" or "percent" or "number" or "number/number" => FieldType.Number,
        "boolean" or "bool" or "bool/booleancheckbox" or "enumeration/booleancheckbox" => FieldType.Boolean,
        "date" or "date/date" => FieldType.Date,
        "datetime" or "datetime/date" => FieldType.DateTime,
        "picklist" or "enumeration" or "enumeration/select" or "enumeration/radio" => FieldType.Picklist,
        "multipicklist" or "enumeration/checkbox" => FieldType.MultiPicklist,
        _ => null,
    };
}
