using Integration.Config.Diagnostics;
using Integration.Config.Mappings;
using Integration.Config.Systems;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Config.Tests.Mappings;

/// <summary>The sample that people start from is checked by the checker that they use.</summary>
public sealed class SampleTests
{
    private static ConfigResult Load(params string[] samples)
    {
        // The sample names a mounted file; here it is an environment variable, which needs no file system.
        var directory = Directory.CreateTempSubdirectory("sample-");
        try
        {
            foreach (var file in samples.Prepend("two-way-leads").SelectMany(sample => Directory.GetFiles(Repository.Path("docs", "samples", sample))))
                File.WriteAllText(Path.Combine(directory.FullName, Path.GetFileName(file)), File.ReadAllText(file).Replace("${file:/run/secrets/salesforce}", "${env:SALESFORCE}"));
            return ConfigLoader.Load(directory.FullName, name => name is "HUBSPOT_TOKEN" or "HUBSPOT_WEBHOOK_SECRET" or "SALESFORCE" ? "test" : null);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_sample_has_neither_errors_nor_warnings()
    {
        var result = Load();
        Assert.True(result.IsGood, result.Render(colour: false));
        Assert.True(result.Diagnostics.All(found => found.Severity == Severity.Info), result.Render(colour: false));
    }

    [Fact]
    public void The_sample_Agreement_stands_beside_the_sample_mapping_without_a_finding()
    {
        var result = Load("handoff");
        Assert.True(result.Diagnostics.All(found => found.Severity == Severity.Info), result.Render(colour: false));
        Assert.Equal(64, result.Configuration!.Agreements.Single().Agreement.Hash.Length);
    }

    [Fact]
    public void Comments_and_the_order_of_keys_do_not_change_what_was_signed_and_a_word_does()
    {
        var text = File.ReadAllText(Repository.Path("docs", "samples", "handoff", "agreement.yaml"));
        string Hash(string agreement) => Cases.Load("agreement", agreement + "\n---\n" + File.ReadAllText(Repository.Path("docs", "samples", "handoff", "team.yaml"))).Configuration!.Agreements.Single().Agreement.Hash;
        Assert.Equal(Hash(text), Hash(text.Replace("version: 1\n", "", StringComparison.Ordinal) + "\n# the end\nversion: 1\n"));
        Assert.NotEqual(Hash(text), Hash(text.Replace("at-least: 50", "at-least: 49", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_sample_is_the_default_mapping()
    {
        Assert.Equal(DefaultMapping.All.Select(mapping => (mapping.Name, mapping.Version)), Load().Configuration!.Mappings.Select(mapping => (mapping.Name, mapping.Version)));
        Assert.Equal(File.ReadAllText(Repository.Path("docs", "samples", "two-way-leads", "companies.yaml")), DefaultMapping.CompaniesYaml);
        Assert.Equal(File.ReadAllText(Repository.Path("docs", "samples", "two-way-leads", "mapping.yaml")), DefaultMapping.PeopleYaml);
    }

    [Fact]
    public void The_sample_connects_with_what_it_names()
    {
        var connections = Load().Configuration!.Connections!;
        Assert.Equal("test", Assert.IsType<HubSpotToken>(connections.HubSpot.Credential).Token.Reveal());
        Assert.IsType<SalesforceClientSecret>(connections.Salesforce.Credential);
        Assert.Equal(400_000, connections.HubSpot.DailyCalls.Of(1_000_000));
    }

    [Fact]
    public void Company_is_a_leads_field_with_a_default()
    {
        var company = DefaultMapping.People.Fields.Single(field => field.HubSpot == "company");
        Assert.Equal(["Lead"], company.SalesforceObjects);
        Assert.NotNull(company.Default);
        Assert.False(company.AppliesTo("Contact"));
    }

    [Fact]
    public void The_city_follows_the_person_from_the_lead_to_the_contact()
    {
        Assert.Contains("City", DefaultMapping.People.FieldsOf(SystemName.Salesforce, "Lead"));
        Assert.Contains("MailingCity", DefaultMapping.People.FieldsOf(SystemName.Salesforce, "Contact"));
        Assert.Single(DefaultMapping.People.FieldsOf(SystemName.HubSpot, "contacts"), name => name == "city");
    }

    [Fact]
    public void A_contact_refers_to_its_company_and_a_lead_to_none()
    {
        var company = DefaultMapping.People.Fields.Single(field => field.HubSpot == Mapping.HubSpotPrimaryCompany);
        Assert.Equal(new Reference.Record("companies"), company.RefersTo);
        Assert.Equal(FieldType.Reference, company.Type);
        Assert.True(company.NeverBlank);
        Assert.False(company.AppliesTo("Lead"));
        Assert.Equal(FieldType.Domain, DefaultMapping.Companies.Match.Type);
    }

    [Theory]
    [InlineData("email", FieldType.Email)]
    [InlineData("firstname", FieldType.Text)]
    [InlineData("mobilephone", FieldType.Phone)]
    [InlineData("lifecyclestage", FieldType.Picklist)]
    [InlineData("state", FieldType.Text)]
    public void Types_come_from_the_schemas(string hubSpot, FieldType type) =>
        Assert.All(DefaultMapping.People.Fields.Where(field => field.HubSpot == hubSpot), field => Assert.Equal(type, field.Type));
}
