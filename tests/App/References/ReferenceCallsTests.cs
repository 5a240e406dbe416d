using Integration.Core.Records;
using Integration.Sandbox.Control;

namespace Integration.App.Tests.References;

/// <summary>What references cost in calls, at full batches. Polls are not counted.</summary>
public sealed class ReferenceCallsTests
{
    [Fact]
    public async Task A_thousand_contacts_that_change_their_company_cost_few_calls_more_than_any_change()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var (acme, globex) = (world.Company("acme.com"), world.Company("globex.com"));
        var (acmeAccount, globexAccount) = (world.Account("acme.com"), world.Account("globex.com"));
        world.Portal.Seed("contacts", [.. Enumerable.Range(0, 1_000).Select(number => new Dictionary<string, string?> { ["email"] = $"p{number}@acme.com", ["lastname"] = $"P{number}" })]);
        var people = world.Org.Seed("Contact", [.. Enumerable.Range(0, 1_000).Select(number => new Dictionary<string, string?> { ["Email"] = $"p{number}@acme.com", ["LastName"] = $"P{number}", ["AccountId"] = acmeAccount.Id })])["ids"]!
            .AsArray().Select(id => new RecordKey(SystemName.Salesforce, "Contact", id!.GetValue<string>())).ToList();
        await world.SettleAsync();
        Assert.Equal(acme.Id, await world.CompanyOfAsync((await world.PairOfAsync(people[0])).HubSpot.Ref!.Value));

        foreach (var person in people) world.InSalesforce("edit", person, ("AccountId", globexAccount.Id));
        await world.HintAsync([.. people]);
        var (hubSpot, salesforce) = (world.HubSpotCalls, world.SalesforceCalls);
        await world.WorkAsync();

        Assert.Equal(globex.Id, await world.CompanyOfAsync((await world.PairOfAsync(people[999])).HubSpot.Ref!.Value));
        var spent = Spent(hubSpot, world.HubSpotCalls).Concat(Spent(salesforce, world.SalesforceCalls)).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', spent.Select(each => $"{each.Calls,3} {each.Endpoint}")));
        // 10 reads, 1 read of associations, 1 write of associations in HubSpot, 1 read in Salesforce; the assertion's own two; and both
        // directories of owners, which are read once in five minutes whatever happens.
        var directories = spent.Where(each => each.Endpoint.Contains("owners", StringComparison.Ordinal) || each.Endpoint.EndsWith("/query", StringComparison.Ordinal) || each.Endpoint.EndsWith("/userinfo", StringComparison.Ordinal)).Sum(each => each.Calls);
        Assert.InRange(directories, 0, 5);
        Assert.Equal(15, spent.Sum(each => each.Calls) - directories);
    }

    private static IEnumerable<(string Endpoint, long Calls)> Spent(CallReport before, CallReport after) => after.Endpoints
        .Select(each => (Endpoint: each.Key, Calls: each.Value.Calls - (before.Endpoints.TryGetValue(each.Key, out var then) ? then.Calls : 0))).Where(each => each.Calls > 0);
}
