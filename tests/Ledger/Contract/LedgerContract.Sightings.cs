using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Ledger.Sightings;

namespace Integration.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    private static RecordKey TaskKey(int number) => new(SystemName.Salesforce, "Task", $"00T{number:D15}");

    private static Sighting TaskSeen(int number, string status, long version, params RecordKey[] people) => new()
    {
        Seen = Given.Read(TaskKey(number), ("Status", status), ("ActivityDate", null)) with { Version = version },
        People = [.. people],
    };

    private Task WatchAsync(params int[] tasks) =>
        Ledger.TouchAsync([.. tasks.Select(number => Touch.Watched(new Hint(TaskKey(number), Lane.Normal)))], null, Given.Noon, default);

    private async Task<IReadOnlyList<DueSighting>> DueSightingsAsync(double at = 0) => await Ledger.ClaimSightingsAsync(10, Given.Later(at), Given.Later(at + 30), default);

    private Task<int> SightAsync(DueSighting due, Sighting? seen, double? again = null) =>
        Ledger.StoreSightingsAsync([new SightingCommit(due.Key, due.Generation, seen, again is { } at ? Given.Later(at) : null)], Given.Noon, default);

    private async Task<IEnumerable<string?>> StatusesAsync(int pair) =>
        (await Ledger.SightingsOfAsync([Given.Id(pair)], default)).GetValueOrDefault(Given.Id(pair), []).Select(seen => seen.Seen.Values["Status"].Text);

    [Fact]
    public async Task A_hint_on_a_watched_record_makes_no_pair_and_comes_with_its_cursor()
    {
        var summary = await Ledger.TouchAsync([Touch.Watched(new Hint(TaskKey(1), Lane.Normal)), Touch.Watched(new Hint(TaskKey(1), Lane.Normal))], new CursorValue("c", "9"), Given.Noon, default);
        Assert.Equal(new TouchSummary(2, 0, 0, 0), summary);
        Assert.Equal("9", await Ledger.CursorAsync("c", default));
        Assert.Null(await OwnerAsync(TaskKey(1)));
        Assert.Equal([new DueSighting(TaskKey(1), 1, 0)], await DueSightingsAsync());
    }

    [Fact]
    public async Task A_watched_record_that_was_taken_comes_up_again_only_when_its_time_is_over()
    {
        await WatchAsync(1);
        Assert.Single(await DueSightingsAsync());
        Assert.Empty(await DueSightingsAsync(29));
        Assert.Single(await DueSightingsAsync(30));
    }

    [Fact]
    public async Task What_was_seen_is_told_of_the_pairs_of_its_people_and_nothing_is_due_any_more()
    {
        await StoredAsync((await ClaimedAsync(1)).With(SystemName.Salesforce, new Core.Pairs.Side { Ref = Given.Lead(1) }).Done());
        await WatchAsync(1);
        Assert.Equal(1, await SightAsync((await DueSightingsAsync()).Single(), TaskSeen(1, "Open", 5, Given.Lead(1))));

        var seen = Assert.Single((await Ledger.SightingsOfAsync([Given.Id(1), Given.Id(9)], default)).Single().Value);
        Assert.Equal(("Open", true, 5L), (seen.Seen.Values["Status"].Text, seen.Seen.Values["ActivityDate"].IsBlank, seen.Seen.Version));
        Assert.Equal([Given.Lead(1)], seen.People);
        Assert.Empty(await DueSightingsAsync(1e6));
        Assert.True((await Ledger.StatusAsync(Given.Noon, default)).IsQuiet);
    }

    [Fact]
    public async Task A_pending_look_keeps_the_ledger_from_being_quiet()
    {
        await WatchAsync(1);
        var status = await Ledger.StatusAsync(Given.Noon, default);
        Assert.Equal((1L, false), (status.PendingSightings, status.IsQuiet));
    }

    [Fact]
    public async Task A_change_raises_both_generations_of_every_person_before_and_after_and_a_repetition_none()
    {
        foreach (var number in new[] { 1, 2 }) await StoredAsync((await ClaimedAsync(number)).Done());
        await WatchAsync(1);
        await SightAsync((await DueSightingsAsync()).Single(), TaskSeen(1, "Open", 5, Given.Contact(1)));
        Assert.Equal((2L, 2L), ((await PairAsync(1)).DirtyGeneration, (await PairAsync(1)).CleanGeneration));
        Assert.Equal(1L, (await PairAsync(2)).CleanGeneration);

        await WatchAsync(1);
        Assert.Equal(1, await SightAsync((await DueSightingsAsync()).Single(), TaskSeen(1, "Open", 6, Given.Contact(2))));
        Assert.Equal((3L, 2L), ((await PairAsync(1)).CleanGeneration, (await PairAsync(2)).CleanGeneration));

        await WatchAsync(1);
        Assert.Equal(0, await SightAsync((await DueSightingsAsync()).Single(), TaskSeen(1, "Open", 7, Given.Contact(2))));
        Assert.Equal((3L, 2L), ((await PairAsync(1)).CleanGeneration, (await PairAsync(2)).CleanGeneration));
        Assert.Empty(await DueAsync(1e6));
    }

    [Fact]
    public async Task A_change_under_a_lease_is_clean_only_after_a_cycle_that_began_later()
    {
        await StoredAsync((await ClaimedAsync(1)).Done(Given.Later(1)));
        var leased = (await ClaimAsync(at: 2)).Single();
        await WatchAsync(1);
        await SightAsync((await DueSightingsAsync()).Single(), TaskSeen(1, "Open", 5, Given.Contact(1)));
        await StoredAsync(leased.Done(), at: 3);

        var pair = await PairAsync(1);
        Assert.True(pair.DirtyGeneration > pair.CleanGeneration);
        Assert.Equal([1], await DueAsync(3));
    }

    [Fact]
    public async Task An_older_read_that_arrives_late_changes_nothing()
    {
        await StoredAsync((await ClaimedAsync(1)).Done());
        await WatchAsync(1);
        var due = (await DueSightingsAsync()).Single();
        await SightAsync(due, TaskSeen(1, "Completed", 9, Given.Contact(1)));
        Assert.Equal(0, await SightAsync(due, TaskSeen(1, "Open", 8, Given.Contact(1))));
        Assert.Equal(["Completed"], await StatusesAsync(1));
    }

    [Fact]
    public async Task A_hint_that_came_during_the_look_asks_for_another()
    {
        await WatchAsync(1);
        var due = (await DueSightingsAsync()).Single();
        await WatchAsync(1);
        await SightAsync(due, TaskSeen(1, "Open", 5));
        Assert.Equal([new DueSighting(TaskKey(1), 2, 0)], await DueSightingsAsync());
    }

    [Fact]
    public async Task A_look_that_failed_is_made_again_and_counted_until_a_hint_comes()
    {
        await WatchAsync(1);
        await SightAsync((await DueSightingsAsync()).Single(), null, again: 60);
        Assert.Empty(await DueSightingsAsync(59));
        Assert.Equal(1, Assert.Single(await DueSightingsAsync(60)).Attempts);
        await WatchAsync(1);
        Assert.Equal(0, Assert.Single(await DueSightingsAsync(61)).Attempts);
    }

    [Fact]
    public async Task Sightings_stay_with_a_person_whose_record_became_an_alias()
    {
        var pair = await ClaimedAsync(1);
        await StoredAsync(pair.With(SystemName.Salesforce, new Core.Pairs.Side { Ref = Given.Lead(1) }).Unfinished());
        await WatchAsync(1);
        await SightAsync((await DueSightingsAsync()).Single(), TaskSeen(1, "Open", 5, Given.Lead(1)));
        var claimed = (await ClaimAsync(at: 100, until: 130)).Single();
        await StoredAsync(claimed.With(SystemName.Salesforce, new Core.Pairs.Side { Ref = Given.SalesforceContact(1) }).Done() with { NewAliases = [Given.Lead(1)] }, at: 100);
        Assert.Equal(["Open"], await StatusesAsync(1));
    }

    [Fact]
    public async Task A_record_of_two_people_is_told_of_both_and_twice_named_people_once()
    {
        foreach (var number in new[] { 1, 2 }) await StoredAsync((await ClaimedAsync(number)).Done());
        await WatchAsync(1, 2);
        foreach (var due in await DueSightingsAsync())
            await SightAsync(due, TaskSeen(due.Key == TaskKey(1) ? 1 : 2, due.Key == TaskKey(1) ? "later" : "first", due.Key == TaskKey(1) ? 9 : 3, Given.Contact(1), Given.Contact(2), Given.Contact(1)));
        Assert.Equal(["first", "later"], await StatusesAsync(1));
        Assert.Equal(["first", "later"], await StatusesAsync(2));
    }
}
