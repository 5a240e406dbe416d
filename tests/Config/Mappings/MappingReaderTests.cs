using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Config.Tests.Mappings;

/// <summary>What a row means in Core, beside what golden cases say about wrong ones.</summary>
public sealed class MappingReaderTests
{
    private static Mapping Read(string rows, string head = "") => Cases.Load("good", $$"""
        kind: Mapping
        name: people
        hubspot: contacts
        salesforce: [Lead, Contact]
        match: [email]
        create: { salesforce: never }
        {{head}}
        fields:
          - { hubspot: email, salesforce: Email }
        {{rows}}
        """) is { IsGood: true } result ? result.Configuration!.Mappings[0] : throw new InvalidOperationException("the mapping should be good");

    private static FieldMapping Field(string row) => Read($"  - {row}").Fields[1];

    [Fact]
    public void A_bare_row_goes_both_ways_and_salesforce_decides()
    {
        var field = Field("{ hubspot: firstname, salesforce: FirstName }");
        Assert.Equal((FieldDirection.Both, ConflictPolicy.Salesforce, SystemName.Salesforce), (field.Direction, field.Conflict, field.Else));
        Assert.Empty(field.SalesforceObjects);
    }

    [Theory]
    [InlineData("to-salesforce", ConflictPolicy.HubSpot, SystemName.HubSpot)]
    [InlineData("to-hubspot", ConflictPolicy.Salesforce, SystemName.Salesforce)]
    public void A_one_way_row_is_owned_by_where_it_comes_from(string direction, ConflictPolicy conflict, SystemName owner)
    {
        var field = Field($"{{ hubspot: firstname, salesforce: FirstName, direction: {direction} }}");
        Assert.Equal((conflict, owner), (field.Conflict, field.Else));
    }

    [Theory]
    [InlineData("to-salesforce", SystemName.Salesforce)]
    [InlineData("to-hubspot", SystemName.HubSpot)]
    [InlineData("both", SystemName.Salesforce)]
    public void A_fill_blank_row_is_owned_by_the_side_that_is_filled(string direction, SystemName owner) =>
        Assert.Equal(owner, Field($"{{ hubspot: firstname, salesforce: FirstName, direction: {direction}, conflict: fill-blank }}").Else);

    [Fact]
    public void A_row_may_name_one_field_of_several_objects()
    {
        var field = Field("{ hubspot: jobtitle, salesforce: [Lead.Title, Contact.Title] }");
        Assert.Equal(["Lead", "Contact"], field.SalesforceObjects);
    }

    [Fact]
    public void A_row_may_name_a_field_for_each_object()
    {
        var mapping = Read("  - { hubspot: city, salesforce: [Lead.City, Contact.MailingCity] }");
        Assert.Equal([("City", "Lead"), ("MailingCity", "Contact")], mapping.Fields.Skip(1).Select(field => (field.Salesforce, field.SalesforceObjects.Single())));
    }

    [Fact]
    public void Texts_of_a_row_are_what_was_written()
    {
        var field = Field("{ hubspot: zip, salesforce: Lead.PostalCode, default: 0012 }");
        Assert.Equal("0012", field.Default);
        Assert.Equal("NO", Field("{ hubspot: country, salesforce: Lead.Country, default: NO }").Default);
    }

    [Fact]
    public void Rules_for_creation_and_deletion_are_named_by_where_they_happen()
    {
        var mapping = Read("", "delete: { hubspot: propagate }");
        Assert.Equal((CreateRule.Always, CreateRule.Never), (mapping.CreateInHubSpot, mapping.CreateInSalesforce));
        Assert.Equal((DeleteRule.Propagate, DeleteRule.Unlink), (mapping.DeleteFromHubSpot, mapping.DeleteFromSalesforce));
    }

    [Fact]
    public void A_live_schema_knows_what_the_shipped_one_does_not()
    {
        const string text = """
            # live
            kind: Mapping
            name: people
            hubspot: contacts
            salesforce: Lead
            match: email
            fields:
              - { hubspot: email, salesforce: Email }
              - { hubspot: lastname, salesforce: LastName, default: unknown }
              - { hubspot: shoe_size, salesforce: Shoe_Size__c, conflict: max }
            """;
        Assert.Equal(FieldType.Number, Cases.Load("live", text).Configuration!.Mappings[0].Fields[2].Type);
        Assert.Null(Cases.Load("offline", text.Replace("# live", "#")).Configuration);
    }
}
