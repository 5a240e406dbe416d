using Integration.Core.Records;

namespace Integration.Config.Schemas;

/// <summary>What is known of the objects of both systems, against which mappings are checked.</summary>
/// <param name="objects">Each object once; of two the last counts.</param>
/// <param name="absent">Objects that the system was asked for and does not have.</param>
public sealed class SchemaCatalog(IEnumerable<SchemaObject> objects, IEnumerable<(SystemName System, string Name)>? absent = null)
{
    private readonly Dictionary<(SystemName, string), SchemaObject> objects = Index(objects);
    private readonly HashSet<(SystemName, string)> absent = [.. absent ?? []];

    /// <summary>Nothing known.</summary>
    public static SchemaCatalog Empty { get; } = new([]);

    /// <summary>The vendors' standard fields: HubSpot contacts and companies, Salesforce Lead, Contact and Account.</summary>
    /// <remarks>
    /// Salesforce from describes of a real org, HubSpot from a dump of a real portal (facts/salesforce.md 9.2, facts/hubspot.md 4).
    /// Customers add fields and options, and an edition may lack some: a field that is not listed may still exist.
    /// </remarks>
    public static SchemaCatalog Standard { get; } = new(
    [
        SchemaTable.Read(SystemName.HubSpot, "contacts", StandardHubSpot.Contacts),
        SchemaTable.Read(SystemName.HubSpot, "companies", StandardHubSpot.Companies),
        SchemaTable.Read(SystemName.Salesforce, "Lead", StandardSalesforce.Lead),
        SchemaTable.Read(SystemName.Salesforce, "Contact", StandardSalesforce.Contact),
        SchemaTable.Read(SystemName.Salesforce, "Account", StandardSalesforce.Account),
    ]);

    /// <summary>Number of the HubSpot account that the credential belongs to, as HubSpot said; null = not asked or not told.</summary>
    public long? HubSpotPortal { get; init; }

    /// <summary>All objects, in no order.</summary>
    public IReadOnlyCollection<SchemaObject> Objects => objects.Values;

    /// <summary>An object by its exact API name, or null when nothing is known of it.</summary>
    public SchemaObject? Find(SystemName system, string name) => objects.GetValueOrDefault((system, name));

    /// <summary>The system was asked and has no such object.</summary>
    public bool IsAbsent(SystemName system, string name) => absent.Contains((system, name));

    /// <summary>This catalogue over the shipped one: what a system said itself goes first.</summary>
    internal SchemaCatalog OverStandard() => ReferenceEquals(this, Standard)
        ? this
        : new SchemaCatalog(
            Standard.Objects.Where(shipped => !IsAbsent(shipped.System, shipped.Name)).Concat(Objects.Select(live => live.RefinedBy(Standard.Find(live.System, live.Name)))),
            absent)
        { HubSpotPortal = HubSpotPortal };

    private static Dictionary<(SystemName, string), SchemaObject> Index(IEnumerable<SchemaObject> objects)
    {
        var index = new Dictionary<(SystemName, string), SchemaObject>();
        foreach (var each in objects) index[(each.System, each.Name)] = each;
        return index;
    }
}
