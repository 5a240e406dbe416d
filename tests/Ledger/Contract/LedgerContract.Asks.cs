using Integration.Core.Asks;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Asks;

namespace Integration.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    private static Ask AskOf(int number, int pair, AskKind? kind = null, double at = 0) => new()
    {
        Id = Given.Id(number),
        PairId = Given.Id(pair),
        Cause = "handoff 7: accepted",
        AskedAt = Given.Later(at),
        Kind = kind ?? new AskKind.Release(),
    };

    private Task<int> AskAsync(params Ask[] asks) => Ledger.AskAsync(asks, Given.Noon, default);

    private async Task<IEnumerable<int>> OpenAsksAsync(params int[] pairs) =>
        (await Ledger.OpenAsksAsync([.. pairs.Select(Given.Id)], default)).Select(ask => AskNumber(ask.Id));

    private async Task<AskStanding> StandingAsync(int number) => (await Ledger.AsksAsync([Given.Id(number)], default))[Given.Id(number)];

    private static int AskNumber(Guid id) => Enumerable.Range(0, 1_000).First(number => Given.Id(number) == id);

    [Fact]
    public async Task An_ask_makes_its_pair_due_in_the_hot_lane()
    {
        await StoredAsync((await ClaimedAsync(1)).Done());
        Assert.Equal(1, await AskAsync(AskOf(500, 1)));

        var claimed = Assert.Single(await ClaimAsync());
        Assert.Equal((Given.Id(1), Lane.Hot, 2L), (claimed.Id, claimed.Lane, claimed.DirtyGeneration));
        Assert.Equal([500], await OpenAsksAsync(1));
    }

    [Fact]
    public async Task What_was_asked_comes_back_as_it_was()
    {
        await ClaimedAsync(1);
        AskKind[] kinds =
        [
            new AskKind.Release(),
            new AskKind.SetFields(SystemName.HubSpot, FieldValues.Of(("lifecyclestage", "lead"), ("cleared", null), ("odd", "\0 \"\U0001F600"))),
            new AskKind.Activity(SystemName.Salesforce, "Task", FieldValues.Of(("Subject", "Call"))),
        ];
        await AskAsync([.. kinds.Select((kind, index) => AskOf(500 + index, 1, kind, index))]);

        Assert.Equal(kinds, (await Ledger.OpenAsksAsync([Given.Id(1)], default)).Select(ask => ask.Kind));
        Assert.Equal(AskOf(501, 1, kinds[1], 1), (await StandingAsync(501)).Ask);
        Assert.Null((await StandingAsync(501)).End);
    }

    [Fact]
    public async Task An_ask_under_a_known_id_is_passed_over_also_when_it_has_ended()
    {
        var pair = await ClaimedAsync(1);
        await AskAsync(AskOf(500, 1));
        Assert.Equal(0, await AskAsync(AskOf(500, 1)));
        await StoredAsync(pair.Done() with { AskOutcomes = [new AskOutcome(Given.Id(500), new AskEnd.Done(null))] });
        Assert.Equal(0, await AskAsync(AskOf(500, 1)));
        Assert.Empty(await OpenAsksAsync(1));
    }

    [Fact]
    public async Task An_ask_on_a_pair_that_is_not_there_is_refused_and_nothing_of_the_call_is_stored()
    {
        await StoredAsync((await ClaimedAsync(1)).Done());
        var error = await Assert.ThrowsAsync<ArgumentException>(() => AskAsync(AskOf(500, 1), AskOf(501, 77)));
        Assert.Contains(Given.Id(77).ToString(), error.Message);
        Assert.Empty(await OpenAsksAsync(1));
        Assert.Empty(await DueAsync(1));
    }

    [Fact]
    public async Task Open_asks_come_in_the_order_in_which_they_were_asked()
    {
        await ClaimedAsync(1);
        await AskAsync(AskOf(503, 1, at: 3), AskOf(501, 1, at: 4), AskOf(502, 1, at: 3));
        Assert.Equal([502, 503, 501], await OpenAsksAsync(1));
    }

    [Fact]
    public async Task An_outcome_is_stored_with_its_pair_and_a_stale_commit_stores_none()
    {
        var pair = await ClaimedAsync(1);
        await AskAsync(AskOf(500, 1), AskOf(501, 1));
        AskOutcome[] outcomes = [new(Given.Id(500), new AskEnd.Done(Given.Lead(5))), new(Given.Id(501), new AskEnd.Refused("ASK-NO-FIELD", "Lead has no x", "make it"))];

        Assert.Equal(CommitResult.StaleEpoch, (await CommitAsync((pair with { Epoch = 0 }).Done() with { AskOutcomes = outcomes })).Result);
        Assert.Equal([500, 501], await OpenAsksAsync(1));
        await StoredAsync(pair.Done() with { AskOutcomes = outcomes }, at: 9);

        Assert.Empty(await OpenAsksAsync(1));
        Assert.Equal((outcomes[0].End, Given.Later(9)), ((await StandingAsync(500)).End, (await StandingAsync(500)).EndedAt!.Value));
        Assert.Equal(outcomes[1].End, (await StandingAsync(501)).End);
    }

    [Fact]
    public async Task An_ask_that_was_tried_stays_open_and_counts()
    {
        var pair = await ClaimedAsync(1);
        await AskAsync(AskOf(500, 1));
        await StoredAsync(pair.Unfinished() with { AskOutcomes = [new AskOutcome(Given.Id(500), new AskEnd.Tried(Given.Later(30)))] });
        var ask = Assert.Single(await Ledger.OpenAsksAsync([Given.Id(1)], default));
        Assert.Equal((1, Given.Later(30)), (ask.Attempts, ask.NotBefore!.Value));
    }

    [Fact]
    public async Task An_end_raises_both_generations_so_that_it_is_seen_by_who_follows_the_clean_one()
    {
        await ClaimedAsync(1);
        await AskAsync(AskOf(500, 1));
        var again = (await ClaimAsync(at: 70, until: 130)).Single();
        await StoredAsync(again.Done() with { AskOutcomes = [new AskOutcome(Given.Id(500), new AskEnd.Done(null))] });

        var after = await PairAsync(1);
        Assert.Equal((again.DirtyGeneration + 1, again.DirtyGeneration + 1), (after.DirtyGeneration, after.CleanGeneration));
        Assert.Empty(await DueAsync(1e6));
    }

    [Fact]
    public async Task Asks_go_to_the_pair_that_absorbs_theirs_and_make_it_due()
    {
        await StoredAsync((await ClaimedAsync(2)).Done());
        var winner = await ClaimedAsync(1);
        await AskAsync(AskOf(500, 2));
        await StoredAsync(winner.Done() with { Absorbs = [Given.Id(2)] });

        Assert.Equal([500], await OpenAsksAsync(1));
        Assert.Empty(await OpenAsksAsync(2));
        Assert.Equal([1], await DueAsync(0));
        Assert.Equal(Lane.Hot, (await PairAsync(1)).Lane);
    }

    [Fact]
    public async Task Asks_of_a_superseded_pair_follow_it_step_by_step_also_those_put_on_it_later()
    {
        foreach (var (pair, heir) in new[] { (2, 3), (1, 2) })
        {
            if (heir == 3) await StoredAsync((await ClaimedAsync(3)).Done());
            var claimed = await ClaimedAsync(pair);
            if (pair == 1) await AskAsync(AskOf(500, 1));
            await StoredAsync((claimed with { Status = PairStatus.Superseded, SupersededBy = Given.Id(heir) }).Done());
        }
        await AskAsync(AskOf(501, 1));
        for (var round = 0; round < 3; round++)
            foreach (var pair in await ClaimAsync(at: 61, until: 120))
                await StoredAsync(pair.Done(), at: 61);

        Assert.Equal([500, 501], await OpenAsksAsync(3));
        Assert.Empty(await DueAsync(1e6));
    }

    [Fact]
    public async Task Open_asks_are_counted_and_leave_the_ledger_quiet()
    {
        await ClaimedAsync(1);
        await AskAsync(AskOf(500, 1), AskOf(501, 1));
        await StoredAsync((await ClaimAsync(at: 70, until: 71)).Single().Done() with { AskOutcomes = [new AskOutcome(Given.Id(501), new AskEnd.Done(null))] });
        var status = await Ledger.StatusAsync(Given.Later(100), default);
        Assert.Equal((1L, true), (status.OpenAsks, status.IsQuiet));
    }

    [Fact]
    public async Task Asks_outlive_a_restart()
    {
        Assert.SkipUnless(Survives, "a ledger in memory ends with its process");
        await ClaimedAsync(1);
        await AskAsync(AskOf(500, 1));
        await ReopenAsync();
        Assert.Equal([500], await OpenAsksAsync(1));
    }

    [Fact]
    public async Task An_ask_beyond_the_limits_is_refused()
    {
        await ClaimedAsync(1);
        var many = FieldValues.Of([.. Enumerable.Range(0, LedgerLimits.AskFieldsMax + 1).Select(number => ($"f{number}", (string?)"x"))]);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => AskAsync(AskOf(500, 1, new AskKind.SetFields(SystemName.HubSpot, many))));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => AskAsync(AskOf(500, 1, new AskKind.SetFields(SystemName.HubSpot, FieldValues.None))));
        await Assert.ThrowsAsync<ArgumentException>(() => AskAsync(AskOf(500, 1) with { Cause = "" }));
        Assert.Empty(await OpenAsksAsync(1));
    }
}
