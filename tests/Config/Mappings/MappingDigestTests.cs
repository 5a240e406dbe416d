using System.Collections.Immutable;
using Integration.Config.Mappings;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Scopes;

namespace Integration.Config.Tests.Mappings;

public sealed class MappingDigestTests
{
    private static readonly FieldMapping Field = new() { HubSpot = "email", Salesforce = "Email" };

    private static readonly Mapping Mapping = new()
    {
        Name = "people",
        HubSpotObject = "contacts",
        SalesforceObjects = ["Lead", "Contact"],
        MatchField = "email",
        Fields = [Field, new FieldMapping { HubSpot = "phone", Salesforce = "Phone" }],
    };

    /// <summary>For each property another value than above. A property that Core gains later fails here until the digest knows it.</summary>
    private static readonly Dictionary<string, object> Others = new()
    {
        [nameof(FieldMapping.HubSpot)] = "mail",
        [nameof(FieldMapping.Salesforce)] = "Mail",
        [nameof(FieldMapping.SalesforceObjects)] = ImmutableArray.Create("Lead"),
        [nameof(FieldMapping.Type)] = FieldType.Email,
        [nameof(FieldMapping.Direction)] = FieldDirection.ToHubSpot,
        [nameof(FieldMapping.Conflict)] = ConflictPolicy.Hold,
        [nameof(FieldMapping.Else)] = SystemName.HubSpot,
        [nameof(FieldMapping.Drift)] = DriftRule.Reassert,
        [nameof(FieldMapping.Values)] = ImmutableSortedDictionary<string, string>.Empty.Add("a", "b"),
        [nameof(FieldMapping.Order)] = ImmutableArray.Create("a"),
        [nameof(FieldMapping.Default)] = "x",
        [nameof(FieldMapping.NeverBlank)] = true,
        [nameof(FieldMapping.RefersTo)] = new Reference.Owner(),
        [nameof(FieldMapping.IsRequired)] = true,
        [nameof(FieldMapping.IsConsent)] = true,
        [nameof(FieldMapping.OptInFrom)] = SystemName.HubSpot,
        [nameof(FieldMapping.UpdateOnlyOn)] = ImmutableArray.Create("Lead"),
        [nameof(FieldMapping.StampedIn)] = "Stamp__c",
        [nameof(Mapping.Name)] = "persons",
        [nameof(Mapping.HubSpotObject)] = "companies",
        [nameof(Mapping.MatchField)] = "phone",
        [nameof(Mapping.Scope)] = new MappingScope { HubSpot = new Condition.IsSet(new FieldRef(SystemName.HubSpot, "email")) },
        [nameof(Mapping.EraseInSalesforce)] = EraseRule.Delete,
        [nameof(Mapping.CreateInSalesforce)] = CreateRule.Never,
        [nameof(Mapping.CreateInHubSpot)] = CreateRule.Never,
        [nameof(Mapping.DeleteFromHubSpot)] = DeleteRule.Propagate,
        [nameof(Mapping.DeleteFromSalesforce)] = DeleteRule.Propagate,
    };

    public static TheoryData<string> FieldProperties => [.. typeof(FieldMapping).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)];

    public static TheoryData<string> MappingProperties =>
        [.. typeof(Mapping).GetProperties().Where(property => property.CanWrite && property.Name is not (nameof(Integration.Core.Mappings.Mapping.Version) or nameof(Integration.Core.Mappings.Mapping.IsReferredTo) or nameof(Integration.Core.Mappings.Mapping.Fields))).Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(FieldProperties))]
    public void Every_property_of_a_field_counts(string property)
    {
        var other = Field with { };
        typeof(FieldMapping).GetProperty(property)!.SetValue(other, Others[property]);
        Assert.NotEqual(MappingDigest.Of(Mapping), MappingDigest.Of(Mapping with { Fields = Mapping.Fields.SetItem(0, other) }));
    }

    [Theory]
    [MemberData(nameof(MappingProperties))]
    public void Every_property_of_a_mapping_counts(string property)
    {
        var other = Mapping with { };
        typeof(Mapping).GetProperty(property)!.SetValue(other, Others[property]);
        Assert.NotEqual(MappingDigest.Of(Mapping), MappingDigest.Of(other));
    }

    [Fact]
    public void The_order_of_rows_does_not_count() =>
        Assert.Equal(MappingDigest.Of(Mapping), MappingDigest.Of(Mapping with { Fields = [.. Mapping.Fields.Reverse()] }));

    [Fact]
    public void The_order_of_objects_counts_since_records_are_created_as_the_first() =>
        Assert.NotEqual(MappingDigest.Of(Mapping), MappingDigest.Of(Mapping with { SalesforceObjects = ["Contact", "Lead"] }));

    [Fact]
    public void Comments_do_not_count()
    {
        static string Version(string text) => Cases.Load("a", text).Configuration!.Mappings[0].Version;
        Assert.Equal(Version(Cases.Companies), Version("# a comment\n" + Cases.Companies.Replace("match: name", "match: [ \"name\" ]")));
    }
}
