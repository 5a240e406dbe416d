using Integration.Connectors.Ports;
using Integration.Core.Records;

namespace Integration.HubSpot.Tests.Finds;

public sealed class RecordFinderTests : IAsyncLifetime
{
    private ServedPortal portal = null!;

    public async ValueTask InitializeAsync() => portal = await ServedPortal.StartAsync();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    private async Task<IReadOnlyList<FindOutcome>> FindAsync(params Find[] finds) =>
        (await portal.Connector.FindAsync(new FindRequest(Lane.Normal, ["contacts"], "email", finds, ServedPortal.Selection(ServedPortal.Fields)), default)).Outcomes;

    [Fact]
    public async Task By_mail_address_in_any_case_it_finds_the_contact_and_positively_none()
    {
        var ana = portal.Has(("email", "ana@quint.test"), ("firstname", "Ana"));

        var found = await FindAsync(new Find(1, FindKind.ByMatch, " ANA@quint.test "), new Find(2, FindKind.ByMatch, "nobody@quint.test"), new Find(3, FindKind.ByMatch, ""), new Find(4, FindKind.ByMatch, "ana@quint.test"));

        Assert.Equal([1, 2, 3, 4], found.Select(outcome => outcome.Ref));
        Assert.All(found, outcome => Assert.Null(outcome.Fault));
        Assert.Equal((ana, "Ana"), (Assert.Single(found[0].Found).Key, found[0].Found[0].Values["firstname"].Text));
        Assert.Empty(found[1].Found);
        Assert.Empty(found[2].Found);
        Assert.Equal(ana, Assert.Single(found[3].Found).Key);
    }

    [Fact]
    public async Task A_secondary_address_finds_its_contact()
    {
        var survivor = portal.Merges(portal.Has(("email", "a@a.test")), portal.Has(("email", "b@b.test")));

        Assert.Equal(survivor, Assert.Single((await FindAsync(new Find(1, FindKind.ByMatch, "b@b.test")))[0].Found).Key);
    }

    [Fact]
    public async Task By_pair_key_it_finds_what_we_made_and_shows_the_key()
    {
        var pair = ServedPortal.Next();
        var made = (await portal.WriteAsync(ServedPortal.Create(pair, ("email", "a@a.test")))).Key;

        var found = await FindAsync(new Find(1, FindKind.ByPairKey, pair.ToString("N")), new Find(2, FindKind.ByPairKey, ServedPortal.Next().ToString()), new Find(3, FindKind.ByPairKey, "no key"));

        Assert.Equal((made!.Value, (Guid?)pair), (Assert.Single(found[0].Found).Key, found[0].Found[0].PairKey));
        Assert.Empty(found[1].Found);
        Assert.Empty(found[2].Found);
    }

    [Fact]
    public async Task HubSpot_has_nothing_that_was_converted()
    {
        var before = await portal.CallsOfAsync("contacts");
        Assert.Empty((await FindAsync(new Find(1, FindKind.ConvertedInto, "003000000000001AAA")))[0].Found);
        Assert.Equal(before, await portal.CallsOfAsync("contacts"));
    }

    [Fact]
    public async Task Without_the_key_property_a_find_by_key_stays_open_and_says_what_to_run()
    {
        await using var bare = await ServedPortal.StartAsync(isSetUp: false);

        var outcome = (await bare.Connector.FindAsync(new FindRequest(Lane.Normal, ["contacts"], "email", [new Find(1, FindKind.ByPairKey, ServedPortal.Next().ToString())], ServedPortal.Selection("email")), default)).Outcomes[0];

        Assert.Equal(("KEY_PROPERTY_MISSING", FaultClass.Side), (outcome.Fault?.Code, outcome.Fault?.Class));
        Assert.Contains("setup --apply", outcome.Fault!.Mend);
    }

    [Fact]
    public async Task A_match_field_that_is_not_unique_is_a_fault_not_a_none() =>
        Assert.NotNull((await portal.Connector.FindAsync(new FindRequest(Lane.Normal, ["contacts"], "lastname", [new Find(1, FindKind.ByMatch, "Quint")], ServedPortal.Selection("email")), default)).Outcomes[0].Fault);

    [Fact]
    public async Task A_fresh_record_is_found_though_the_search_index_does_not_have_it_yet()
    {
        await using var lagging = await ServedPortal.StartAsync(options => options with { SearchLag = TimeSpan.FromMinutes(10) });
        var ana = lagging.Has(("email", "ana@quint.test"));

        var outcome = (await lagging.Connector.FindAsync(new FindRequest(Lane.Hot, ["contacts"], "email", [new Find(1, FindKind.ByMatch, "ana@quint.test")], ServedPortal.Selection("email")), default)).Outcomes[0];

        Assert.Equal(ana, Assert.Single(outcome.Found).Key);
    }
}
