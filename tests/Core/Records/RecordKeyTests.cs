using Integration.Core.Records;

namespace Integration.Core.Tests.Records;

public sealed class RecordKeyTests
{
    [Theory]
    [InlineData("HubSpot/contacts/4711", "HubSpot/contacts/4711")]
    [InlineData("salesforce/Lead/00Q000000000001AAA", "Salesforce/Lead/00Q000000000001AAA")] // Typed by hand.
    [InlineData("HubSpot/contacts/a/b", "HubSpot/contacts/a/b")] // An id may hold what parts a key.
    public void A_key_is_read_back_from_its_text(string text, string key) => Assert.Equal(key, RecordKey.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("4711")]
    [InlineData("contacts/4711")]
    [InlineData("HubSpot/contacts/")]
    [InlineData("HubSpot//4711")]
    [InlineData("Pipedrive/contacts/4711")]
    [InlineData("7/contacts/4711")]
    [InlineData("1/contacts/4711")] // Nobody writes the number of a system.
    [InlineData("HubSpot,Salesforce/contacts/4711")]
    public void What_is_no_key_is_refused_with_the_form_of_one(string text) =>
        Assert.Contains("HubSpot/contacts/4711", Assert.Throws<FormatException>(() => RecordKey.Parse(text)).Message);

    [Fact]
    public void Keys_are_ordered_by_system_object_and_id_ordinally()
    {
        string[] ordered = ["HubSpot/companies/2", "HubSpot/contacts/10", "HubSpot/contacts/9", "Salesforce/Account/1", "Salesforce/Lead/A", "Salesforce/Lead/a"];
        Assert.Equal(ordered, ordered.Reverse().Select(RecordKey.Parse).Order().Select(key => key.ToString()));
        Assert.Equal(0, RecordKey.Parse(ordered[0]).CompareTo(RecordKey.Parse(ordered[0])));
    }

    [Fact]
    public void There_are_two_systems_and_each_is_the_others_other()
    {
        Assert.Equal(SystemName.Salesforce, SystemName.HubSpot.Other());
        Assert.Equal(SystemName.HubSpot, SystemName.Salesforce.Other());
    }
}
