using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task An_absorbing_pair_gets_records_and_aliases_and_the_other_is_superseded()
    {
        var loser = await ClaimedAsync(2);
        await StoredAsync(loser.With(SystemName.Salesforce, new Side { Ref = Given.Lead(2) }).Done() with { NewAliases = [Given.Lead(3)] });
        var winner = await ClaimedAsync(1);

        await StoredAsync(winner.With(SystemName.Salesforce, new Side { Ref = Given.Lead(2) }).Done() with { Absorbs = [loser.Id] });

        foreach (var record in new[] { Given.Contact(1), Given.Contact(2), Given.Lead(2), Given.Lead(3) })
            Assert.Equal(winner.Id, await OwnerAsync(record));
        var superseded = await PairAsync(2);
        Assert.Equal((PairStatus.Superseded, winner.Id), (superseded.Status, superseded.SupersededBy!.Value));
        Assert.Empty(await DueAsync(1e6));
    }

    /// <summary>Found by the simulator (seed 16337936): the closed pair still named the record, and each look at it was refused as another's, for ever.</summary>
    [Fact]
    public async Task A_record_left_over_that_has_a_partner_again_is_not_named_any_more()
    {
        var closed = await ClaimedAsync(2);
        var leftOver = closed.With(SystemName.Salesforce, new Side { Ref = Given.Lead(2) }) with { Status = PairStatus.Superseded, SupersededBy = Given.Id(9), Hold = Given.Hold(HoldCodes.LeftOver) };
        await StoredAsync(leftOver.Done(Given.Later(60)));
        var winner = await ClaimedAsync(1);

        await StoredAsync(winner.With(SystemName.Salesforce, new Side { Ref = Given.Lead(2) }).Done() with { Absorbs = [closed.Id] });

        Assert.Empty((await Ledger.StatusAsync(Given.Noon, default)).HeldByCode);
        Assert.Equal((winner.Id, closed.Id), (await OwnerAsync(Given.Lead(2)), await OwnerAsync(Given.Contact(2))));
        var looked = Assert.Single(await ClaimAsync(at: 60, until: 120));
        Assert.Equal((null, Given.Contact(2), null), (looked.Salesforce.Ref, looked.HubSpot.Ref, looked.Hold));
        await StoredAsync(looked.Done());
    }

    [Fact]
    public async Task The_worker_of_an_absorbed_pair_cannot_commit_any_more()
    {
        var winner = await ClaimedAsync(1);
        var loser = await ClaimedAsync(2);
        await StoredAsync(winner.Done() with { Absorbs = [loser.Id] });

        Assert.Equal(CommitResult.StaleEpoch, (await CommitAsync(loser.Done())).Result);
        Assert.Empty(await Ledger.RenewAsync([new(loser.Id, loser.Epoch)], Given.Later(600), default));
        Assert.Equal(loser.Epoch + 1, (await PairAsync(2)).Epoch);
    }

    [Fact]
    public async Task A_commit_and_its_absorption_in_one_batch_follow_the_order_of_the_batch()
    {
        var winner = await ClaimedAsync(1);
        var loser = await ClaimedAsync(2);
        var absorb = winner.Done() with { Absorbs = [loser.Id] };

        var outcomes = await Ledger.CommitAsync([absorb, loser.With(SystemName.Salesforce, new Side { Ref = Given.Lead(2) }).Done()], Given.Noon, default);

        Assert.Equal([CommitResult.Stored, CommitResult.StaleEpoch], outcomes.Select(outcome => outcome.Result));
        Assert.Null(await OwnerAsync(Given.Lead(2)));
    }

    [Fact]
    public async Task A_hint_that_an_absorbed_pair_never_looked_at_passes_to_the_winner()
    {
        var winner = await ClaimedAsync(1);
        await TouchAsync(Given.Touch(Given.Contact(2), 2, Lane.Hot));
        await StoredAsync(winner.Done() with { Absorbs = [Given.Id(2)] });

        Assert.Equal([1], await DueAsync(0));
        Assert.Equal(Lane.Hot, (await PairAsync(1)).Lane);
    }

    [Fact]
    public async Task An_absorbed_pair_leaves_no_claim_or_hold_behind()
    {
        var loser = await ClaimedAsync(2);
        await StoredAsync(loser.Holding("PAIR-TEST", "k2").Done() with { TakeClaims = ["k"] });
        var winner = await ClaimedAsync(1);
        await StoredAsync(winner.Done() with { Absorbs = [loser.Id] });

        var status = await Ledger.StatusAsync(Given.Later(1000), default);
        Assert.Equal((0, 0, 0), (status.Held, status.InFlight, status.Pending));
        Assert.Empty(status.HeldByCode);
        await StoredAsync((await ClaimedAsync(3)).Done() with { TakeClaims = ["k"] });
    }

    [Fact]
    public async Task A_pair_that_is_writing_is_not_absorbed()
    {
        var loser = await ClaimedAsync(2);
        await StoredAsync((loser with { IntoHubSpot = Given.Intent(50, SystemName.HubSpot) }).Done());
        var winner = await ClaimedAsync(1);

        var outcome = Assert.Single(await Ledger.CommitAsync([winner.Done() with { Absorbs = [loser.Id] }], Given.Later(10), default));

        Assert.Equal((CommitResult.Taken, loser.Id), (outcome.Result, outcome.Owner!.Value));
        Assert.NotNull((await PairAsync(2)).IntoHubSpot);
    }

    [Fact]
    public async Task Absorbing_what_another_pair_has_absorbed_before_takes_nothing()
    {
        var loser = await ClaimedAsync(2);
        await StoredAsync((await ClaimedAsync(1)).Done() with { Absorbs = [loser.Id] });
        var late = await ClaimedAsync(3);
        await StoredAsync(late.Done() with { Absorbs = [loser.Id] });
        Assert.Equal(Given.Id(1), await OwnerAsync(Given.Contact(2)));
        Assert.Equal(Given.Id(1), (await PairAsync(2)).SupersededBy);
    }

    [Fact]
    public async Task Two_linked_pairs_that_yield_to_each_other_are_not_both_closed()
    {
        var one = await BothAsync(1);
        var other = await BothAsync(2);

        var first = await CommitAsync(Yielding(one, other.Id));
        var second = await CommitAsync(Yielding(other, one.Id));

        Assert.Equal(CommitResult.Stored, first.Result);
        Assert.Equal((CommitResult.Taken, one.Id), (second.Result, second.Owner));
        Assert.Equal(PairStatus.Active, (await PairAsync(2)).Status);
    }

    [Fact]
    public async Task The_one_that_is_left_takes_what_the_closed_one_kept()
    {
        var one = await BothAsync(1);
        var other = await BothAsync(2);
        await StoredAsync(Yielding(one, other.Id));

        await StoredAsync(other.With(SystemName.HubSpot, new Side { Ref = Given.Contact(1) }).Done() with { Absorbs = [one.Id], NewAliases = [Given.Contact(2)] });

        Assert.Equal(other.Id, await OwnerAsync(Given.Contact(1)));
        Assert.Equal(one.Id, await OwnerAsync(Given.Lead(1)));
    }

    /// <summary>Found by the simulator (wider seed 70038535): an edit right after our create was told to the pair that its hint had made, and with that pair it was gone.</summary>
    [Fact]
    public async Task The_heir_of_a_pair_that_yields_is_looked_at_once()
    {
        await StoredAsync((await ClaimedAsync(2)).Done());
        var half = await ClaimedAsync(1);
        await StoredAsync(Yielding(half, Given.Id(2)));

        var heir = Assert.Single(await ClaimAsync());
        Assert.Equal(Given.Id(2), heir.Id);
        await StoredAsync(heir.Done());
        Assert.Empty(await DueAsync(1e6));
    }

    private async Task<Pair> BothAsync(int number)
    {
        var pair = await ClaimedAsync(number);
        await StoredAsync(pair.With(SystemName.Salesforce, new Side { Ref = Given.Lead(number) }).Done());
        return await ClaimedAsync(number);
    }

    private static PairCommit Yielding(Pair pair, Guid to) => (pair with { Status = PairStatus.Superseded, SupersededBy = to }).Done();
}
