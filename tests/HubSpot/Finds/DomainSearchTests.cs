using Integration.Connectors.Ports;
using Integration.Core.Records;

namespace Integration.HubSpot.Tests.Finds;

/// <summary>Companies by web address: the index names them, the primary store confirms them.</summary>
public sealed class DomainSearchTests
{
    [Fact]
    public async Task Every_company_of_a_host_is_found_and_no_other()
    {
        await using var portal = await ServedPortal.StartAsync();
        var (one, two) = (Company(portal, "acme.com"), Company(portal, "acme.com"));
        Company(portal, "shop.acme.com");

        var outcome = await FindAsync(portal, "ACME.com");

        Assert.Equal(new[] { one, two }.Order(), outcome.Found.Select(seen => seen.Key.Id).Order());
        Assert.True(outcome.MayLag);
    }

    [Fact]
    public async Task What_the_index_still_says_is_not_believed()
    {
        await using var portal = await ServedPortal.StartAsync(options => options with { SearchLag = TimeSpan.FromMinutes(5) });
        var company = Company(portal, "acme.com");
        Assert.Empty((await FindAsync(portal, "acme.com")).Found);

        portal.Portal.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(company, Assert.Single((await FindAsync(portal, "acme.com")).Found).Key.Id);

        portal.Act($$$"""{"action":"edit","object":"companies","id":"{{{company}}}","properties":{"domain":"other.com"}}""");
        Assert.Empty((await FindAsync(portal, "acme.com")).Found);
    }

    [Fact]
    public async Task A_hundred_addresses_share_two_searches()
    {
        await using var portal = await ServedPortal.StartAsync();
        var finds = Enumerable.Range(0, 100).Select(number => new Find(number, FindKind.ByDomain, $"c{number}.test")).ToList();
        Company(portal, "c7.test");

        var answer = await portal.Connector.FindAsync(new FindRequest(Lane.Normal, ["companies"], "domain", finds, Fields), default);

        Assert.Equal([7], answer.Outcomes.Where(outcome => outcome.Found.Count > 0).Select(outcome => outcome.Ref));
        Assert.Equal(2, await portal.CallsOfAsync("companies/search"));
    }

    private static readonly FieldSelection Fields = new(new Dictionary<string, IReadOnlyList<string>> { ["companies"] = ["domain", "name"] });

    private static async Task<FindOutcome> FindAsync(ServedPortal portal, string host) =>
        Assert.Single((await portal.Connector.FindAsync(new FindRequest(Lane.Normal, ["companies"], "domain", [new Find(1, FindKind.ByDomain, host)], Fields), default)).Outcomes);

    private static string Company(ServedPortal portal, string domain) =>
        portal.Portal.Seed("companies", [new Dictionary<string, string?> { ["domain"] = domain, ["name"] = domain }])["ids"]![0]!.GetValue<string>();
}
