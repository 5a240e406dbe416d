using Integration.Ledger.Handoffs;
using Integration.Ledger.Tests.Contract;

namespace Integration.Ledger.Tests.Handoffs;

public abstract partial class HandoffContract
{
    [Fact]
    public async Task A_handoff_is_read_back_as_it_was_stored()
    {
        await CleanAsync(1);
        var handoff = GivenHandoffs.Handoff(5, pair: 1) with { Owner = "rep@sales.test", State = """{"note":"a\u0000b"}""" };

        await StoredAsync(GivenHandoffs.Commit(handoff), at: 9);

        Assert.Equal(handoff.At(1) with { ChangedAt = Given.Later(9) }, await Handoffs.HandoffAsync(handoff.Id, default));
        Assert.Equal([handoff.Id], (await Handoffs.HandoffsOfAsync([Given.Id(1), Given.Id(2)], default))[Given.Id(1)].Select(found => found.Id));
        Assert.Null(await Handoffs.HandoffAsync(Given.Id(6), default));
    }

    [Fact]
    public async Task A_handoff_that_changed_since_it_was_read_is_not_overwritten()
    {
        var handoff = await OpenAsync(1);
        await StoredAsync(GivenHandoffs.Commit(handoff with { Stage = "accepted" }));

        var late = await CommitAsync(GivenHandoffs.Commit(handoff with { Stage = "breached" }) with { Events = [handoff.Event("breached")] });

        Assert.Equal((HandoffResult.StaleHandoff, handoff.Id), (late.Result, late.Other));
        Assert.Equal("accepted", (await Handoffs.HandoffAsync(handoff.Id, default))!.Stage);
        Assert.Empty(await Handoffs.EventsAsync(new EventQuery(0, 10), default));
        Assert.Equal(0, await Handoffs.LastEventAsync(default));
    }

    [Fact]
    public async Task A_person_has_one_open_handoff_for_each_product()
    {
        var first = await OpenAsync(1);
        Assert.Equal(first.Id, (await CommitAsync(GivenHandoffs.Commit(GivenHandoffs.Handoff(2, pair: 1)))).Other);
        Assert.Equal(HandoffResult.ProductTaken, (await CommitAsync(GivenHandoffs.Commit(GivenHandoffs.Handoff(2, pair: 1)))).Result);
        Assert.Equal(HandoffResult.ProductTaken, (await CommitAsync(GivenHandoffs.Commit(GivenHandoffs.Handoff(3, 1, "x"), GivenHandoffs.Handoff(4, 1, "x")))).Result);

        await StoredAsync(GivenHandoffs.Commit(GivenHandoffs.Handoff(2, pair: 1, product: "support")));
        await StoredAsync(GivenHandoffs.Commit(first.Closed()));
        await StoredAsync(GivenHandoffs.Commit(GivenHandoffs.Handoff(5, pair: 1)));
        Assert.Equal(3, (await Handoffs.HandoffsOfAsync([Given.Id(1)], default))[Given.Id(1)].Count);
    }

    [Fact]
    public async Task One_commit_may_end_a_handoff_and_begin_the_next_of_its_product()
    {
        var first = await OpenAsync(1);
        await StoredAsync(GivenHandoffs.Commit(GivenHandoffs.Handoff(2, pair: 1), first.Closed()));
        Assert.Equal([Given.Id(2)], (await Handoffs.ListAsync(new HandoffQuery(null, 10) { IsOpen = true }, default)).Select(found => found.Id));
    }

    [Theory]
    [InlineData(2, new[] { 2, 1 })]
    [InlineData(3, new[] { 3 })]
    [InlineData(1, new[] { 1, 1, 1 })]
    public async Task A_walk_meets_every_handoff_of_its_query_once_page_by_page(int limit, int[] pages)
    {
        foreach (var number in new[] { 1, 2, 3 }) await OpenAsync(number);
        var last = await OpenAsync(4);
        await StoredAsync(GivenHandoffs.Commit(last.Closed()));

        var met = new List<IReadOnlyList<StoredHandoff>>();
        await foreach (var page in Handoffs.PagesAsync(HandoffPages.Open with { Limit = limit }, default)) met.Add(page);

        Assert.Equal(pages, met.Select(page => page.Count));
        Assert.Equal([Given.Id(1), Given.Id(2), Given.Id(3)], met.SelectMany(page => page).Select(handoff => handoff.Id));
    }

    [Fact]
    public async Task One_refused_commit_does_not_undo_the_others_of_its_call()
    {
        var handoff = await OpenAsync(1);
        foreach (var number in new[] { 2, 3 }) await CleanAsync(number);

        var outcomes = await Handoffs.CommitHandoffsAsync(
            [
                GivenHandoffs.Sealed(GivenHandoffs.Handoff(12, pair: 2)),
                GivenHandoffs.Sealed(handoff.At(7)) with { Events = [handoff.Event("accepted")], Timers = [handoff.Timer("answer", 5)], Rosters = [new("emea", 0, "{}")] },
                GivenHandoffs.Sealed(GivenHandoffs.Handoff(13, pair: 3)) with { Rosters = [new("emea", 0, """{"next":1}""")] },
            ],
            Given.Noon, default);

        Assert.Equal([HandoffResult.Stored, HandoffResult.StaleHandoff, HandoffResult.Stored], outcomes.Select(outcome => outcome.Result));
        Assert.Equal([1L, 2L], outcomes.SelectMany(outcome => outcome.Receipts).Select(receipt => receipt.Seq));
        Assert.Empty(await Handoffs.TimersAsync(handoff.Id, default));
        Assert.Equal("""{"next":1}""", (await Handoffs.RostersAsync(["emea", "apac"], default)).Single().Value.State);
    }

    [Fact]
    public async Task Nobody_is_handed_over_under_a_pair_that_is_not_there_or_was_taken_over()
    {
        Assert.Equal(HandoffResult.PairGone, (await CommitAsync(GivenHandoffs.Commit(GivenHandoffs.Handoff(1, pair: 99)))).Result);
        await CleanAsync(1);
        await StoredAsync((await ClaimedAsync(2)).Done() with { Absorbs = [Given.Id(1)] });
        Assert.Equal(HandoffResult.PairGone, (await CommitAsync(GivenHandoffs.Commit(GivenHandoffs.Handoff(1, pair: 1)))).Result);
    }

    [Fact]
    public async Task Two_choices_from_one_turn_of_a_roster_are_not_both_stored()
    {
        foreach (var number in new[] { 1, 2 }) await CleanAsync(number);
        var both = new[] { 1, 2 }.Select(number => GivenHandoffs.Commit(GivenHandoffs.Handoff(number, number)) with { Rosters = [new("emea", 0, $$"""{"next":{{number}}}""")] });

        var outcomes = await Handoffs.CommitHandoffsAsync([.. both], Given.Noon, default);

        Assert.Equal([HandoffResult.Stored, HandoffResult.StaleRoster], outcomes.Select(outcome => outcome.Result));
        Assert.Equal(new StoredRoster("emea", 1, """{"next":1}"""), (await Handoffs.RostersAsync(["emea"], default))["emea"]);
        await StoredAsync(GivenHandoffs.Commit(GivenHandoffs.Handoff(2, 2)) with { Rosters = [new("emea", 1, """{"next":3}""")] });
    }

    [Fact]
    public async Task Events_are_kept_in_order_and_found_by_handoff_and_time()
    {
        var (one, two) = (await OpenAsync(1), await OpenAsync(2));
        await StoredAsync(new HandoffCommit { Events = [one.Event("sent", 1), two.Event("sent", 2), one.Event("accepted", 3)] }, at: 4);
        await StoredAsync(new HandoffCommit { Events = [one.Event("won", 2.5)] }, at: 5);

        var all = await Handoffs.EventsAsync(new EventQuery(0, 10), default);
        Assert.Equal(all[^1].Seq, await Handoffs.LastEventAsync(default));
        Assert.Equal(["sent", "sent", "accepted", "won"], all.Select(line => line.Kind));
        Assert.Equal(one.Event("sent", 1) with { Seq = all[0].Seq, RecordedAt = Given.Later(4) }, all[0]);
        Assert.Equal(["sent", "accepted", "won"], (await Handoffs.EventsAsync(new EventQuery(0, 10) { HandoffId = one.Id }, default)).Select(line => line.Kind));
        Assert.Equal(["sent", "won"], (await Handoffs.EventsAsync(new EventQuery(0, 10) { From = Given.Later(2), Until = Given.Later(3) }, default)).Select(line => line.Kind));
        Assert.Equal(["accepted"], (await Handoffs.EventsAsync(new EventQuery(all[1].Seq, 1), default)).Select(line => line.Kind));
    }

    [Fact]
    public async Task An_event_of_a_handoff_that_nobody_stored_is_refused_aloud()
    {
        await CleanAsync(1);
        var unknown = GivenHandoffs.Handoff(9, pair: 1);
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(new HandoffCommit { Events = [unknown.Event("sent")] }));
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(new HandoffCommit { Timers = [unknown.Timer("answer", 1)] }));
    }

    [Fact]
    public async Task What_is_no_JSON_or_too_long_stores_nothing()
    {
        await CleanAsync(1);
        var good = GivenHandoffs.Handoff(2, pair: 1);
        foreach (var bad in new[] { "", "{", "no", $"\"{new string('x', HandoffLimits.JsonLengthMax)}\"" })
            await Assert.ThrowsAsync<ArgumentException>(() => Handoffs.CommitHandoffsAsync([GivenHandoffs.Commit(good), GivenHandoffs.Commit(GivenHandoffs.Handoff(3, 1, "b") with { State = bad })], Given.Noon, default));
        await Assert.ThrowsAsync<ArgumentException>(() => CommitAsync(GivenHandoffs.Commit(good with { Product = new string('p', LedgerLimits.KeyLengthMax + 1) })));
        Assert.Empty(await Handoffs.ListAsync(new HandoffQuery(null, 10), default));
    }

    [Fact]
    public async Task Many_writers_of_one_handoff_lose_no_change()
    {
        var handoff = await OpenAsync(1);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 10;)
            {
                var read = (await Handoffs.HandoffAsync(handoff.Id, default))!;
                var outcome = await CommitAsync(GivenHandoffs.Commit(read with { State = $$"""{"n":{{read.Version}}}""" }) with { Events = [read.Event("attempt")] });
                if (outcome.Result == HandoffResult.Stored) done++;
            }
        })));
        Assert.Equal(51, (await Handoffs.HandoffAsync(handoff.Id, default))!.Version);
        Assert.Equal(50, (await Handoffs.EventsAsync(new EventQuery(0, 1000), default)).Count);
    }
}
