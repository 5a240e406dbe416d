using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;
using Integration.Core.Records;
using Integration.Salesforce.Tests.Worlds;

namespace Integration.Salesforce.Tests.Client;

public class HeadersAndQuotaTests
{
    [Fact]
    public async Task The_orgs_limit_and_what_others_spend_of_it_are_learned_from_each_answer()
    {
        await using var world = await OrgWorld.StartAsync();
        await world.SeenAsync(world.Lead("Byron"));

        var quota = world.Worker.Quota.Snapshot();

        Assert.Equal(100_000, quota.Limit);
        Assert.InRange(quota.AccountUsed ?? 0, 1, 10);
    }

    [Fact]
    public async Task A_spent_allowance_keeps_bulk_back_first_and_sends_nothing()
    {
        await using var world = await OrgWorld.StartAsync(tuned: options => options with { DailyCalls = Allowance.Calls(10) });
        var ada = world.Lead("Byron");
        for (var call = 0; call < 7; call++) await world.SeenAsync(ada);
        world.Server.Calls.Clear();

        var bulk = Assert.Single((await world.Worker.Connector.ReadAsync(new ReadRequest(Lane.Bulk, [ada], OrgWorld.Fields), CancellationToken.None)).Outcomes);
        Assert.Equal("ALLOWANCE_KEPT", bulk.Fault?.Code);
        Assert.Equal(0, world.Server.Calls.Report().Total);

        var hot = Assert.Single((await world.Worker.Connector.ReadAsync(new ReadRequest(Lane.Hot, [ada], OrgWorld.Fields), CancellationToken.None)).Outcomes);
        Assert.Equal(Life.Live, hot.Seen?.Life);
    }

    [Fact]
    public async Task The_count_of_calls_outlives_a_restart()
    {
        await using var world = await OrgWorld.StartAsync();
        await world.SeenAsync(world.Lead("Byron"));
        await world.CountQuotaAsync();
        var before = world.Worker.Quota.Snapshot().Used;
        world.Restart();

        await world.CountQuotaAsync();

        Assert.Equal(before, world.Worker.Quota.Snapshot().Used);
        Assert.InRange(before, 2, 10);
        Assert.Contains("salesforce.quota", world.Sink.Gauges.Keys);
    }

    [Fact]
    public async Task Every_write_names_us_and_keeps_assignment_rules_off()
    {
        var org = new ScriptedOrg(request => request.Path.EndsWith("/describe", StringComparison.Ordinal) ? ScriptedOrg.Describe("Lead", "Id") : new ScriptedOrg.Reply(200, "[]"));
        using var worker = org.Worker();

        await worker.Connector.WriteAsync(new WriteRequest(Lane.Normal, [new RecordWrite(Guid.Empty, new Core.Intents.Intent
        {
            Id = Guid.Empty, System = SystemName.Salesforce, Kind = Core.Intents.IntentKind.Delete, Object = "Lead",
            Target = OrgWorld.Key("Lead", "00Q5g00000LeadAEAR"), SentAt = DateTimeOffset.UnixEpoch, NotBefore = DateTimeOffset.UnixEpoch,
        })], OrgWorld.Fields), CancellationToken.None);

        var write = Assert.Single(org.Requests, request => request.Method == "DELETE");
        Assert.Equal("FALSE", Assert.Single(write.Headers.GetValues("Sforce-Auto-Assign")));
        Assert.Equal("client=integration-sync", Assert.Single(write.Headers.GetValues("Sforce-Call-Options")));
        Assert.Contains("allOrNone=false", write.Path, StringComparison.Ordinal);
    }
}
