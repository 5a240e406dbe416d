using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Sandbox.Control;

namespace Integration.HubSpot.Tests.Links;

/// <summary>A contact's primary company as one of its fields: read with it, written by a call of its own.</summary>
public sealed class PrimaryCompanyTests
{
    private const string Field = Mapping.HubSpotPrimaryCompany;

    [Fact]
    public async Task The_primary_company_is_read_with_the_contact_and_others_are_not()
    {
        await using var portal = await ServedPortal.StartAsync();
        var (ana, bob, eve) = (portal.Has(("email", "ana@a.test")), portal.Has(("email", "bob@a.test")), portal.Has(("email", "eve@a.test")));
        var (acme, globex) = (Company(portal, "acme.com"), Company(portal, "globex.com"));
        Associate(portal, ana, globex, primary: false);
        Associate(portal, ana, acme, primary: true);
        Associate(portal, bob, globex, primary: false);

        var read = (await portal.ReadAsync([ana, bob, eve], "email", Field)).Outcomes.ToDictionary(outcome => outcome.Key, outcome => outcome.Seen!.Values);

        Assert.Equal(acme, read[ana][Field].Text);
        Assert.True(read[bob][Field].IsBlank);
        Assert.True(read[eve][Field].IsBlank);
        Assert.Equal("ana@a.test", read[ana]["email"].Text);
    }

    [Fact]
    public async Task Two_hundred_and_fifty_contacts_cost_one_more_call()
    {
        await using var portal = await ServedPortal.StartAsync();
        var keys = Enumerable.Range(0, 250).Select(number => portal.Has(("email", $"p{number}@a.test"))).ToList();

        await portal.ReadAsync(keys, "email", Field);
        Assert.Equal((3, 1), (await portal.CallsOfAsync("contacts/batch/read"), await portal.CallsOfAsync("associations/")));

        await portal.ReadAsync(keys, "email");
        Assert.Equal(1, await portal.CallsOfAsync("associations/"));
    }

    [Fact]
    public async Task A_contact_whose_company_cannot_be_read_is_not_read_at_all()
    {
        await using var portal = await ServedPortal.StartAsync();
        var ana = portal.Has(("email", "ana@a.test"));
        portal.Faults(new Integration.Sandbox.Control.Fault { On = "/crm/associations/*", Do = FaultKind.ServerError, Times = 20 });

        var outcome = Assert.Single((await portal.ReadAsync([ana], "email", Field)).Outcomes);

        Assert.Null(outcome.Seen);
        Assert.Equal(FaultClass.Transient, outcome.Fault?.Class);
    }

    [Fact]
    public async Task A_company_found_by_key_or_address_comes_with_its_association()
    {
        await using var portal = await ServedPortal.StartAsync();
        var ana = portal.Has(("email", "ana@a.test"));
        Associate(portal, ana, Company(portal, "acme.com"), primary: true);

        var found = await portal.Connector.FindAsync(new FindRequest(Lane.Normal, ["contacts"], "email", [new Find(1, FindKind.ByMatch, "ana@a.test")], ServedPortal.Selection("email", Field)), default);

        Assert.True(Assert.Single(Assert.Single(found.Outcomes).Found).Values[Field].HasText);
        Assert.False(found.Outcomes[0].MayLag);
    }

    [Fact]
    public async Task A_new_primary_company_takes_the_place_of_the_former_and_is_shown_as_stored()
    {
        await using var portal = await ServedPortal.StartAsync();
        var ana = portal.Has(("email", "ana@a.test"));
        var (acme, globex) = (Company(portal, "acme.com"), Company(portal, "globex.com"));
        Associate(portal, ana, acme, primary: true);

        var outcome = await portal.WriteAsync(ServedPortal.Update(ana, (Field, globex)));

        Assert.Equal(WriteResult.Done, outcome.Result);
        Assert.Equal((globex, true), (outcome.Stored!.Values[Field].Text, outcome.Stored.ChangedByUs));
        Assert.Equal(globex, Assert.Single((await portal.ReadAsync([ana], Field)).Outcomes).Seen!.Values[Field].Text);
        // By the association alone: the old mirror is read-only, and no property of the contact was written.
        Assert.Equal(0, await portal.CallsOfAsync("batch/update"));
    }

    [Fact]
    public async Task A_company_that_is_gone_is_refused_alone_and_both_are_read_again()
    {
        await using var portal = await ServedPortal.StartAsync();
        var acme = Company(portal, "acme.com");
        var contacts = Enumerable.Range(0, 5).Select(number => portal.Has(("email", $"p{number}@a.test"))).ToList();

        var outcomes = await portal.WriteAsync([.. contacts.Select((contact, index) => ServedPortal.Update(contact, (Field, index == 3 ? "999999" : acme)))]);

        Assert.Equal(4, outcomes.Count(outcome => outcome.Result == WriteResult.Done));
        var refused = Assert.Single(outcomes, outcome => outcome.Result == WriteResult.Rejected);
        Assert.Equal((contacts[3], FaultClass.Identity), (refused.Key, refused.Fault!.Class));
    }

    [Fact]
    public async Task An_association_is_taken_away_by_its_label_alone()
    {
        await using var portal = await ServedPortal.StartAsync();
        var ana = portal.Has(("email", "ana@a.test"));
        var acme = Company(portal, "acme.com");
        Associate(portal, ana, acme, primary: true);
        var clear = ServedPortal.Update(ana, (Field, null));

        var outcome = await portal.WriteAsync(clear with { Intent = clear.Intent with { Prior = FieldValues.Of((Field, acme)) } });

        Assert.Equal(WriteResult.Done, outcome.Result);
        Assert.True(outcome.Stored!.Values[Field].IsBlank);
        Assert.True(Assert.Single((await portal.ReadAsync([ana], Field)).Outcomes).Seen!.Values[Field].IsBlank);
    }

    [Fact]
    public async Task An_association_among_properties_is_a_fault_of_ours_and_nothing_is_written()
    {
        await using var portal = await ServedPortal.StartAsync();
        var ana = portal.Has(("email", "ana@a.test"), ("jobtitle", "CTO"));

        var outcome = await portal.WriteAsync(ServedPortal.Update(ana, (Field, Company(portal, "acme.com")), ("jobtitle", "CEO")));

        Assert.Equal((WriteResult.Rejected, "ASSOCIATION_NOT_ALONE"), (outcome.Result, outcome.Fault!.Code));
        Assert.Equal("CTO", portal.Value(ana, "jobtitle"));
    }

    private static string Company(ServedPortal portal, string domain) =>
        portal.Portal.Seed("companies", [new Dictionary<string, string?> { ["domain"] = domain, ["name"] = domain }])["ids"]![0]!.GetValue<string>();

    private static void Associate(ServedPortal portal, RecordKey contact, string company, bool primary) =>
        portal.Act($$"""{"action":"associate","object":"contacts","id":"{{contact.Id}}","toObject":"companies","toId":"{{company}}","primary":{{(primary ? "true" : "false")}}}""");
}
