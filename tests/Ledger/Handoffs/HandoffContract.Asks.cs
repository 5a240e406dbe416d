using Integration.Core.Asks;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Tests.Contract;

namespace Integration.Ledger.Tests.Handoffs;

public abstract partial class HandoffContract
{
    [Fact]
    public async Task What_is_to_be_written_is_asked_in_the_transaction_that_decided_it()
    {
        await CleanAsync(1);
        var lease = (await UnjudgedAsync()).Single();

        await StoredAsync(GivenHandoffs.Commit(GivenHandoffs.Handoff(1, 1)) with { Judged = Verdict(lease), Asks = [Ask(7, 1)] }, at: 5);

        Assert.Equal([Given.Id(7)], (await Ledger.OpenAsksAsync([Given.Id(1)], default)).Select(ask => ask.Id));
        var due = Assert.Single(await ClaimAsync(at: 5, until: 30));
        Assert.Equal((Lane.Hot, 2), (due.Lane, due.DirtyGeneration));
    }

    [Fact]
    public async Task A_refused_commit_asks_for_nothing()
    {
        var handoff = await OpenAsync(1);
        Assert.Equal(HandoffResult.StaleHandoff, (await CommitAsync(GivenHandoffs.Commit(handoff.At(0)) with { Asks = [Ask(7, 1)] })).Result);
        Assert.Equal(HandoffResult.PairGone, (await CommitAsync(new HandoffCommit { Asks = [Ask(8, 99)] })).Result);
        Assert.Empty(await Ledger.OpenAsksAsync([Given.Id(1)], default));
        Assert.Empty(await ClaimAsync(at: 5, until: 30));
    }

    [Fact]
    public async Task The_end_of_an_ask_has_its_pair_judged_again()
    {
        await CleanAsync(1);
        await StoredAsync(new HandoffCommit { Judged = Verdict((await UnjudgedAsync()).Single()), Asks = [Ask(7, 1)] });
        Assert.Empty(await UnjudgedAsync(at: 100, until: 200));

        var pair = Assert.Single(await ClaimAsync(at: 100, until: 200));
        await StoredAsync(pair.Done() with { AskOutcomes = [new(Given.Id(7), new AskEnd.Done(null))] }, at: 101);

        Assert.Equal(Given.Id(1), Assert.Single(await UnjudgedAsync(at: 102, until: 200)).Pair.Id);
    }

    private static Ask Ask(int number, int pair) => new()
    {
        Id = Given.Id(number),
        PairId = Given.Id(pair),
        Cause = "handoff: sent",
        AskedAt = Given.Noon,
        Kind = new AskKind.SetFields(SystemName.HubSpot, FieldValues.Of(("lifecyclestage", "opportunity"))),
    };
}
