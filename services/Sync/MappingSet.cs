using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Sync;

/// <summary>The mappings in force, by name and by object.</summary>
public sealed class MappingSet(IReadOnlyList<Mapping> mappings)
{
    private readonly Dictionary<string, Mapping> byName = mappings.ToDictionary(mapping => mapping.Name, StringComparer.Ordinal);

    /// <summary>All of them, in the order of the files.</summary>
    public IReadOnlyList<Mapping> All => mappings;

    /// <summary>The mapping of a name; null when it is not configured any more.</summary>
    public Mapping? Named(string name) => byName.GetValueOrDefault(name);

    /// <summary>What makes a run: these mappings in these versions, in the order of their names. At most 600 characters.</summary>
    public static string RunOf(IEnumerable<Mapping> mappings)
    {
        var what = "sync " + string.Join(", ", mappings.OrderBy(mapping => mapping.Name, StringComparer.Ordinal).Select(mapping => $"{mapping.Name} {mapping.Version}"));
        return what.Length <= 600 ? what : what[..500] + " " + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(what)));
    }

    /// <summary>What to read of each object of a system: the union over all mappings.</summary>
    public FieldSelection Selection(SystemName system)
    {
        var byObject = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var mapping in mappings)
            foreach (var name in mapping.ObjectsIn(system))
                byObject[name] = [.. byObject.GetValueOrDefault(name, []).Union(mapping.FieldsOf(system, name), StringComparer.Ordinal)];
        return new FieldSelection(byObject);
    }
}
