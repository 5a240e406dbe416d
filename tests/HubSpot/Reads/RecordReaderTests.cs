using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Sandbox.Control;

namespace Integration.HubSpot.Tests.Reads;

public sealed class RecordReaderTests : IAsyncLifetime
{
    private ServedPortal portal = null!;

    public async ValueTask InitializeAsync() => portal = await ServedPortal.StartAsync();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task A_live_record_comes_with_its_values_stamp_and_creation()
    {
        var ana = portal.Has(("email", "Ana@Quint.test"), ("firstname", "Ana"));

        var seen = (await portal.ReadAsync(ana)).Seen!;

        Assert.Equal(Life.Live, seen.Life);
        Assert.Equal("ana@quint.test", seen.Values["email"].Text);
        Assert.True(seen.Values["phone"].IsBlank);
        Assert.True(seen.Version > 1_700_000_000_000);
        Assert.NotNull(seen.CreatedAt);
        Assert.Null(seen.PairKey);
        Assert.True(seen.ReadStartedAt <= seen.ReadEndedAt && seen.ReadStartedAt != default);
    }

    [Fact]
    public async Task A_property_the_portal_does_not_have_is_missing_not_blank()
    {
        var seen = Assert.Single((await portal.ReadAsync([portal.Has(("email", "a@a.test"))], "firstname", "no_such_property")).Outcomes).Seen!;

        Assert.True(seen.Values["firstname"].IsBlank);
        Assert.True(seen.Values["no_such_property"].IsMissing);
    }

    [Fact]
    public async Task A_merged_record_names_its_survivor_and_is_not_taken_for_deleted()
    {
        var (one, other) = (portal.Has(("email", "a@a.test")), portal.Has(("email", "b@b.test")));
        var survivor = portal.Merges(one, other);

        foreach (var loser in new[] { one, other })
            Assert.Equal(new Life(LifeState.Merged, survivor), (await portal.ReadAsync(loser)).Seen!.Life);
        Assert.Equal(Life.Live, (await portal.ReadAsync(survivor)).Seen!.Life);
    }

    [Fact]
    public async Task A_survivor_that_lost_a_merge_itself_is_followed_to_the_last()
    {
        var first = portal.Has(("email", "a@a.test"));
        var second = portal.Merges(first, portal.Has(("email", "b@b.test")));
        var third = portal.Merges(second, portal.Has(("email", "c@c.test")));

        Assert.Equal(third, (await portal.ReadAsync(first)).Seen!.Life.Into);
    }

    [Fact]
    public async Task An_archived_record_is_deleted_and_an_unknown_id_is_unknown()
    {
        var gone = portal.Has(("email", "a@a.test"));
        portal.Deletes(gone);

        Assert.Equal(LifeState.Deleted, (await portal.ReadAsync(gone)).Seen!.Life.State);
        Assert.Equal(LifeState.Unknown, (await portal.ReadAsync(ServedPortal.Key(999_999_999))).Seen!.Life.State);
    }

    [Fact]
    public async Task An_id_that_is_no_number_is_refused_alone_and_never_sent()
    {
        var good = portal.Has(("email", "a@a.test"));
        var answer = await portal.ReadAsync([good, new RecordKey(SystemName.HubSpot, "contacts", "abc"), new RecordKey(SystemName.HubSpot, "contacts", "0")]);

        Assert.Equal(["MALFORMED_ID", "MALFORMED_ID"], answer.Outcomes.Where(outcome => outcome.Fault is not null).Select(outcome => outcome.Fault!.Code));
        Assert.NotNull(answer.Outcomes.Single(outcome => outcome.Key == good).Seen);
    }

    [Fact]
    public async Task Two_thousand_keys_with_doubles_cost_twenty_calls_and_give_one_outcome_each()
    {
        var keys = portal.Portal.Seed("contacts", [.. Enumerable.Range(0, 2000).Select(number => new Dictionary<string, string?> { ["email"] = $"p{number}@x.test" })])["ids"]!.AsArray()
            .Select(id => ServedPortal.Key(long.Parse(id!.GetValue<string>()))).ToList();
        var before = await portal.CallsOfAsync("batch/read");

        var answer = await portal.ReadAsync([.. keys, .. keys.Take(500)]);

        Assert.Equal(20, await portal.CallsOfAsync("batch/read") - before);
        Assert.Equal(2000, answer.Outcomes.Select(outcome => outcome.Key).Distinct().Count());
        Assert.Equal(2000, answer.Outcomes.Count);
        Assert.All(answer.Outcomes, outcome => Assert.NotNull(outcome.Seen));
    }

    [Theory]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.Unavailable)]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.HalfJson)]
    [InlineData(FaultKind.DropAnswer)]
    [InlineData(FaultKind.ServerErrorAfterCommit)]
    public async Task A_passing_fault_is_not_seen_by_the_caller(FaultKind kind)
    {
        var ana = portal.Has(("email", "a@a.test"));
        portal.Faults(new Sandbox.Control.Fault { On = "*/batch/read", Do = kind, Times = 2 });

        Assert.NotNull((await portal.ReadAsync(ana)).Seen);
    }

    [Theory]
    [InlineData(FaultKind.ServerError, "HTTP_500", FaultClass.Transient)]
    [InlineData(FaultKind.Html, "NOT_JSON", FaultClass.Transient)]
    [InlineData(FaultKind.HalfJson, "TRUNCATED", FaultClass.Transient)]
    [InlineData(FaultKind.WrongType, "WRONG_SHAPE", FaultClass.Transient)]
    [InlineData(FaultKind.DropAnswer, "CONNECTION_LOST", FaultClass.Transient)]
    [InlineData(FaultKind.Unauthorized, "EXPIRED_AUTHENTICATION", FaultClass.Side)]
    public async Task A_lasting_fault_is_every_records_outcome_and_nothing_throws(FaultKind kind, string code, FaultClass faultClass)
    {
        var keys = new[] { portal.Has(("email", "a@a.test")), portal.Has(("email", "b@b.test")) };
        portal.Faults(new Sandbox.Control.Fault { On = "*/batch/read", Do = kind });

        var answer = await portal.ReadAsync(keys);

        Assert.Equal(2, answer.Outcomes.Count);
        Assert.All(answer.Outcomes, outcome => Assert.Equal((code, faultClass, null), (outcome.Fault?.Code, outcome.Fault?.Class, outcome.Seen)));
    }

    [Fact]
    public async Task A_fault_while_following_a_missing_id_is_no_deletion()
    {
        var gone = portal.Has(("email", "a@a.test"));
        portal.Deletes(gone);
        portal.Faults(new Sandbox.Control.Fault { On = "GET */contacts/*", Do = FaultKind.ServerError });

        Assert.Equal("HTTP_500", (await portal.ReadAsync(gone)).Fault?.Code);
    }
}
