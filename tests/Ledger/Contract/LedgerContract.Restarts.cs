using Integration.Core.Records;

namespace Integration.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_restart_keeps_everything()
    {
        Assert.SkipUnless(Survives, "a ledger in memory ends with its process");
        await LinkedAsync(1);
        await StoredAsync((await ClaimedAsync(2)).Holding("PAIR-X", "k").Done() with { Journal = [Entry(2, "held")], TakeClaims = ["c"] });
        var leased = await ClaimedAsync(3);
        await Ledger.TouchAsync([Given.Touch(Given.Lead(4), 4, Lane.Hot)], new CursorValue("cursor", "7"), Given.Noon, default);
        await Ledger.CountAsync("n", 5, default);
        var before = await Ledger.StatusAsync(Given.Noon, default);
        var pair = await PairAsync(1);

        await ReopenAsync();

        Assert.Equal(States.FullPair.Text(pair), States.FullPair.Text(await PairAsync(1)));
        var after = await Ledger.StatusAsync(Given.Noon, default);
        Assert.Equivalent(before, after, strict: true);
        Assert.Equal("7", await Ledger.CursorAsync("cursor", default));
        Assert.Single(await Ledger.JournalAsync(Given.Id(2), 10, default));
        await StoredAsync(leased.Done() with { Wakes = ["k"] });
        Assert.Equal([4, 2], await DueAsync(1));
        Assert.Equal(CommitResult.Taken, (await CommitAsync((await ClaimedAsync(5)).Done() with { TakeClaims = ["c"] })).Result);
    }

    [Fact]
    public async Task Several_instances_may_open_one_ledger_at_once()
    {
        Assert.SkipUnless(Survives, "a ledger in memory has one instance");
        var others = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(OpenAsync)));
        try
        {
            await TouchAsync(Given.Touch(Given.Contact(1), 1));
            foreach (var other in others) Assert.NotNull(await other.PairAsync(Given.Id(1), default));
        }
        finally
        {
            foreach (var other in others) await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task Two_instances_that_touch_the_same_new_records_make_one_pair_of_each()
    {
        Assert.SkipUnless(Survives, "a ledger in memory has one instance");
        var other = await OpenAsync();
        await using (other)
        {
            for (var round = 0; round < 10; round++)
            {
                var first = round * 20;
                Touch[] Touches(int ids) => [.. Enumerable.Range(first, 20).Select(number => Given.Touch(Given.Contact(number), ids + number))];
                var summaries = await Task.WhenAll(
                    Task.Run(() => Ledger.TouchAsync(Touches(10_000), null, Given.Noon, default)),
                    Task.Run(() => other.TouchAsync(Touches(20_000), null, Given.Noon, default)));
                Assert.Equal((20, 20), (summaries.Sum(summary => summary.Created), summaries.Sum(summary => summary.Dirtied)));
            }
        }

        Assert.Equal(200, (await Ledger.StatusAsync(Given.Noon, default)).Pending);
    }
}
