using System.Collections.Frozen;
using System.Globalization;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Properties;

/// <summary>One object of the portal with its standard schema: shared by all portals, so that a new portal costs nothing.</summary>
internal sealed class ObjectType
{
    private ObjectType(string typeId, string plural, string singular, long firstId, string[] defaults, IReadOnlyList<PropertyDefinition> schema, string scope)
    {
        TypeId = typeId;
        Plural = plural;
        Singular = singular;
        FirstId = firstId;
        Scope = scope;
        IsEngagement = typeId is not ("0-1" or "0-2" or "0-3");
        CreatedStamp = IsEngagement ? "hs_createdate" : "createdate";
        ModifiedStamp = typeId == "0-1" ? "lastmodifieddate" : "hs_lastmodifieddate";
        DefaultProperties = defaults;
        Schema = schema.ToFrozenDictionary(property => property.Name, StringComparer.Ordinal);
        SchemaOrder = schema;
        Derived = DerivedProperties.Of(this);
        DerivedOrder = [.. Derived.OrderBy(each => each.Key, StringComparer.Ordinal)];
    }

    public static ObjectType Contact { get; } = new("0-1", "contacts", "contact", 90_001,
        ["createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"], ContactSchema.Properties, "contacts");

    public static ObjectType Company { get; } = new("0-2", "companies", "company", 5_501,
        ["createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"], CompanySchema.Properties, "companies");

    public static ObjectType Deal { get; } = new("0-3", "deals", "deal", 30_001,
        ["amount", "closedate", "createdate", "dealname", "dealstage", "hs_lastmodifieddate", "hs_object_id", "pipeline"], DealSchema.Properties, "deals");

    // Notes, tasks and their like need the contacts scopes: facts/hubspot.md section 2.3.
    public static ObjectType Note { get; } = Engagement("0-46", "notes", "note", 71_000_001, EngagementSchema.Notes);
    public static ObjectType Task { get; } = Engagement("0-27", "tasks", "task", 72_000_001, EngagementSchema.Tasks);
    public static ObjectType Call { get; } = Engagement("0-48", "calls", "call", 73_000_001, EngagementSchema.Calls);
    public static ObjectType Meeting { get; } = Engagement("0-47", "meetings", "meeting", 74_000_001, EngagementSchema.Meetings);
    public static ObjectType Email { get; } = Engagement("0-49", "emails", "email", 75_000_001, EngagementSchema.Emails);

    public static IReadOnlyList<ObjectType> All { get; } = [Contact, Company, Deal, Note, Task, Call, Meeting, Email];

    private static readonly FrozenDictionary<string, ObjectType> ByName = All
        .SelectMany(type => new[] { type.TypeId, type.Plural, type.Singular }.Select(name => (name, type)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.type, StringComparer.OrdinalIgnoreCase);

    public string TypeId { get; }
    public string Plural { get; }
    public string Singular { get; }
    /// <summary><c>CONTACT</c>: how errors and old paths name it.</summary>
    public string LegacyName => Singular.ToUpperInvariant();
    public long FirstId { get; }
    public string Scope { get; }
    public bool IsEngagement { get; }
    public string CreatedStamp { get; }
    public string ModifiedStamp { get; }
    public IReadOnlyList<string> DefaultProperties { get; }
    public FrozenDictionary<string, PropertyDefinition> Schema { get; }
    public IReadOnlyList<PropertyDefinition> SchemaOrder { get; }
    /// <summary>Values that are computed on reading, by name.</summary>
    public FrozenDictionary<string, Func<HubSpotRecord, string?>> Derived { get; }

    /// <summary>The same, in alphabetical order.</summary>
    public KeyValuePair<string, Func<HubSpotRecord, string?>>[] DerivedOrder { get; }

    /// <summary>Takes a plural, a singular in any case, or a type id (facts/hubspot.md section 1.2).</summary>
    /// <exception cref="HubSpotRefusedException">400: no such object.</exception>
    public static ObjectType Named(string name) => ByName.GetValueOrDefault(name) ?? throw Refusals.UnknownObject(name);

    public static bool TryNamed(string name, out ObjectType? type) => ByName.TryGetValue(name, out type);

    private static ObjectType Engagement(string typeId, string plural, string singular, long firstId, IReadOnlyList<PropertyDefinition> schema) =>
        new(typeId, plural, singular, firstId, ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"], schema, "contacts");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Plural} ({TypeId})");
}
