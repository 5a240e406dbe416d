using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Sync;

/// <summary>The mappings in force, by name and by object.</summary>
public sealed class MappingSet
{
    private readonly Dictionary<string, Mapping> byName;
    private volatile ExtraFields extra;

    /// <summary>Puts them side by side.</summary>
    /// <param name="mappings">In the order of the files.</param>
    /// <param name="extra">Fields to be read beside the mapped ones; null = none.</param>
    /// <exception cref="ArgumentException">A field refers to a mapping that is not among them, or to one whose records have several Salesforce objects.</exception>
    public MappingSet(IReadOnlyList<Mapping> mappings, ExtraFields? extra = null)
    {
        this.extra = extra ?? ExtraFields.None;
        var referredTo = mappings.SelectMany(mapping => mapping.Fields).Select(field => field.RefersTo).OfType<Reference.Record>().Select(to => to.Mapping).ToHashSet(StringComparer.Ordinal);
        All = [.. mappings.Select(mapping => mapping with { IsReferredTo = referredTo.Contains(mapping.Name) })];
        byName = All.ToDictionary(mapping => mapping.Name, StringComparer.Ordinal);
        if (referredTo.FirstOrDefault(name => Named(name) is not { SalesforceObjects.Length: 1 }) is { } wrong)
            throw new ArgumentException($"a field refers to '{wrong}', which is no mapping with one Salesforce object", nameof(mappings));
    }

    /// <summary>All of them, in the order of the files.</summary>
    public IReadOnlyList<Mapping> All { get; }

    /// <summary>Reads these beside the mapped fields from the next cycle on: another version of the Agreement may ask for others.</summary>
    public void Read(ExtraFields fields) => extra = fields;

    /// <summary>The mapping of a name; null when it is not configured any more.</summary>
    public Mapping? Named(string name) => byName.GetValueOrDefault(name);

    /// <summary>What makes a run: these mappings in these versions, in the order of their names. At most 600 characters.</summary>
    public static string RunOf(IEnumerable<Mapping> mappings)
    {
        var what = "sync " + string.Join(", ", mappings.OrderBy(mapping => mapping.Name, StringComparer.Ordinal).Select(mapping => $"{mapping.Name} {mapping.Version}"));
        return what.Length <= 600 ? what : what[..500] + " " + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(what)));
    }

    /// <summary>What to read of each object of a system: the union over all mappings, and the extra fields of their objects.</summary>
    public FieldSelection Selection(SystemName system)
    {
        var byObject = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var mapping in All)
            foreach (var name in mapping.ObjectsIn(system))
                byObject[name] = [.. byObject.GetValueOrDefault(name, []).Union(mapping.FieldsOf(system, name), StringComparer.Ordinal).Union(extra.Of(system, name), StringComparer.Ordinal)];
        return new FieldSelection(byObject);
    }
}
