using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Handoffs;
using Integration.Core.Mappings;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Core.Recycling;

namespace Integration.Core.Tests.Recycling;

/// <summary>Whether somebody who was with sales before may be handed over again.</summary>
public sealed class ReEntryTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly FieldRef Country = new(SystemName.HubSpot, "country");
    private static readonly RecycleTerms Terms = new()
    {
        Reasons = [new RecycleReason("bad-timing") { After = TimeSpan.FromDays(30) }, new RecycleReason("not-icp") { Never = true }, new RecycleReason("moved") { After = TimeSpan.FromDays(1), ReEntry = new Condition.Is(Country, "DE") }],
        ReturnsMax = 2,
    };

    [Fact]
    public void Who_was_never_with_sales_or_is_still_is_free()
    {
        Assert.Equal(new ReEntry.Free(), Of([]));
        Assert.Equal(new ReEntry.Free(), Of([Past(HandoffState.Recycled, "bad-timing", 1) with { ClosedAt = null }, Past(HandoffState.Withdrawn, null, 1)]));
    }

    [Fact]
    public void Who_was_won_or_can_never_fit_is_barred_whatever_came_later()
    {
        Assert.Equal(new ReEntry.Barred("already won"), Of([Past(HandoffState.Won, null, 400), Past(HandoffState.Recycled, "bad-timing", 1)]));
        Assert.Equal(new ReEntry.Barred("rejected as not-icp"), Of([Past(HandoffState.Rejected, "Not-ICP", 400), Past(HandoffState.Recycled, "bad-timing", 1)]));
    }

    [Theory]
    [InlineData("bad-timing", 30)]
    [InlineData(null, 90)] // The reason is not known.
    [InlineData("an older word", 90)]
    public void The_cool_down_is_that_of_the_reason_and_over_at_its_last_moment(string? reason, int days)
    {
        var returned = Past(HandoffState.Recycled, reason, 0);

        Assert.Equal(new ReEntry.Cooling(Now.AddDays(days), reason), Of([returned], News(1), Now.AddDays(days).AddTicks(-1)));
        Assert.Equal(new ReEntry.Free(), Of([returned], News(-1), Now.AddDays(days)));
    }

    [Fact]
    public void The_later_of_two_ends_counts_whichever_is_told_first()
    {
        PastHandoff[] past = [Past(HandoffState.Recycled, "bad-timing", 2), Past(HandoffState.Recycled, null, 50)];

        Assert.Equal(new ReEntry.Cooling(Now.AddDays(28), "bad-timing"), Of(past));
        Assert.Equal(new ReEntry.Cooling(Now.AddDays(28), "bad-timing"), Of(past.Reverse()));
    }

    [Fact]
    public void The_cool_down_runs_from_the_return_and_only_without_one_from_the_end()
    {
        var returned = Past(HandoffState.Rejected, "bad-timing", 2);

        Assert.Equal(Now.AddDays(18), Assert.IsType<ReEntry.Cooling>(Of([returned with { ReturnedAt = Now.AddDays(-12) }])).Until);
        Assert.Equal(Now.AddDays(28), Assert.IsType<ReEntry.Cooling>(Of([returned with { ReturnedAt = null }])).Until);
    }

    [Fact]
    public void What_could_not_be_delivered_is_tried_again_a_day_after_the_last_try()
    {
        PastHandoff[] failed = [Past(HandoffState.Failed, null, 0.5), Past(HandoffState.Failed, null, 3)];

        foreach (var past in (IEnumerable<PastHandoff>[])[failed, failed.Reverse()])
        {
            Assert.Equal(new ReEntry.Cooling(Now.AddDays(0.5), "delivery failed"), Of(past));
            Assert.Equal(new ReEntry.Free(), Of(past, News(), Now.AddDays(0.5)));
        }
        Assert.Equal(new ReEntry.Free(), Of([Past(HandoffState.Withdrawn, null, 0.5)])); // A withdrawal is no failure.
    }

    [Fact]
    public void Who_comes_back_has_done_something_since_and_not_only_before_or_in_future()
    {
        var past = Past(HandoffState.Recycled, "bad-timing", 40);
        string[] Missing(params double[] ago) => Of([past], News(ago)) is ReEntry.Waiting waiting ? [.. waiting.Missing.Select(gap => gap.Criterion)] : [];

        Assert.Equal(["news"], Missing());
        Assert.Equal(["news"], Missing(41));
        Assert.Equal(["news"], Missing(40)); // What led to the return is no news.
        Assert.Equal([], Missing(39));
        Assert.Equal([], Missing(0));
        Assert.Equal(["news"], Missing(-1, -3));
        Assert.Equal(Now.AddDays(1), Assert.IsType<ReEntry.Waiting>(Of([past], News(-3, -1))).ChangesAt);
        Assert.Equal(new ReEntry.Free(), ReEntry.Of(Terms with { NeedsNews = false }, [past], News(), Now));
        Assert.True(new RecycleTerms().NeedsNews);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void After_too_many_returns_somebody_has_to_ask(int returns, bool waits)
    {
        var past = Enumerable.Range(0, returns).Select(number => Past(HandoffState.Recycled, "bad-timing", 40 + number));

        var answer = Of(past, News(1));

        Assert.Equal(waits, answer is ReEntry.Waiting { Missing: [{ Criterion: "return" }] });
        Assert.Equal(!waits, answer is ReEntry.Free);
    }

    [Fact]
    public void A_reason_may_ask_for_more_and_time_may_end_it()
    {
        var past = Past(HandoffState.Recycled, "moved", 40);
        var born = new FieldRef(SystemName.HubSpot, "visited", FieldType.DateTime);
        var timed = Terms with { Reasons = [new RecycleReason("moved") { After = TimeSpan.FromDays(1), ReEntry = new Condition.Within(born, TimeSpan.FromDays(10)) }] };

        Assert.Equal("country", Assert.IsType<ReEntry.Waiting>(Of([past], News(1) with { HubSpot = FieldValues.Of(("country", "FR")) })).Missing.Single().Criterion);
        Assert.Equal(new ReEntry.Free(), Of([past], News(1) with { HubSpot = FieldValues.Of(("country", "DE")) }));
        Assert.Equal(new ReEntry.Free { ChangesAt = Now.AddDays(8).AddTicks(1) }, ReEntry.Of(timed, [past], News(1) with { HubSpot = FieldValues.Of(("visited", Now.AddDays(-2).ToString("O"))) }, Now));
    }

    private static ReEntry Of(IEnumerable<PastHandoff> past, Subject? subject = null, DateTimeOffset? now = null) => ReEntry.Of(Terms, past, subject ?? News(), now ?? Now);

    private static Subject News(params double[] daysAgo) => new() { Events = [.. daysAgo.Select((days, number) => new PersonEvent { Id = $"{number}", Kind = "form", At = Now.AddDays(-days) })] };

    private static PastHandoff Past(HandoffState state, string? reason, double daysAgo) => new(new Guid(5, 5, 5, new byte[8]), "default", state, reason, state is HandoffState.Rejected or HandoffState.Recycled ? Now.AddDays(-daysAgo) : null, Now.AddDays(-daysAgo));
}
