using System.Text.Json;
using Integration.Config.Schemas;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Config.Tests.Schemas;

public sealed class SchemaCatalogTests
{
    [Theory]
    [InlineData(SystemName.HubSpot, "contacts", "email", FieldType.Email)]
    [InlineData(SystemName.HubSpot, "contacts", "phone", FieldType.Phone)]
    [InlineData(SystemName.HubSpot, "contacts", "hs_buying_role", FieldType.MultiPicklist)]
    [InlineData(SystemName.HubSpot, "companies", "annualrevenue", FieldType.Number)]
    [InlineData(SystemName.Salesforce, "Lead", "NumberOfEmployees", FieldType.Number)]
    [InlineData(SystemName.Salesforce, "Lead", "Status", FieldType.Picklist)]
    [InlineData(SystemName.Salesforce, "Contact", "Birthdate", FieldType.Date)]
    [InlineData(SystemName.Salesforce, "Account", "Website", FieldType.Text)]
    public void The_shipped_schema_knows_types(SystemName system, string name, string field, FieldType type) =>
        Assert.Equal(type, SchemaCatalog.Standard.Find(system, name)!.Find(field)!.Kind);

    [Theory]
    [InlineData("Lead", "Company,LastName")]
    [InlineData("Contact", "LastName")]
    [InlineData("Account", "Name")]
    public void The_shipped_schema_knows_what_a_create_needs(string name, string required) =>
        Assert.Equal(required, string.Join(',', SchemaCatalog.Standard.Find(SystemName.Salesforce, name)!.Fields.Where(field => field.IsRequired).Select(field => field.Name).Order()));

    [Fact]
    public void Every_shipped_type_but_an_address_can_be_mapped() =>
        Assert.Equal(["address"], SchemaCatalog.Standard.Objects.SelectMany(each => each.Fields).Where(field => field.Kind is null).Select(field => field.Type).Distinct());

    [Fact]
    public void A_live_type_without_its_field_type_keeps_what_the_shipped_one_knows()
    {
        var catalog = new SchemaCatalog([new SchemaObject(SystemName.HubSpot, "contacts", [new("phone", "string"), new("hs_buying_role", "enumeration"), new("notes", "string"), new("email", "number")])]).OverStandard();
        var contacts = catalog.Find(SystemName.HubSpot, "contacts")!;
        Assert.Equal([FieldType.Phone, FieldType.MultiPicklist, FieldType.Text, FieldType.Number], new[] { "phone", "hs_buying_role", "notes", "email" }.Select(name => contacts.Find(name)!.Kind!.Value));
        Assert.Null(contacts.Find("firstname"));
        Assert.NotNull(catalog.Find(SystemName.Salesforce, "Lead"));
    }

    [Theory]
    [InlineData("Lead")]
    [InlineData("Contact")]
    [InlineData("Account")]
    public void The_shipped_schema_agrees_with_a_real_describe(string name)
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "specs", "salesforce", "describe", $"{name}.json");
        Assert.SkipUnless(File.Exists(path), $"skipped: the shared describe {name}.json is not beside the repository");
        using var describe = JsonDocument.Parse(File.ReadAllText(path));
        var schema = SchemaCatalog.Standard.Find(SystemName.Salesforce, name)!;
        var checkedCount = 0;
        foreach (var real in describe.RootElement.GetProperty("fields").EnumerateArray().Where(field => !field.GetProperty("custom").GetBoolean()))
        {
            var shipped = schema.Find(real.GetProperty("name").GetString()!);
            Assert.True(shipped is not null, $"{real.GetProperty("name")} is not shipped");
            Assert.Equal(real.GetProperty("type").GetString(), shipped.Type);
            Assert.Equal(real.GetProperty("createable").GetBoolean() && real.GetProperty("updateable").GetBoolean(), shipped.IsWritable);
            Assert.Equal(real.GetProperty("restrictedPicklist").GetBoolean(), shipped.IsRestricted);
            checkedCount++;
        }
        Assert.InRange(checkedCount, 40, 100);
    }
}
