using System.Collections.Frozen;

namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>One object of the org: its fields by position and by name. Immutable; a custom field makes a new one.</summary>
internal sealed class SObjectType
{
    private readonly FrozenDictionary<string, SField> byName;
    private readonly FrozenDictionary<string, SField> byRelationship;

    public SObjectType(string name, string label, string plural, string keyPrefix, ObjectTraits traits, IReadOnlyList<SField> fields)
    {
        Name = name;
        Label = label;
        Plural = plural;
        KeyPrefix = keyPrefix;
        Traits = traits;
        Fields = fields;
        byName = fields.ToFrozenDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);
        byRelationship = fields.Where(field => field.RelationshipName is not null)
            .ToFrozenDictionary(field => field.RelationshipName!, StringComparer.OrdinalIgnoreCase);
        IndexedFields = [.. fields.Where(field => field.Indexed)];
        RequiredFields = [.. fields.Where(field => field.Required)];
        DefaultedFields = [.. fields.Where(field => field.DefaultedOnCreate && field.Default is not null)];
        System = new SystemFields(this);
        Blank = [.. fields.Select(BlankValue)];
    }

    public string Name { get; }
    public string Label { get; }
    public string Plural { get; }
    public string KeyPrefix { get; }
    public ObjectTraits Traits { get; }
    public IReadOnlyList<SField> Fields { get; }
    public IReadOnlyList<SField> IndexedFields { get; }
    /// <summary>Fields without which no record is created.</summary>
    public IReadOnlyList<SField> RequiredFields { get; }
    /// <summary>Fields that a new record gets a value in when none is sent.</summary>
    public IReadOnlyList<SField> DefaultedFields { get; }
    /// <summary>Positions of the fields that every write touches.</summary>
    public SystemFields System { get; }
    /// <summary>The values of a record that nobody filled in: checkboxes unticked, defaults in place. To be copied.</summary>
    public object?[] Blank { get; }

    public bool Has(ObjectTraits trait) => (Traits & trait) == trait;
    public SField? Field(string name) => byName.GetValueOrDefault(name);
    /// <summary>The reference field behind a relationship name: <c>Owner</c>, <c>Account</c>, <c>Sponsor__r</c>.</summary>
    public SField? Relationship(string name) => byRelationship.GetValueOrDefault(name);
    public SField this[string name] => byName[name];

    private static object? BlankValue(SField field) => field.Type switch
    {
        FieldType.Boolean => field.Default is "true" ? True : False,
        FieldType.Id => null,
        _ when field.Default is { } text && field.IsText => text,
        _ => null,
    };

    private static readonly object True = true;
    private static readonly object False = false;

    public SObjectType With(SField field) =>
        new(Name, Label, Plural, KeyPrefix, Traits, [.. Fields, field with { Ordinal = Fields.Count }]);
}

/// <summary>What may be done with an object's records.</summary>
[Flags]
internal enum ObjectTraits
{
    None = 0,
    Createable = 1,
    Updateable = 2,
    Deletable = 4,
    Undeletable = 8,
    Mergeable = 16,
    /// <summary>Gives change events when selected: facts/salesforce.md section 8.</summary>
    Tracked = 32,
    Replicateable = 64,
    /// <summary>Known to the tooling API alone.</summary>
    ToolingOnly = 128,
    /// <summary>An object that people work with: createable, updateable, deletable with a recycle bin, replicated.</summary>
    Business = Createable | Updateable | Deletable | Undeletable | Replicateable | Tracked,
    /// <summary>Set up over the API, without a recycle bin.</summary>
    Setup = Createable | Updateable | Deletable,
}

/// <summary>Positions of the system fields; -1 where the object lacks one.</summary>
internal sealed class SystemFields(SObjectType type)
{
    public int IsDeleted { get; } = type.Field("IsDeleted")?.Ordinal ?? -1;
    public int CreatedDate { get; } = type.Field("CreatedDate")?.Ordinal ?? -1;
    public int CreatedById { get; } = type.Field("CreatedById")?.Ordinal ?? -1;
    public int LastModifiedDate { get; } = type.Field("LastModifiedDate")?.Ordinal ?? -1;
    public int LastModifiedById { get; } = type.Field("LastModifiedById")?.Ordinal ?? -1;
    public int SystemModstamp { get; } = type.Field("SystemModstamp")?.Ordinal ?? -1;
    public int MasterRecordId { get; } = type.Field("MasterRecordId")?.Ordinal ?? -1;
    public int OwnerId { get; } = type.Field("OwnerId")?.Ordinal ?? -1;
}
