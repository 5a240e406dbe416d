namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>One field of an object, with what the describe call tells of it.</summary>
internal sealed record SField
{
    public required string Name { get; init; }
    public required string Label { get; init; }
    public required FieldType Type { get; init; }
    /// <summary>Position in a row's values. Custom fields come after the standard ones, so positions never move.</summary>
    public int Ordinal { get; init; }
    public int Length { get; init; }
    public int Precision { get; init; }
    public int Scale { get; init; }
    public int Digits { get; init; }
    public bool Nillable { get; init; }
    public bool Createable { get; init; }
    public bool Updateable { get; init; }
    public bool DefaultedOnCreate { get; init; }
    public bool IdLookup { get; init; }
    public bool Restricted { get; init; }
    public bool Permissionable { get; init; }
    public bool NameField { get; init; }
    public bool Custom { get; init; }
    public bool ExternalId { get; init; }
    public bool Unique { get; init; }
    public bool CaseSensitive { get; init; }
    public IReadOnlyList<string> ReferenceTo { get; init; } = [];
    public string? RelationshipName { get; init; }
    /// <summary>For a custom lookup: the name under which the parent sees its children, without <c>__r</c>.</summary>
    public string? ChildRelationshipName { get; init; }
    /// <summary>The compound field this one is part of: <c>Name</c>, <c>Address</c>, <c>MailingAddress</c>.</summary>
    public string? Compound { get; init; }
    public string? Default { get; init; }
    public IReadOnlyList<PicklistValue> Values { get; init; } = [];

    public bool Required => !Nillable && Createable && !DefaultedOnCreate && Type != FieldType.Boolean;
    public bool Polymorphic => ReferenceTo.Count > 1;
    public bool IsText => Type is FieldType.String or FieldType.TextArea or FieldType.Picklist or FieldType.MultiPicklist
        or FieldType.ComboBox or FieldType.Email or FieldType.Phone or FieldType.Url;
    public bool IsNumber => Type is FieldType.Int or FieldType.Double or FieldType.Currency or FieldType.Percent;
    // Long text, addresses and multi-select lists neither filter nor sort: facts/salesforce.md section 4.
    public bool Filterable => !(Type == FieldType.TextArea && Length > 255);
    public bool Sortable => Filterable && Type is not (FieldType.Address or FieldType.MultiPicklist);
    public bool Groupable => Sortable && Type is not (FieldType.DateTime or FieldType.Double or FieldType.Currency or FieldType.Percent);
    public bool Key => ExternalId || IdLookup || Unique;
    /// <summary>A look-up by this field must not scan the table. Owners and auditors are left out: one of them holds nearly every row.</summary>
    public bool Indexed => Type != FieldType.Id && (Key || Type == FieldType.Email || (NameField && Type == FieldType.String && Createable)
        || (Type == FieldType.Reference && Name is not ("OwnerId" or "CreatedById" or "LastModifiedById")));
}

/// <summary>One value of a picklist: what the API carries, and what people see.</summary>
internal sealed record PicklistValue(string Value, string Label);
