using Integration.Sandbox.HubSpot.Errors;

namespace Integration.Sandbox.HubSpot.Properties;

/// <summary>The properties of one object in one portal: the shared standard schema with this portal's changes over it.</summary>
internal sealed class PropertyTable(ObjectType type)
{
    /// <summary>Source: facts/hubspot.md section 3.7.</summary>
    private const int UniquePropertiesMax = 10;

    private readonly Dictionary<string, PropertyDefinition> own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Label, int DisplayOrder, bool Archived)> groups = new(StringComparer.Ordinal);

    /// <summary>Properties that differ from the standard schema, for snapshots.</summary>
    public IReadOnlyCollection<PropertyDefinition> Own => own.Values;

    public IReadOnlyDictionary<string, (string Label, int DisplayOrder, bool Archived)> OwnGroups => groups;

    /// <summary>The live property of this name, or null.</summary>
    public PropertyDefinition? Find(string name) => Any(name) is { Archived: false } found ? found : null;

    public PropertyDefinition? Any(string name) => own.GetValueOrDefault(name) ?? type.Schema.GetValueOrDefault(name);

    public IEnumerable<PropertyDefinition> List(bool archived) =>
        type.SchemaOrder.Select(standard => own.GetValueOrDefault(standard.Name, standard))
            .Concat(own.Values.Where(each => !type.Schema.ContainsKey(each.Name)))
            .Where(each => each.Archived == archived);

    /// <summary>Names of live unique properties.</summary>
    public IEnumerable<PropertyDefinition> Unique => List(archived: false).Where(each => each.HasUniqueValue);

    public void Put(PropertyDefinition definition) => own[definition.Name] = definition;

    /// <summary>Adds a property, or restores the archived one of that name.</summary>
    /// <exception cref="HubSpotRefusedException">409 when the name is taken, 400 when the definition is wrong; nothing was added.</exception>
    public PropertyDefinition Create(PropertyDefinition wanted)
    {
        var existing = Any(wanted.Name);
        if (existing is { Archived: false })
            throw Refusals.Of(new HubSpotError(409, $"A property named '{wanted.Name}' already exists.") { Category = "OBJECT_ALREADY_EXISTS", SubCategory = "Properties.PROPERTY_WITH_NAME_EXISTS" });
        PropertyRules.Check(wanted);
        if (!HasGroup(wanted.GroupName)) throw Refusals.Validation($"Property group '{wanted.GroupName}' does not exist for {type.LegacyName}.");
        if (wanted.HasUniqueValue && own.Values.Count(each => each.HasUniqueValue && !each.Archived) >= UniquePropertiesMax)
            throw Refusals.Validation($"The limit of {UniquePropertiesMax} unique properties for {type.LegacyName} has been reached.");
        // Creating an archived name restores it; uniqueness is never changeable, so the old choice stays.
        var made = existing is null ? wanted : wanted with { Archived = false, HasUniqueValue = existing.HasUniqueValue, CreatedAt = existing.CreatedAt };
        Put(made);
        return made;
    }

    /// <exception cref="HubSpotRefusedException">404 for an unknown name.</exception>
    public PropertyDefinition Get(string name, bool archived = false) =>
        Any(name) is { } found && found.Archived == archived
            ? found
            : throw Refusals.Of(new HubSpotError(404, $"Unable to find property '{name}' for {type.LegacyName}.") { Category = "OBJECT_NOT_FOUND" });

    public void Archive(string name)
    {
        var found = Get(name);
        if (found.HubSpotDefined) throw Refusals.Validation($"HubSpot-defined property '{name}' cannot be archived.");
        Put(found with { Archived = true });
    }

    public IEnumerable<(string Name, string Label, int DisplayOrder, bool Archived)> Groups =>
        type.SchemaOrder.Select(each => each.GroupName).Distinct()
            .Where(name => !groups.ContainsKey(name))
            .Select(name => (name, name, -1, false))
            .Concat(groups.Select(group => (group.Key, group.Value.Label, group.Value.DisplayOrder, group.Value.Archived)));

    public bool HasGroup(string name) => Groups.Any(group => group.Name == name && !group.Archived);

    public void PutGroup(string name, string label, int displayOrder, bool archived = false) => groups[name] = (label, displayOrder, archived);
}
