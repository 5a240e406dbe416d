using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Cycles;

/// <summary>Only the holder of a pair's lease may commit or send.</summary>
public sealed class PairCycleLeaseTests
{
    private readonly Rig rig = new();

    [Fact]
    public async Task A_stale_epoch_commits_nothing_and_sends_nothing()
    {
        var contact = await rig.ContactAsync("ana@acme.test");
        var mine = await rig.ClaimAsync();
        rig.Time.Advance(rig.Options.LeaseTime);
        var theirs = await rig.ClaimAsync("another process");
        Assert.Equal(mine[0].Epoch + 1, Assert.Single(theirs).Epoch);
        var before = await rig.PairOfAsync(contact);

        await rig.Cycle.RunAsync(mine, rig.Time.GetUtcNow() - rig.Options.LeaseTime, default);

        Assert.Empty(rig.Salesforce.Sent);
        var after = await rig.PairOfAsync(contact);
        Assert.Equal((before.Epoch, null, null), (after.Epoch, after.HubSpot.Seen, after.IntoSalesforce));

        await rig.Cycle.RunAsync(theirs, rig.Time.GetUtcNow(), default);
        Assert.Single(rig.Salesforce.Sent);
    }

    [Fact]
    public async Task One_stale_pair_does_not_keep_the_batch_from_its_writes()
    {
        await rig.ContactAsync("ana@acme.test");
        await rig.ContactAsync("ben@acme.test");
        var claimed = await rig.ClaimAsync();

        await rig.Cycle.RunAsync([claimed[0] with { Epoch = claimed[0].Epoch - 1 }, claimed[1]], rig.Time.GetUtcNow(), default);

        Assert.Equal(claimed[1].Id, Assert.Single(Assert.Single(rig.Salesforce.WriteRequests).Writes).PairKey);
    }

    [Fact]
    public async Task A_lease_that_was_lost_between_storing_and_sending_sends_nothing()
    {
        var contact = await rig.ContactAsync("ana@acme.test");
        rig.HubSpot.DuringRead = SlowAsync;
        rig.Ledger.AfterCommit = async () =>
        {
            rig.Ledger.AfterCommit = () => Task.CompletedTask;
            rig.Time.Advance(rig.Options.LeaseTime);
            Assert.Single(await rig.ClaimAsync("another process"));
        };

        await rig.WorkAsync();

        Assert.Empty(rig.Salesforce.Sent);
        // The other process finds the intent open, looks, and goes on from there.
        Assert.NotNull((await rig.PairOfAsync(contact)).IntoSalesforce);
    }

    [Fact]
    public async Task A_slow_cycle_that_still_has_its_lease_lengthens_it_and_sends()
    {
        await rig.ContactAsync("ana@acme.test");
        rig.HubSpot.DuringRead = SlowAsync;
        var leasedAtSending = -1;
        rig.Salesforce.BeforeWriteAnswer = async () =>
        {
            // Past the lease that was claimed, within the one that was renewed.
            rig.Time.Advance(rig.Options.LeaseTime * 0.8);
            leasedAtSending = (await rig.ClaimAsync("another process")).Count;
        };

        await rig.WorkAsync();

        Assert.Single(rig.Salesforce.Sent);
        Assert.Equal(0, leasedAtSending);
        Assert.Single(rig.Salesforce.Records);
    }

    [Fact]
    public async Task A_write_whose_lease_was_lost_while_it_was_sent_is_settled_by_the_next_owner()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CEO");
        await rig.EditAsync(contact, "CTO");
        IReadOnlyList<Core.Pairs.Pair> theirs = [];
        rig.Salesforce.BeforeWriteAnswer = async () =>
        {
            rig.Time.Advance(rig.Options.LeaseTime);
            theirs = await rig.ClaimAsync("another process");
        };

        await rig.WorkAsync();
        Assert.NotNull((await rig.PairOfAsync(contact)).IntoSalesforce);
        await rig.Cycle.RunAsync(theirs, rig.Time.GetUtcNow(), default);
        await rig.SettleAsync();

        Assert.Null((await rig.PairOfAsync(contact)).IntoSalesforce);
        Assert.Single(rig.Salesforce.Sent);
        Assert.Equal("CTO", rig.Salesforce.Value(lead, "Title"));
    }

    private Task SlowAsync()
    {
        rig.Time.Advance(rig.Options.LeaseTime / 2);
        return Task.CompletedTask;
    }
}
