using System.Text.Json.Nodes;
using Integration.App.Demo;
using Integration.Sandbox.HubSpot;
using Integration.Sandbox.Salesforce;

namespace Integration.App.Tests.Demo;

public sealed class DemoSeedTests
{
    [Fact]
    public void One_seed_invents_the_same_people_with_distinct_addresses()
    {
        var people = DemoPeople.Make(440);
        Assert.Equal(people, DemoPeople.Make(440));
        Assert.Equal(people.Take(10), DemoPeople.Make(440).Take(10));
        Assert.Equal(440, people.Select(person => person.Email).Distinct().Count());
        Assert.All(people, person => Assert.EndsWith(".example", person.Email));
    }

    [Fact]
    public void Portal_and_org_take_every_invented_record_and_share_a_hundred_people()
    {
        var portal = new HubSpotPortal(TimeProvider.System);
        var org = new SalesforceOrg(TimeProvider.System);
        DemoSeed.FillHubSpot(portal);
        DemoSeed.FillSalesforce(org);

        var leads = Mails(org.Dump("Lead"));
        var contacts = Mails(org.Dump("Contact"));
        var known = DemoPeople.Make(440).Take(295).Select(person => person.Email).ToHashSet();
        Assert.Equal((200, 40), (leads.Count, contacts.Count));
        Assert.Equal((80, 20), (leads.Count(known.Contains), contacts.Count(known.Contains)));
        Assert.Contains(org.Dump("User"), user => user!["Email"]?.GetValue<string>() == DemoSeed.Marketer);
    }

    private static List<string> Mails(JsonArray records) => [.. records.Select(record => record!["Email"]!.GetValue<string>())];
}
