using System.Collections.Concurrent;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Tests.Contract;

namespace Integration.Ledger.Tests.Handoffs;

public abstract partial class HandoffContract
{
    [Fact]
    public async Task A_pair_waits_for_its_verdict_once_a_cycle_of_it_has_finished()
    {
        await TouchAsync(Given.Touch(Given.Contact(1), 1));
        Assert.Empty(await UnjudgedAsync());
        await StoredAsync((await ClaimAsync()).Single().Done());

        var lease = Assert.Single(await UnjudgedAsync());

        Assert.Equal((Given.Id(1), 1, 1), (lease.Pair.Id, lease.Pair.CleanGeneration, lease.Epoch));
    }

    [Fact]
    public async Task A_judged_pair_waits_for_its_next_cycle()
    {
        await CleanAsync(1);
        await StoredAsync(new HandoffCommit { Judged = Verdict((await UnjudgedAsync()).Single()) });
        Assert.Empty(await UnjudgedAsync(at: 1000, until: 2000));

        await ChangeAsync(1, at: 10);

        Assert.Equal(2, Assert.Single(await UnjudgedAsync(at: 11)).Epoch);
    }

    [Fact]
    public async Task A_cycle_that_ends_while_its_pair_is_judged_is_judged_after_it()
    {
        await CleanAsync(1);
        var lease = (await UnjudgedAsync()).Single();
        await ChangeAsync(1, at: 10);

        await StoredAsync(new HandoffCommit { Judged = Verdict(lease) });

        Assert.Equal(2, Assert.Single(await UnjudgedAsync(at: 11)).Pair.CleanGeneration);
    }

    [Fact]
    public async Task A_leased_verdict_is_not_given_out_until_the_lease_ends()
    {
        await CleanAsync(1);
        var lease = (await UnjudgedAsync(until: 60)).Single();
        Assert.Empty(await UnjudgedAsync(at: 59.9, until: 100));

        var next = Assert.Single(await UnjudgedAsync(at: 60, until: 120));

        Assert.Equal(HandoffResult.StaleLease, (await CommitAsync(new HandoffCommit { Judged = Verdict(lease) })).Result);
        await StoredAsync(new HandoffCommit { Judged = Verdict(next) });
        Assert.Equal(HandoffResult.StaleLease, (await CommitAsync(new HandoffCommit { Judged = Verdict(next) })).Result);
    }

    [Fact]
    public async Task A_pair_comes_up_for_review_when_its_time_has_come()
    {
        await CleanAsync(1);
        await StoredAsync(new HandoffCommit { Judged = Verdict((await UnjudgedAsync()).Single(), review: 300) });
        Assert.Empty(await UnjudgedAsync(at: 299, until: 400));

        Assert.Single(await UnjudgedAsync(at: 300, until: 400));
    }

    [Fact]
    public async Task A_wake_that_comes_while_its_pair_is_judged_is_not_lost()
    {
        await OpenAsync(1);
        var lease = (await UnjudgedAsync()).Single();
        await StoredAsync(new HandoffCommit { Wakes = [Given.Id(1), Given.Id(99)] }, at: 5);

        await StoredAsync(new HandoffCommit { Judged = Verdict(lease, review: 10_000) }, at: 6);

        var again = Assert.Single(await UnjudgedAsync(at: 7));
        await StoredAsync(new HandoffCommit { Judged = Verdict(again, review: 10_000) }, at: 8);
        Assert.Empty(await UnjudgedAsync(at: 9));
    }

    [Fact]
    public async Task Urgent_pairs_are_judged_first_and_other_mappings_not_at_all()
    {
        foreach (var number in new[] { 1, 2 }) await CleanAsync(number);
        await Ledger.TouchAsync([Given.Touch(Given.Contact(3), 3, Lane.Hot), Given.Touch(Given.Contact(4), 4) with { Mapping = "companies" }], null, Given.Noon, default);
        foreach (var pair in await ClaimAsync()) await StoredAsync(pair.Done());

        Assert.Equal([3, 1], (await UnjudgedAsync(max: 2)).Select(lease => Number(lease.Pair)));
        Assert.Equal([4], (await UnjudgedAsync(mapping: "companies")).Select(lease => Number(lease.Pair)));
    }

    [Fact]
    public async Task A_pair_that_another_one_took_over_comes_up_once()
    {
        await OpenAsync(1);
        await StoredAsync(new HandoffCommit { Judged = Verdict((await UnjudgedAsync()).Single()) });
        await StoredAsync((await ClaimedAsync(2)).Done() with { Absorbs = [Given.Id(1)] });

        var leases = await UnjudgedAsync();

        var gone = Assert.Single(leases, lease => Number(lease.Pair) == 1);
        Assert.Equal((PairStatus.Superseded, Given.Id(2)), (gone.Pair.Status, gone.Pair.SupersededBy));
        await StoredAsync(new HandoffCommit { Judged = Verdict(gone), Handoffs = [new(GivenHandoffs.Handoff(1, pair: 2).At(1))] });
        Assert.Equal(Given.Id(2), (await Handoffs.HandoffAsync(Given.Id(1), default))!.PairId);
        Assert.DoesNotContain(await UnjudgedAsync(at: 100, until: 200), lease => Number(lease.Pair) == 1);
    }

    [Fact]
    public async Task Judges_in_parallel_never_get_the_same_pair()
    {
        const int pairs = 300;
        await Ledger.TouchAsync([.. Enumerable.Range(1, pairs).Select(number => Given.Touch(Given.Contact(number), number))], null, Given.Noon, default);
        await Ledger.CommitAsync([.. (await ClaimAsync(count: pairs)).Select(pair => pair.Done())], Given.Noon, default);
        var judged = new ConcurrentBag<int>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (await UnjudgedAsync(max: 17) is { Count: > 0 } leases)
            {
                foreach (var lease in leases) judged.Add(Number(lease.Pair));
                var outcomes = await Handoffs.CommitHandoffsAsync([.. leases.Select(lease => new HandoffCommit { Judged = Verdict(lease) })], Given.Noon, default);
                Assert.All(outcomes, outcome => Assert.Equal(HandoffResult.Stored, outcome.Result));
            }
        })));

        Assert.Equal(Enumerable.Range(1, pairs), judged.Order());
    }

    [Fact]
    public async Task What_a_person_did_has_the_owner_of_the_record_judged_again_and_counts_once()
    {
        await CleanAsync(1);
        await StoredAsync(new HandoffCommit { Judged = Verdict((await UnjudgedAsync()).Single()) });
        StoredPersonEvent Visit(int number, string key, double at) => new(Given.Contact(number), key, "page-view", Given.Later(at), """{"page":"pricing"}""");

        Assert.Equal(3, await Handoffs.AddPersonEventsAsync([Visit(1, "b", 2), Visit(1, "a", 1), Visit(7, "a", 1)], Given.Later(3), default));

        Assert.Equal(Given.Id(1), Assert.Single(await UnjudgedAsync(at: 4, until: 5)).Pair.Id);
        Assert.Equal(0, await Handoffs.AddPersonEventsAsync([Visit(1, "a", 1)], Given.Later(6), default));
        var events = await Handoffs.PersonEventsAsync([Given.Id(1), Given.Id(2)], Given.Noon, default);
        Assert.Equal([Visit(1, "a", 1), Visit(1, "b", 2)], events[Given.Id(1)]);
        Assert.Single(events);
        Assert.Equal([Visit(1, "b", 2)], (await Handoffs.PersonEventsAsync([Given.Id(1)], Given.Later(1.5), default))[Given.Id(1)]);
    }

    [Fact]
    public async Task What_a_person_did_follows_the_record_into_the_pair_that_takes_over()
    {
        await CleanAsync(1);
        var visit = new StoredPersonEvent(Given.Contact(1), "a", "page-view", Given.Noon, "{}");
        await Handoffs.AddPersonEventsAsync([visit], Given.Noon, default);

        await StoredAsync((await ClaimedAsync(2)).Done() with { Absorbs = [Given.Id(1)] });

        Assert.Equal([visit], (await Handoffs.PersonEventsAsync([Given.Id(1), Given.Id(2)], Given.Noon, default))[Given.Id(2)]);
    }
}
