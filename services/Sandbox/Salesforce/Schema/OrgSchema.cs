using System.Collections.Frozen;

namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The objects of one org: the standard ones, with the custom fields this org added.</summary>
internal sealed class OrgSchema
{
    private readonly Dictionary<string, SObjectType> changed = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Object, SField Field, string Id)> custom = [];

    /// <summary>Rises with every custom field; caches built from the schema compare it.</summary>
    public int Version { get; private set; }

    public IReadOnlyList<(string Object, SField Field, string Id)> CustomFields => custom;

    public IEnumerable<SObjectType> Objects => StandardObjects.All.Select(type => changed.GetValueOrDefault(type.Name, type));

    public SObjectType? Find(string name) =>
        changed.TryGetValue(name, out var type) ? type : StandardObjects.ByName.GetValueOrDefault(name);

    /// <summary>The same, if the caller's API knows the object at all.</summary>
    public SObjectType? Find(string name, Records.Caller caller) =>
        Find(name) is { } type && (caller.Tooling || !type.Has(ObjectTraits.ToolingOnly)) ? type : null;

    public SObjectType this[string name] => Find(name) ?? throw new KeyNotFoundException(name);

    /// <summary>The object whose ids begin like <paramref name="id"/>; null when none does.</summary>
    public SObjectType? OfId(string id) =>
        id.Length >= 3 && Prefixes.TryGetValue(id[..3], out var name) ? this[name] : null;

    public SObjectType Add(string objectName, SField field, string id)
    {
        var next = this[objectName].With(field);
        changed[objectName] = next;
        custom.Add((next.Name, next.Fields[^1], id));
        Version++;
        return next;
    }

    /// <summary>The child objects of <paramref name="parent"/> with the field that points to it and the relationship's name, null where it has none.</summary>
    public IEnumerable<(SObjectType Child, SField Field, string? Name)> ChildrenOf(string parent) =>
        from child in Objects
        from field in child.Fields
        where field.ReferenceTo.Contains(parent) && field.Type == FieldType.Reference
        select (child, field, StandardObjects.ChildRelationships.GetValueOrDefault((child.Name, field.Name)) ?? (field.ChildRelationshipName is { } name ? name + "__r" : null));

    // Three setup objects share 01J and are never looked up by id.
    private static readonly FrozenDictionary<string, string> Prefixes = StandardObjects.All
        .GroupBy(type => type.KeyPrefix, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.First().Name, StringComparer.Ordinal);
}
