using System.Collections.Immutable;
using Integration.Core.Records;
using Integration.Core.Scopes;

namespace Integration.Core.Mappings;

/// <summary>When a record without a counterpart gets one created in a system.</summary>
public enum CreateRule
{
    /// <summary>As soon as it is in scope.</summary>
    Always,
    /// <summary>Only through a handoff; until then the pair is held as out of scope.</summary>
    WhenHandedOff,
    /// <summary>Never; it is linked if a counterpart turns up.</summary>
    Never,
}

/// <summary>What the deletion of one side means for the other.</summary>
public enum DeleteRule
{
    /// <summary>The pair ends; the survivor stays and is not created again. The default.</summary>
    Unlink,
    /// <summary>The survivor is deleted too, unless it was edited since.</summary>
    Propagate,
}

/// <summary>What the erasure of a person in one system means for their record in the other.</summary>
public enum EraseRule
{
    /// <summary>We forget the person; the record stays with its owners, and is not looked at again. The default.</summary>
    Keep,
    /// <summary>The record is deleted there as well, as far as the API deletes: Salesforce keeps it in the recycle bin for 15 days.</summary>
    Delete,
}

/// <summary>Which records answer to each other and which fields travel; one per pair of object kinds.</summary>
public sealed record Mapping
{
    /// <summary>Unique among mappings: <c>people</c>.</summary>
    public required string Name { get; init; }
    /// <summary>HubSpot object, plural: <c>contacts</c>.</summary>
    public required string HubSpotObject { get; init; }
    /// <summary>Salesforce objects in order of life: <c>Lead</c> until converted, then <c>Contact</c>. Creates go to the first.</summary>
    public required ImmutableArray<string> SalesforceObjects { get; init; }
    /// <summary>HubSpot name of the field by which unlinked records find each other (<c>email</c>); must be one of <see cref="Fields"/>.</summary>
    public required string MatchField { get; init; }
    /// <summary>The mapped fields, in the order of the file.</summary>
    public required ImmutableArray<FieldMapping> Fields { get; init; }
    /// <summary>When a HubSpot record gets a Salesforce counterpart.</summary>
    public CreateRule CreateInSalesforce { get; init; }
    /// <summary>When a Salesforce record gets a HubSpot counterpart.</summary>
    public CreateRule CreateInHubSpot { get; init; }
    /// <summary>What a deletion in HubSpot means for Salesforce.</summary>
    public DeleteRule DeleteFromHubSpot { get; init; }
    /// <summary>What a deletion in Salesforce means for HubSpot.</summary>
    public DeleteRule DeleteFromSalesforce { get; init; }
    /// <summary>What HubSpot's privacy deletion of a contact means for the Salesforce record.</summary>
    public EraseRule EraseInSalesforce { get; init; }
    /// <summary>Whether fields of a mapping refer to its records, so that its links are told to those who wait for them. Default false.</summary>
    public bool IsReferredTo { get; init; }
    /// <summary>Which records it concerns itself with. Default: all.</summary>
    public MappingScope Scope { get; init; } = MappingScope.Everything;
    /// <summary>Digest of the mapping's text; a pair decided under another digest is looked at again.</summary>
    public string Version { get; init; } = "";

    /// <summary>HubSpot unique property that carries our pair key; must exist with <c>hasUniqueValue</c> (<c>integration setup</c> makes it).</summary>
    public const string HubSpotKeyProperty = "integration_key";
    /// <summary>
    /// Stands for a HubSpot contact's primary company in place of a property: its value is the company's id. Not <c>company</c>, which is a
    /// text of its own. The dot keeps it apart from every property.
    /// </summary>
    public const string HubSpotPrimaryCompany = "associations.company";
    /// <summary>Salesforce external id field that carries our pair key; must be External ID and Unique on each object.</summary>
    public const string SalesforceKeyField = "Integration_Key__c";

    /// <summary>The match field's mapping.</summary>
    public FieldMapping Match => Fields.First(mapped => mapped.HubSpot == MatchField);

    /// <summary>The objects of a system that this mapping looks at.</summary>
    public ImmutableArray<string> ObjectsIn(SystemName system) => system == SystemName.HubSpot ? [HubSpotObject] : SalesforceObjects;

    /// <summary>The fields to read of one object, distinct, in file order, then those that the scope asks for; without our key field.</summary>
    public ImmutableArray<string> FieldsOf(SystemName system, string objectName) =>
        [.. Fields.Where(field => system == SystemName.HubSpot || field.AppliesTo(objectName)).Select(field => field.NameIn(system)).Concat(Scope.FieldsOf(system)).Distinct()];

    /// <summary>The fields of a pair whose Salesforce record is of the given object. One HubSpot property may answer to another field on each object.</summary>
    public IEnumerable<FieldMapping> FieldsOn(string salesforceObject) => Fields.Where(mapped => mapped.AppliesTo(salesforceObject));

    /// <summary>When the given system gets counterparts created.</summary>
    public CreateRule CreateIn(SystemName system) => system == SystemName.HubSpot ? CreateInHubSpot : CreateInSalesforce;
}
