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
        Assert.Equal([("City", "Lead"), ("MailingCity", "Contact")], mapping.Fields.Skip(1).Where(field => !field.IsConsent).Select(field => (field.Salesforce, field.SalesforceObjects.Single())));
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

    [Fact]
    public void Consent_travels_without_a_word_and_turns_off_by_one()
    {
        Assert.Equal(["hs_email_optout", "hs_email_hard_bounce_reason_enum"], Read("").Fields.Where(field => field.IsConsent).Select(field => field.HubSpot));
        Assert.DoesNotContain(Read("", "consent: { opt-out: off, bounce: off }").Fields, field => field.IsConsent);
        Assert.Equal(SystemName.HubSpot, Read("", "consent: { opt-in: hubspot }").Fields.First(field => field.IsConsent).OptInFrom);
        Assert.Null(Read("").Fields.First(field => field.IsConsent).OptInFrom);
    }

    [Fact]
    public void A_scope_reads_every_kind_of_condition_with_its_fields_type()
    {
        var scope = Read("", "scope: { hubspot: { all: [ { field: country, in: [DE, AT] }, { field: num_notes, at-least: 50 }, "
            + "{ any: [ { field: jobtitle, contains: [head of, vp] }, { field: jobtitle, matches: '^cto' } ] }, { not: { field: hs_email_optout, is: true } }, "
            + "{ field: createdate, within: 365d } ] }, salesforce: { field: Title, is-set: true } }").Scope;

        Assert.Equal(["country", "num_notes", "jobtitle", "hs_email_optout", "createdate"], scope.FieldsOf(SystemName.HubSpot));
        Assert.Equal(["Title"], scope.FieldsOf(SystemName.Salesforce));
        Assert.Equal(
            "all(HubSpot/country:Text in [2:DE][2:AT], HubSpot/num_notes:Number at-least 50, any(HubSpot/jobtitle:Text contains [7:head of][2:vp], HubSpot/jobtitle:Text matches [4:^cto]), not(HubSpot/hs_email_optout:Boolean is [4:true]), HubSpot/createdate:DateTime within 365.00:00:00)",
            Integration.Config.Conditions.ConditionText.Of(scope.HubSpot!));
    }

    [Fact]
    public void Another_scope_or_consent_is_another_version()
    {
        var versions = new[] { "", "scope: { hubspot: { field: country, in: [DE] } }", "scope: { hubspot: { field: country, in: [AT] } }", "consent: { opt-in: hubspot }" }.Select(head => Read("", head).Version).ToList();

        Assert.Equal(4, versions.Distinct().Count());
    }
}
