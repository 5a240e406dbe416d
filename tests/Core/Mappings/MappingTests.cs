using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Scopes;

namespace Integration.Core.Tests.Mappings;

/// <summary>Which fields of which objects a mapping looks at.</summary>
public sealed class MappingTests
{
    private static readonly Mapping People = new()
    {
        Name = "people",
        HubSpotObject = "contacts",
        SalesforceObjects = ["Lead", "Contact"],
        MatchField = "email",
        Fields =
        [
            new FieldMapping { HubSpot = "email", Salesforce = "Email" },
            new FieldMapping { HubSpot = "company", Salesforce = "Company", SalesforceObjects = ["Lead"] },
            new FieldMapping { HubSpot = "phone", Salesforce = "Phone" },
            new FieldMapping { HubSpot = "phone", Salesforce = "HomePhone", SalesforceObjects = ["Contact"] },
        ],
        CreateInSalesforce = CreateRule.WhenHandedOff,
        CreateInHubSpot = CreateRule.Never,
    };

    [Theory]
    [InlineData(SystemName.HubSpot, "contacts", "email company phone")]
    [InlineData(SystemName.Salesforce, "Lead", "Email Company Phone")]
    [InlineData(SystemName.Salesforce, "Contact", "Email Phone HomePhone")]
    public void Of_each_object_the_fields_that_it_has_are_read_once_each(SystemName system, string name, string fields) => Assert.Equal(fields.Split(' '), People.FieldsOf(system, name));

    [Fact]
    public void What_the_scope_asks_for_is_read_as_well()
    {
        var scoped = People with { Scope = People.Scope with { HubSpot = new Condition.All([new Condition.IsSet(new FieldRef(SystemName.HubSpot, "country")), new Condition.IsSet(new FieldRef(SystemName.HubSpot, "email"))]) } };

        Assert.Equal(["email", "company", "phone", "country"], scoped.FieldsOf(SystemName.HubSpot, "contacts"));
    }

    [Fact]
    public void Each_system_has_its_own_objects_rules_and_names()
    {
        Assert.Equal(["contacts"], People.ObjectsIn(SystemName.HubSpot));
        Assert.Equal(["Lead", "Contact"], People.ObjectsIn(SystemName.Salesforce));
        Assert.Equal((CreateRule.Never, CreateRule.WhenHandedOff), (People.CreateIn(SystemName.HubSpot), People.CreateIn(SystemName.Salesforce)));
        Assert.Equal(("email", "Email"), (People.Match.NameIn(SystemName.HubSpot), People.Match.NameIn(SystemName.Salesforce)));
        Assert.Equal(["Email", "Phone", "HomePhone"], People.FieldsOn("Contact").Select(field => field.Salesforce));
    }

    [Theory]
    [InlineData(FieldDirection.Both, true, true)]
    [InlineData(FieldDirection.ToSalesforce, false, true)]
    [InlineData(FieldDirection.ToHubSpot, true, false)]
    public void A_direction_says_where_a_value_may_be_written(FieldDirection direction, bool hubSpot, bool salesforce)
    {
        var field = People.Match with { Direction = direction };

        Assert.Equal((hubSpot, salesforce), (field.WritesTo(SystemName.HubSpot), field.WritesTo(SystemName.Salesforce)));
    }

    [Fact]
    public void A_field_is_a_reference_by_what_it_refers_to_and_by_nothing_else()
    {
        var reference = People.Match with { RefersTo = new Reference.Owner() };

        Assert.Equal((FieldType.Text, FieldType.Reference), (People.Match.Type, reference.Type));
        Assert.Equal(FieldType.Number, (People.Match with { Type = FieldType.Number }).Type);
        Assert.Contains("RefersTo", Assert.Throws<ArgumentException>(() => People.Match with { Type = FieldType.Reference }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_has_another_word_or_id_on_the_other_side_is_translated()
    {
        Assert.False(People.Match.IsTranslated);
        Assert.True((People.Match with { RefersTo = new Reference.Owner() }).IsTranslated);
        Assert.True((People.Match with { Values = ImmutableSortedDictionary<string, string>.Empty.Add("Working", "open") }).IsTranslated);
    }

    [Fact]
    public void What_an_Agreement_judges_by_is_read_of_its_own_object_alone_once_and_in_order()
    {
        var extra = new ExtraFields([(SystemName.HubSpot, "contacts", "b"), (SystemName.HubSpot, "contacts", "a"), (SystemName.HubSpot, "contacts", "b"), (SystemName.HubSpot, "companies", "c"), (SystemName.Salesforce, "contacts", "d")]);

        Assert.Equal(["a", "b"], extra.Of(SystemName.HubSpot, "contacts"));
        Assert.Equal(["d"], extra.Of(SystemName.Salesforce, "contacts"));
        Assert.Empty(ExtraFields.None.Of(SystemName.HubSpot, "contacts"));
    }
}
