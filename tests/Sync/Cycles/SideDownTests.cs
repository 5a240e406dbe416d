using Integration.Connectors.Ports;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Cycles;

/// <summary>One system takes our credential away and gives it back. Nothing is sent there, nothing is lost, nobody has to restart anything.</summary>
public sealed class SideDownTests
{
    private readonly Rig rig = new();

    [Fact]
    public async Task While_one_side_refuses_us_nothing_is_written_and_the_pair_comes_back_by_itself()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        rig.HubSpot.WriteRequests.Clear();
        rig.HubSpot.Reads = key => [new ReadOutcome(key, null, Revoked)];
        rig.Salesforce.Edit(lead, FieldValues.Of(("Title", "CEO")));
        await rig.HintAsync(lead);

        await PassAsync(TimeSpan.FromHours(6));
        Assert.Empty(rig.HubSpot.WriteRequests);
        Assert.Equal(1, (await rig.Ledger.StatusAsync(rig.Time.GetUtcNow(), default)).Failed);

        rig.HubSpot.Reads = _ => null;
        await PassAsync(rig.Options.Limits.BackoffMax + TimeSpan.FromMinutes(1));

        Assert.Equal("CEO", rig.HubSpot.Value(contact, "jobtitle"));
        Assert.Equal(0, (await rig.Ledger.StatusAsync(rig.Time.GetUtcNow(), default)).Failed);
        Assert.Equal(PairStatus.Active, (await rig.PairOfAsync(contact)).Status);
    }

    [Fact]
    public async Task A_write_that_is_refused_for_the_credential_costs_no_hold_and_is_made_later()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        rig.Salesforce.Writes = write => [new WriteOutcome(write.Intent.Id, WriteResult.Rejected) { Fault = Revoked }];
        await rig.EditAsync(contact, "CEO");

        await PassAsync(TimeSpan.FromHours(1));
        Assert.Null((await rig.PairOfAsync(lead)).Hold);
        Assert.Null((await rig.PairOfAsync(lead)).Field("jobtitle").Hold);
        var tried = rig.Salesforce.WriteRequests.Count;

        rig.Salesforce.Writes = _ => null;
        await PassAsync(rig.Options.Limits.BackoffMax + TimeSpan.FromMinutes(1));

        Assert.InRange(tried, 2, 25);
        Assert.Equal("CEO", rig.Salesforce.Value(lead, "Title"));
    }

    [Fact]
    public async Task A_system_that_was_away_for_hours_costs_one_write_for_forty_edits()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        rig.Salesforce.Reads = key => [new ReadOutcome(key, null, Revoked)];
        for (var edit = 0; edit < 40; edit++)
        {
            await rig.EditAsync(contact, $"Title {edit}");
            await PassAsync(TimeSpan.FromMinutes(9));
        }
        rig.Salesforce.Reads = _ => null;

        await PassAsync(rig.Options.Limits.BackoffMax + TimeSpan.FromMinutes(1));

        Assert.Equal("Title 39", rig.Salesforce.Value(lead, "Title"));
        Assert.Single(rig.Salesforce.Sent);
    }

    private static Fault Revoked => new(FaultClass.Side, "INVALID_SESSION_ID", "The token was revoked.", "Give us another one.") { RetryAfter = TimeSpan.FromMinutes(5) };

    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMinutes(1))
        {
            rig.Time.Advance(TimeSpan.FromMinutes(1));
            await rig.SettleAsync();
        }
    }
}
