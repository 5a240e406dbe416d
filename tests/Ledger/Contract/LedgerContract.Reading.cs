using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task Pairs_are_found_by_id_and_by_record_and_unknown_ones_left_out()
    {
        await LinkedAsync(1);
        await LinkedAsync(2);
        Assert.Equal([Given.Id(1), Given.Id(2)], (await Ledger.PairsAsync([Given.Id(1), Given.Id(2), Given.Id(3)], default)).Keys.Order());

        var found = await Ledger.PairsOfAsync([Given.Contact(1), Given.Lead(1), Given.Lead(2), Given.Lead(3)], default);
        Assert.Equal([(Given.Contact(1), 1), (Given.Lead(1), 1), (Given.Lead(2), 2)], found.OrderBy(pair => pair.Key).Select(pair => (pair.Key, Number(pair.Value))));
        Assert.Null(await Ledger.PairAsync(Given.Id(3), default));
    }

    [Fact]
    public async Task The_journal_keeps_its_order_and_gives_the_newest_lines_oldest_first()
    {
        var pair = await ClaimedAsync(1);
        await StoredAsync(new PairCommit(pair, null, Release: false) { Journal = [Entry(1, "a"), Entry(1, "b")] });
        await StoredAsync(pair.Done() with { Journal = [Entry(1, "c"), Entry(2, "of another pair")] });

        Assert.Equal(["a", "b", "c"], (await Ledger.JournalAsync(pair.Id, 10, default)).Select(entry => entry.Rule));
        Assert.Equal(["b", "c"], (await Ledger.JournalAsync(pair.Id, 2, default)).Select(entry => entry.Rule));
        Assert.Equal(Entry(1, "a"), (await Ledger.JournalAsync(pair.Id, 10, default))[0]);
    }

    [Fact]
    public async Task Held_pairs_and_pairs_with_held_fields_are_paged_by_id()
    {
        for (var number = 1; number <= 7; number++)
        {
            var pair = await ClaimedAsync(number);
            await StoredAsync((number % 2 == 1 ? pair.HoldingField("email", "FIELD-TAKEN").HoldingField("phone", "FIELD-BAD") : number == 2 ? pair.Holding("PAIR-X") : pair).Done());
        }

        var first = await Ledger.HeldAsync(null, 3, default);
        Assert.Equal([1, 2, 3], first.Select(Number));
        Assert.Equal([5, 7], (await Ledger.HeldAsync(first[^1].Id, 3, default)).Select(Number));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Ledger.HeldAsync(null, 1001, default));
    }

    [Fact]
    public async Task Counters_add_up_and_gauges_keep_the_last()
    {
        await Ledger.CountAsync("hints", 3, default);
        await Ledger.CountAsync("hints", 4, default);
        await Ledger.GaugeAsync("quota", """{"left":1}""", Given.Noon, default);
        await Ledger.GaugeAsync("quota", """{"left":2}""", Given.Later(1), default);

        var status = await Ledger.StatusAsync(Given.Noon, default);
        Assert.Equal(7, Assert.Single(status.Counters).Value);
        Assert.Equal(KeyValuePair.Create("quota", """{"left":2}"""), Assert.Single(status.Gauges));
        Assert.Contains("JSON", (await Assert.ThrowsAsync<ArgumentException>(() => Ledger.GaugeAsync("quota", "{", Given.Noon, default))).Message);
    }

    [Fact]
    public async Task Counters_from_many_callers_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => Ledger.CountAsync("hints", 1, default))));
        Assert.Equal(40, (await Ledger.StatusAsync(Given.Noon, default)).Counters["hints"]);
    }

    [Fact]
    public async Task The_status_counts_exactly()
    {
        await LinkedAsync(1);                                                                                          // quiet
        await StoredAsync((await ClaimedAsync(2)).Holding("PAIR-X").Done(Given.Later(86400)));                         // held, daily look
        await StoredAsync((await ClaimedAsync(3)).HoldingField("email", "FIELD-Y").HoldingField("phone", "FIELD-Y").Done(Given.Later(86400)));
        await StoredAsync(((await ClaimedAsync(4)) with { Attempts = 2 }).Unfinished(Given.Later(3600)));              // waits for a retry
        await StoredAsync((await ClaimedAsync(5) with { IntoHubSpot = Given.Intent(50, SystemName.HubSpot) }).Done(Given.Later(1e5)));
        await StoredAsync((await ClaimedAsync(6) with { Status = PairStatus.Tombstone }).Done());
        await ClaimedAsync(7);                                                                                         // leased for 60 s
        await StoredAsync((await ClaimedAsync(8)).Done(Given.Later(300)));                                             // settles
        await TouchAsync(Given.Touch(Given.Contact(9), 9, Lane.Bulk));

        var status = await Ledger.StatusAsync(Given.Later(1), default);

        Assert.Equal(new Dictionary<string, long> { ["Active"] = 7, ["Held"] = 1, ["Superseded"] = 0, ["Tombstone"] = 1 }, status.Pairs);
        Assert.Equal(4, status.Pending); // 4, 5 (its intent's look), 8, 9
        Assert.Equal(new Dictionary<string, long> { ["Hot"] = 0, ["Normal"] = 3, ["Bulk"] = 1 }, status.Lanes);
        Assert.Equal(2, status.InFlight); // 5, 7
        Assert.Equal(2, status.Held);
        Assert.Equal(new Dictionary<string, long> { ["PAIR-X"] = 1, ["FIELD-Y"] = 2 }, status.HeldByCode);
        Assert.Equal(1, status.Failed);
        Assert.Equal(1, status.Linked);
        Assert.False(status.IsQuiet);
        // The lease of 7 is over: it is pending again and no longer in flight.
        var later = await Ledger.StatusAsync(Given.Later(61), default);
        Assert.Equal((5, 1), (later.Pending, later.InFlight));
    }

    [Fact]
    public async Task A_ledger_with_nothing_but_issues_is_quiet()
    {
        await LinkedAsync(1);
        await StoredAsync((await ClaimedAsync(2)).Holding("PAIR-X").Done(Given.Later(86400)));
        await StoredAsync((await ClaimedAsync(3)).HoldingField("email", "FIELD-Y").Done(Given.Later(86400)));
        Assert.True((await Ledger.StatusAsync(Given.Later(1), default)).IsQuiet);
    }

    private static JournalEntry Entry(int pair, string rule) => new()
    {
        At = Given.Noon,
        PairId = Given.Id(pair),
        Kind = JournalKind.Written,
        Record = Given.Contact(pair),
        Field = "email",
        Before = FieldValue.Blank,
        After = FieldValue.Of("ana@acme.test\0"),
        Rule = rule,
        Cause = "a test",
        MappingVersion = "v1",
    };
}
