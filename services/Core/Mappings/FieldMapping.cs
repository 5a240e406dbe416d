using System.Collections.Immutable;
using Integration.Core.Records;

namespace Integration.Core.Mappings;

/// <summary>One HubSpot property that answers to one Salesforce field.</summary>
public sealed record FieldMapping
{
    /// <summary>HubSpot property name; also the field's name in journal and status.</summary>
    public required string HubSpot { get; init; }
    /// <summary>Salesforce field API name.</summary>
    public required string Salesforce { get; init; }
    /// <summary>Salesforce objects that have the field; empty = all of the mapping. <c>Company</c> exists on Lead and not on Contact.</summary>
    public ImmutableArray<string> SalesforceObjects { get; init; } = [];
    /// <summary>How values compare. Default <see cref="FieldType.Text"/>; <see cref="FieldType.Reference"/> exactly when <see cref="RefersTo"/> is set.</summary>
    /// <exception cref="ArgumentException">A reference is made by saying what it refers to.</exception>
    public FieldType Type
    {
        get => RefersTo is null ? field : FieldType.Reference;
        init => field = value != FieldType.Reference ? value : throw new ArgumentException($"a reference needs {nameof(RefersTo)}, which makes it one", nameof(value));
    }
    /// <summary>What its ids name; null = its values are no ids.</summary>
    public Reference? RefersTo { get; init; }
    /// <summary>No counterpart is created before this reference has one. Only for references. Default false: the create goes ahead without it.</summary>
    public bool IsRequired { get; init; }
    /// <summary>Which way it travels. Default both.</summary>
    public FieldDirection Direction { get; init; }
    /// <summary>Who wins a conflict. Default Salesforce.</summary>
    public ConflictPolicy Conflict { get; init; } = ConflictPolicy.Salesforce;
    /// <summary>The side that a policy falls back to, or that owns a fill-blank field. Default Salesforce.</summary>
    public SystemName Else { get; init; } = SystemName.Salesforce;
    /// <summary>What an edit on the read-only side of a one-way field leads to.</summary>
    public DriftRule Drift { get; init; }
    /// <summary>Salesforce value to HubSpot value; empty = values are the same on both sides.</summary>
    public ImmutableSortedDictionary<string, string> Values { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>HubSpot values from the least to the most advanced, for <see cref="ConflictPolicy.MostAdvanced"/>.</summary>
    public ImmutableArray<string> Order { get; init; } = [];
    /// <summary>Written on create when the other side has no value, because the vendor requires one; Salesforce refuses a Lead without Company.</summary>
    public string? Default { get; init; }
    /// <summary>A blank is never written over a value. Always so for <see cref="FieldType.Email"/>.</summary>
    public bool NeverBlank { get; init; }
    /// <summary>Travels outside the mapping's scope, before all other fields and without them: opt-out and bounce. See <see cref="Consents.ConsentRules"/>.</summary>
    public bool IsConsent { get; init; }
    /// <summary>The side on which a person's opting in again counts, for <see cref="ConflictPolicy.OptOut"/>; null = none: an opt-out stays.</summary>
    public SystemName? OptInFrom { get; init; }
    /// <summary>Salesforce objects that take the field on an update only, so that a create leaves it out.</summary>
    public ImmutableArray<string> UpdateOnlyOn { get; init; } = [];
    /// <summary>A Salesforce date-time field that is written with this one: when HubSpot's value changed; cleared with it. Null = none.</summary>
    public string? StampedIn { get; init; }

    /// <summary>Whether values have other words on each side, so that a value without one cannot travel.</summary>
    public bool IsTranslated => RefersTo is not null || !Values.IsEmpty;

    /// <summary>The field's name in the given system.</summary>
    public string NameIn(SystemName system) => system == SystemName.HubSpot ? HubSpot : Salesforce;

    /// <summary>Whether the field exists on a record of the given Salesforce object.</summary>
    public bool AppliesTo(string salesforceObject) => SalesforceObjects.IsDefaultOrEmpty || SalesforceObjects.Contains(salesforceObject);

    /// <summary>Whether a value may be written into the given system.</summary>
    public bool WritesTo(SystemName system) => Direction switch
    {
        FieldDirection.Both => true,
        FieldDirection.ToSalesforce => system == SystemName.Salesforce,
        _ => system == SystemName.HubSpot,
    };
}
