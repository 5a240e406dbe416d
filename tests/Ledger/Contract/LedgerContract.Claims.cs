using System.Collections.Concurrent;
using Integration.Core.Records;

namespace Integration.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_leased_pair_is_not_claimed_until_its_lease_ends()
    {
        await TouchAsync(Given.Touch(Given.Contact(1), 1));
        Assert.Equal(1, Assert.Single(await ClaimAsync(until: 60)).Epoch);
        Assert.Empty(await ClaimAsync(at: 59.9, until: 100));
        Assert.Equal(2, Assert.Single(await ClaimAsync(at: 60, until: 120)).Epoch);
    }

    [Fact]
    public async Task Urgent_lanes_go_first_then_the_longest_due()
    {
        await Ledger.TouchAsync([Given.Touch(Given.Contact(1), 1, Lane.Bulk)], null, Given.Later(0), default);
        await Ledger.TouchAsync([Given.Touch(Given.Contact(2), 2)], null, Given.Later(2), default);
        await Ledger.TouchAsync([Given.Touch(Given.Contact(3), 3)], null, Given.Later(1), default);
        await Ledger.TouchAsync([Given.Touch(Given.Contact(4), 4, Lane.Hot)], null, Given.Later(3), default);

        Assert.Equal([4, 3], (await ClaimAsync(count: 2, at: 5)).Select(Number));
        Assert.Equal([2, 1], (await ClaimAsync(count: 2, at: 5)).Select(Number));
    }

    [Fact]
    public async Task A_pair_is_claimed_when_due_and_not_before()
    {
        var pair = await ClaimedAsync(1);
        await StoredAsync(pair.Done(dueAt: Given.Later(30)));
        Assert.Empty(await DueAsync(29.9));
        Assert.Equal([1], await DueAsync(30));
    }

    [Fact]
    public async Task A_less_urgent_hint_never_puts_a_waiting_pair_back()
    {
        await TouchAsync(Given.Touch(Given.Contact(1), 1, Lane.Hot));
        await TouchAsync(Given.Touch(Given.Contact(1), 9, Lane.Bulk));
        var pair = Assert.Single(await ClaimAsync());
        Assert.Equal(Lane.Hot, pair.Lane);

        // Once it is done, the next hint decides anew: else one handoff would make every later audit of it urgent.
        await StoredAsync(pair.Done());
        await TouchAsync(Given.Touch(Given.Contact(1), 9, Lane.Bulk));
        Assert.Equal(Lane.Bulk, (await PairAsync(1)).Lane);
    }

    [Fact]
    public async Task Renewing_lengthens_only_leases_that_are_still_held()
    {
        var mine = await ClaimedAsync(1);
        var released = await ClaimedAsync(2);
        await StoredAsync(released.Done());
        var lost = await ClaimedAsync(3);
        Assert.Equal([3], (await ClaimAsync(at: 60, until: 300)).Where(pair => pair.Id == lost.Id).Select(Number));
        var mineAgain = await PairAsync(1);

        var kept = await Ledger.RenewAsync(
            [new(mineAgain.Id, mineAgain.Epoch), new(mine.Id, mine.Epoch), new(released.Id, released.Epoch), new(lost.Id, lost.Epoch), new(Given.Id(99), 1)],
            Given.Later(600), default);

        Assert.Equal([mineAgain.Id], kept);
        Assert.Equal([3], await DueAsync(599));
        Assert.Equal([3, 1], await DueAsync(600));
    }

    [Fact]
    public async Task A_renewal_never_shortens_a_lease()
    {
        var pair = await ClaimedAsync(1);
        await Ledger.RenewAsync([new(pair.Id, pair.Epoch)], Given.Later(5), default);
        Assert.Empty(await DueAsync(30));
    }

    [Fact]
    public async Task Workers_in_parallel_never_get_the_same_pair()
    {
        const int pairs = 600;
        await Ledger.TouchAsync([.. Enumerable.Range(1, pairs).Select(number => Given.Touch(Given.Contact(number), number))], null, Given.Noon, default);
        var taken = new ConcurrentBag<int>();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            while (await ClaimAsync(count: 17, owner: $"worker-{worker}") is { Count: > 0 } claimed)
                foreach (var pair in claimed) taken.Add(Number(pair));
        })));

        Assert.Equal(Enumerable.Range(1, pairs), taken.Order());
    }

    [Fact]
    public async Task Hints_from_many_callers_at_once_are_all_counted()
    {
        await LinkedAsync(1);
        await LinkedAsync(2);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var round = 0; round < 10; round++)
                await TouchAsync(caller % 2 == 0
                    ? [Given.Touch(Given.Contact(1), 9), Given.Touch(Given.Lead(2), 9)]
                    : [Given.Touch(Given.Contact(2), 9), Given.Touch(Given.Lead(1), 9)]);
        })));
        Assert.Equal((81, 81), ((await PairAsync(1)).DirtyGeneration, (await PairAsync(2)).DirtyGeneration));
    }

    [Fact]
    public async Task Work_ends_clean_however_hints_and_workers_meet()
    {
        const int pairs = 20;
        await Ledger.TouchAsync([.. Enumerable.Range(1, pairs).Select(number => Given.Touch(Given.Contact(number), number))], null, Given.Noon, default);
        var committed = 0;
        var hinting = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            for (var round = 1; round <= 30; round++) await TouchAsync(Given.Touch(Given.Contact(round % pairs + 1), 99), Given.Touch(Given.Contact((round + 7) % pairs + 1), 99));
        })));
        var working = Task.WhenAll(Enumerable.Range(0, 3).Select(worker => Task.Run(async () =>
        {
            while (!hinting.IsCompleted || (await Ledger.StatusAsync(Given.Noon, default)).Pending > 0)
            {
                var claimed = await ClaimAsync(count: 5, owner: $"worker-{worker}");
                // Each commit counts itself in the pair: a lost update would lose a count.
                var outcomes = await Ledger.CommitAsync([.. claimed.Select(pair => (pair with { WritesCounted = pair.WritesCounted + 1 }).Done())], Given.Noon, default);
                Assert.All(outcomes, outcome => Assert.Equal(CommitResult.Stored, outcome.Result));
                Interlocked.Add(ref committed, outcomes.Count);
            }
        })));
        await Task.WhenAll(hinting, working);

        var all = (await Ledger.PairsAsync([.. Enumerable.Range(1, pairs).Select(Given.Id)], default)).Values;
        Assert.Equal(pairs + 180, all.Sum(pair => pair.DirtyGeneration));
        Assert.Equal(committed, all.Sum(pair => pair.WritesCounted));
        Assert.Equal(all.Select(pair => pair.DirtyGeneration), all.Select(pair => pair.CleanGeneration));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(LedgerLimits.PairsMax + 1)]
    public async Task A_claim_of_too_few_or_too_many_is_refused(int count) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ClaimAsync(count));

    [Fact]
    public async Task A_lease_that_ends_before_it_begins_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => ClaimAsync(at: 10, until: 10));
}
