using System.Collections.Immutable;
using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Kpis;

/// <summary>Each figure over handoffs whose numbers were worked out by hand. Monday 10:00 in Berlin; the office is open from 9 to 17, so the first touch is due at 14:00 (4 hours).</summary>
public sealed class KpiCaseTests
{
    [Fact]
    public void Acceptance_counts_words_and_deeds_apart_and_nothing_that_came_too_late_or_was_not_delivered()
    {
        // The answer is due at the close of the second business day after, Wednesday 17:00; five business days more end on Wednesday week, 17:00 = 223 h.
        var figure = Asked.Of(KpiId.K2, Told.Sent(1).Accepted(3), Told.Sent(2).ByDeed(5), Told.Sent(3).ByDeed(5).Accepted(30), Told.Sent(4).Accepted(224), Told.Sent(5).Rejected(2), Told.Sent(6), Told.Undelivered(7));
        Assert.Equal((3, 6), (figure.Numerator, figure.Denominator));
        Assert.Equal("by-deed 1, by-word 2, too-late 1", Parts(figure.Parts));
        Assert.Equal("3 of 6", figure.Shown);
    }

    [Theory]
    [InlineData(222.9, 0, 1)]
    [InlineData(223.1, 1, 0)]
    public void A_cohort_is_still_open_until_its_maturity(double hours, int counted, int open)
    {
        var figure = Asked.Of(Asked.Question(KpiId.K2, hours / 24), Told.Sent(1));
        Assert.Equal((counted, open, open == 0), (figure.Denominator, figure.StillOpen, figure.IsMature));
    }

    [Fact]
    public void The_period_view_waits_for_nothing_and_wants_both_events_within()
    {
        var question = new KpiQuestion(KpiId.K2, Monday, Monday.AddHours(10), Monday.AddHours(20)) { View = KpiView.Period };
        var figure = Asked.Of(question, Told.Sent(1).Accepted(3), Told.Sent(2).Accepted(12), Told.Sent(3), Told.Sent(4, -1).Accepted(3));
        Assert.Equal((1, 3, 0), (figure.Numerator, figure.Denominator, figure.StillOpen));
    }

    [Fact]
    public void A_skipped_stage_counts_as_qualified_and_a_conversion_alone_does_not()
    {
        Told[] told = [Told.Sent(1).Accepted(1).Working(2), Told.Sent(2).ByDeed(3).Linked(3), Told.Sent(3).ByDeed(3).Event(HandoffEventKind.Converted, 3), Told.Sent(4).Accepted(1).Working(24 * 91), Told.Sent(5)];
        Assert.Equal((2, 4), Counts(Asked.Of(KpiId.K3a, told)));
        Assert.Equal((2, 5), Counts(Asked.Of(KpiId.K3b, told)));
    }

    [Fact]
    public void An_opportunity_that_was_inferred_is_shown_apart()
    {
        var figure = Asked.Of(KpiId.K3c, Told.Sent(1).Accepted(1).Working(2).Linked(3), Told.Sent(2).Accepted(1).Working(2).Linked(3, inferred: true), Told.Sent(3).Accepted(1).Working(2), Told.Sent(4).Accepted(1).Working(2).Linked(2 + 24 * 61));
        Assert.Equal((2, 4), Counts(figure));
        Assert.Equal("inferred 1, linked 2", Parts(figure.Parts));
    }

    // due at 4 h
    public static TheoryData<string, int, int, int, int, string> Limits => new()
    {
        { "touched in time", 1, 1, 0, 1, "" },
        { "touched on the tick", 1, 1, 0, 1, "" },
        { "touched late", 0, 1, 0, 0, "" },
        { "never", 0, 1, 1, 0, "" },
        { "only a status", 0, 1, 0, 0, "" },
        { "opted out before", 0, 0, 0, 0, "withdrawn 1" },
        { "opted out after", 0, 1, 1, 0, "" },
        { "refused before", 0, 0, 0, 0, "answered-first 1" },
        { "opted out on the tick", 0, 0, 0, 0, "withdrawn 1" },
        { "touched, then opted out", 1, 1, 0, 1, "" },
        { "touched on the tick, then opted out", 1, 1, 0, 1, "" },
        { "could not be carried over", 0, 0, 0, 0, "failed 1" },
        { "could not be carried over, on the tick", 0, 0, 0, 0, "failed 1" },
        { "converted before", 0, 0, 0, 0, "answered-first 1" },
        { "converted on the tick", 0, 0, 0, 0, "answered-first 1" },
        { "converted after", 0, 1, 0, 0, "" },
        { "sold before", 0, 0, 0, 0, "answered-first 1" },
        { "refused on the tick", 0, 0, 0, 0, "answered-first 1" },
        { "refused after", 0, 1, 0, 0, "" },
        { "refused and accepted at once", 0, 0, 0, 0, "answered-first 1" },
        { "given back before, twice", 0, 0, 0, 0, "answered-first 1" },
        { "refused before and taken after all", 0, 1, 0, 0, "" },
        { "taken, then refused", 0, 0, 0, 0, "answered-first 1" },
        { "paused for a day before", 1, 1, 0, 1, "" },
        { "paused after the limit", 0, 1, 0, 0, "" },
        { "given to another before", 0, 1, 0, 0, "" },
        { "merged", 0, 0, 0, 0, "merged 1" },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void The_limit_of_the_first_touch_is_met_or_missed(string course, int followed, int owed, int ignored, int attained, string leftOut)
    {
        var told = course switch
        {
            "touched in time" => Told.Sent(1).Touched(3),
            "touched on the tick" => Told.Sent(1).Touched(4),
            "touched late" => Told.Sent(1).Touched(4.1),
            "never" => Told.Sent(1),
            "only a status" => Told.Sent(1).Accepted(3),
            "opted out before" => Told.Sent(1).Withdrawn(3, "opted out"),
            "opted out after" => Told.Sent(1).Withdrawn(5, "opted out"),
            "refused before" => Told.Sent(1).Rejected(3).Closed(3, "rejected", "bad-timing"),
            "opted out on the tick" => Told.Sent(1).Withdrawn(4, "opted out"),
            "touched, then opted out" => Told.Sent(1).Touched(2).Withdrawn(3, "opted out"),
            "touched on the tick, then opted out" => Told.Sent(1).Touched(4).Withdrawn(4, "opted out"),
            "could not be carried over" => Told.Undelivered(1).Event(HandoffEventKind.Failed, 3).Closed(3, "failed"),
            "could not be carried over, on the tick" => Told.Undelivered(1).Event(HandoffEventKind.Failed, 4).Closed(4, "failed"),
            "converted before" => Told.Sent(1).Event(HandoffEventKind.Converted, 3, Core.Stages.TeamSide.Sales),
            "converted on the tick" => Told.Sent(1).Event(HandoffEventKind.Converted, 4, Core.Stages.TeamSide.Sales),
            "converted after" => Told.Sent(1).Event(HandoffEventKind.Converted, 4.1, Core.Stages.TeamSide.Sales),
            "sold before" => Told.Sent(1).Event(HandoffEventKind.Converted, 9, Core.Stages.TeamSide.Sales).Linked(3),
            "refused on the tick" => Told.Sent(1).Rejected(4),
            "refused after" => Told.Sent(1).Rejected(4.1),
            "refused and accepted at once" => Told.Sent(1).Rejected(3).Accepted(3),
            "given back before, twice" => Told.Sent(1).Event(HandoffEventKind.Recycled, 3, Core.Stages.TeamSide.Sales).Event(HandoffEventKind.Recycled, 9, Core.Stages.TeamSide.Sales),
            "taken, then refused" => Told.Sent(1).Accepted(1).Rejected(3),
            "refused before and taken after all" => Told.Sent(1).Rejected(3).Accepted(3.5),
            // 2 h are left on Tuesday 12:00, when the agreed pause ends: 28 h.
            "paused for a day before" => Told.Sent(1).Event(HandoffEventKind.Paused, 2, Core.Stages.TeamSide.Sales, "asked to wait").Event(HandoffEventKind.Resumed, 26).Touched(27.9),
            "paused after the limit" => Told.Sent(1).Event(HandoffEventKind.Paused, 4.5, Core.Stages.TeamSide.Sales, "asked to wait").Event(HandoffEventKind.Resumed, 26).Touched(27.9),
            "given to another before" => Told.Sent(1).GivenTo(3, "Ben").Touched(5),
            _ => Told.Sent(1).Withdrawn(3, "merged"),
        };
        Assert.Equal((followed, owed), Counts(Asked.Of(KpiId.K4, told)));
        Assert.Equal((ignored, owed), Counts(Asked.Of(KpiId.K5, told)));
        Assert.Equal((attained, owed), Counts(Asked.Of(KpiId.K7, told)));
        Assert.Equal(leftOut, Parts(Asked.Of(KpiId.K4, told).LeftOut));
    }

    [Fact]
    public void Ignoring_people_cannot_improve_the_speed()
    {
        var fast = Asked.Of(KpiId.K6, Told.Sent(1).Touched(1), Told.Sent(2).Touched(2), Told.Sent(3).Touched(3));
        Assert.Equal("120 min", fast.Shown);
        var ignored = Asked.Of(KpiId.K6, Told.Sent(1).Touched(1), Told.Sent(2).Touched(2), Told.Sent(3));
        Assert.Equal((120d, 2m, 1), (ignored.Times["all"].Median!.Value.TotalMinutes, ignored.Denominator, ignored.Times["all"].Censored));
        Assert.Null(ignored.Times["all"].P80);
        Assert.Equal("not reached", Asked.Of(KpiId.K6, Told.Sent(1).Touched(1), Told.Sent(2), Told.Sent(3)).Shown);
    }

    [Fact]
    public void Whoever_ended_before_a_touch_leaves_the_risk_from_then_on()
    {
        // 1 h: 1 of 4 -> 3/4. Withdrawn at 2 h. 3 h: 1 of 2 -> 3/8, below a half.
        var figure = Asked.Of(KpiId.K6, Told.Sent(1).Touched(1), Told.Sent(2).Withdrawn(2, "opted out"), Told.Sent(3).Touched(3), Told.Sent(4).Touched(6));
        Assert.Equal(180, figure.Times["all"].Median!.Value.TotalMinutes);
        Assert.Equal(2, figure.Times["all"].Within);
    }

    [Fact]
    public void Nights_do_not_count_and_a_new_owner_starts_a_clock_of_his_own()
    {
        // Monday 10:00 to Tuesday 10:00 are 8 business hours; Ben has it from Monday 16:00 (1 h that day) and touches 1 h into Tuesday.
        var figure = Asked.Of(KpiId.K6, Told.Sent(1).GivenTo(6, "Ben").Touched(24));
        Assert.Equal(8 * 60, figure.Times["all"].Median!.Value.TotalMinutes);
        Assert.Equal(24 * 60, figure.Times["all"].WallMedian!.Value.TotalMinutes);
        Assert.Equal((1, 1, 120d), (figure.Times["by-owner"].Reached, figure.Times["by-owner"].Censored, Math.Round(figure.Times["by-owner"].Median!.Value.TotalMinutes)));
    }

    [Fact]
    public void A_clock_that_is_off_is_left_out_of_the_median_and_counted()
    {
        var times = Asked.Of(KpiId.K6, Told.Sent(1).Touched(1), Told.Sent(2).Touched(90, skewed: true)).Times["all"];
        Assert.Equal((60d, 1, 1), (times.Median!.Value.TotalMinutes, times.Reached, times.Skewed));
    }

    [Fact]
    public void Packets_are_added_up_field_by_field()
    {
        // Two fields are required: 2 of 2, 1 stale and 1 there, none.
        Told[] told = [Told.Sent(1), Told.Sent(2), Told.Sent(3), Told.Sent(4)];
        var receipts = told.Take(3).Zip([1m, 0.75m, 0m]).ToImmutableDictionary(one => one.First.Id, one => new SealedHandoff(one.First.Id, one.First.Person, Monday, one.Second, true));
        var figure = KpiReckoning.Of(Asked.Question(KpiId.K8), new KpiLedger { Handoffs = [.. told.Select(one => one.Log)], Receipts = receipts }, Asked.Terms);
        Assert.Equal((3.5m, 6m), (figure.Numerator, figure.Denominator));
        Assert.Equal("no receipt 1", Parts(figure.LeftOut));
    }

    [Fact]
    public void An_outcome_without_its_reason_is_no_feedback()
    {
        // Ten business days from Monday end on Monday fortnight, 17:00 = 343 h.
        var figure = Asked.Of(KpiId.K11, Told.Sent(1).Accepted(1).Linked(40), Told.Sent(2).Accepted(1).Closed(50, "recycled", "bad-timing"), Told.Sent(3).Accepted(1).Closed(50, "recycled"), Told.Sent(4).Accepted(1).Working(3),
            Told.Sent(5).Accepted(1).Linked(344), Told.Sent(6).Accepted(1).Withdrawn(20, "opted out"));
        Assert.Equal((2, 5), Counts(figure));
        Assert.Equal("withdrawn 1", Parts(figure.LeftOut));
    }

    [Fact]
    public void A_closed_deal_says_why_and_against_whom_within_ten_days()
    {
        var figure = Asked.Of(KpiId.K24,
            Told.Sent(1).Linked(1).Won(2, "price", "none"),
            Told.Sent(2).Linked(1).Won(2, null, null),
            Told.Sent(3).Linked(1).Lost(2, "price", null),
            Told.Sent(4).Linked(1).Lost(2, null, null).Closed(24 * 5, "lost", "price"),
            Told.Sent(5).Linked(1).Lost(2, null, null).Closed(24 * 11, "lost", "price"),
            Told.Sent(6).Linked(1).Lost(2, null, null).Closed(24 * 5, "lost"),
            Told.Sent(7).Linked(1));
        Assert.Equal((2, 6), Counts(figure));
        Assert.Equal("lost 4, won 2", Parts(figure.Parts));
    }

    [Fact]
    public void Each_deviation_from_the_agreed_way_is_named()
    {
        var figure = Asked.Of(KpiId.K25,
            Told.Sent(1).Accepted(1).Linked(2).Won(3, "price", "none"),
            Told.Sent(2).Rejected(1).Closed(2, "rejected", "no-budget"),
            Told.Sent(3).Rejected(1).Closed(2, "rejected"),
            Told.Sent(4).Closed(2, "recycled"),
            Told.Undelivered(5).Event(HandoffEventKind.Failed, 1).Closed(1, "failed"),
            Told.Sent(6).Accepted(1).Linked(2).Lost(3, null, null).Closed(9, "lost"),
            Told.Sent(7).Withdrawn(1, "opted out"),
            Told.Sent(8).Event(HandoffEventKind.StageChanged, 1, Core.Stages.TeamSide.Sales, null, "a status that the Agreement does not name").Accepted(2).Closed(3, "recycled", "no-budget"),
            Told.Sent(9));
        Assert.Equal((3, 8), Counts(figure));
        Assert.Equal("lost-without-reason 1, never-answered 1, not-delivered 1, returned-without-reason 1, status-not-agreed 1", Parts(figure.Parts));
    }

    [Fact]
    public void What_was_sent_is_accounted_for_day_by_day_and_a_lost_event_shows()
    {
        var lost = new SealedHandoff(new Guid(99, 1, 0, new byte[8]), Pair, Monday.AddHours(1), 1, true);
        Told[] told = [Told.Sent(1).Accepted(1), Told.Sent(2).Rejected(2), Told.Sent(3), Told.Undelivered(4).Event(HandoffEventKind.Failed, 1).Closed(1, "failed"), Told.Sent(5, 24).Withdrawn(25, "merged"), Told.Sent(6, 24).Closed(99, "recycled")];
        var receipts = told.Select(one => new SealedHandoff(one.Id, one.Person, Monday, 1, true)).Append(lost).ToImmutableDictionary(one => one.HandoffId);
        var figure = KpiReckoning.Of(Asked.Question(KpiId.K30), new KpiLedger { Handoffs = [.. told.Select(one => one.Log)], Receipts = receipts }, Asked.Terms);
        Assert.Equal((1, 7), Counts(figure));
        Assert.Equal(["5 1 accepted 1, failed 1, rejected 1, waiting 1", "2 0 lapsed 1, withdrawn 1"], figure.Days.Select(day => $"{day.Sent} {day.Gap} {Parts(day.Parts)}"));
    }

    [Fact]
    public void Decisions_are_timed_and_the_undecided_are_censored()
    {
        var figure = Asked.Of(KpiId.K38, Told.Sent(1).Accepted(1), Told.Sent(2).Rejected(2), Told.Sent(3).ByDeed(24), Told.Sent(4));
        Assert.Equal((2d, 3m, 1), (figure.Times["all"].Median!.Value.TotalHours, figure.Denominator, figure.Times["all"].Censored));
        Assert.Equal("by-deed 1, by-word 1, rejected 1", Parts(figure.Parts));
        Assert.Equal("2 h", figure.Shown);
    }

    [Fact]
    public void An_inquiry_qualifies_by_the_verdict_alone_within_ninety_days()
    {
        Told[] told = [Told.Sent(1), Told.Sent(2).Accepted(1), new Told(3, 24 * 91)];
        var asked = Told.Sent(4);
        var log = HandoffLog.Of([.. asked.Log.Events.Select(one => one.Kind == HandoffEventKind.Qualified ? one with { Detail = "asked" } : one)]);
        Guid[] people = [.. told.Append(asked).Select(one => one.Person), new Guid(8, 2, 0, new byte[8]), new Guid(9, 2, 0, new byte[8])];
        var ledger = new KpiLedger
        {
            Handoffs = [.. told.Select(one => one.Log), log],
            Inquiries = [.. people.Take(5).Select(person => new Inquiry(person, Monday.AddHours(-1))), new Inquiry(people[5], Monday) { Never = "own staff" }],
        };
        var figure = KpiReckoning.Of(Asked.Question(KpiId.K1), ledger, Asked.Terms);
        Assert.Equal((2, 5), Counts(figure));
        Assert.Equal("never: own staff 1", Parts(figure.LeftOut));
    }

    [Fact]
    public void A_leak_is_a_person_in_no_state_or_in_two()
    {
        var ledger = new KpiLedger { Snapshot = new KpiSnapshot(Monday, 12, [new LeakedPerson(Pair, null, "a"), new LeakedPerson(Pair, Guid.Empty, "b")]) };
        var figure = KpiReckoning.Of(Asked.Question(KpiId.K9), ledger, Asked.Terms);
        Assert.Equal(("1", 12m, 2), (figure.Shown, figure.Denominator, figure.Records.Length));
    }

    private static (decimal Numerator, decimal Denominator) Counts(KpiFigure figure) => (figure.Numerator, figure.Denominator);

    private static string Parts(ImmutableSortedDictionary<string, int> parts) => string.Join(", ", parts.Select(part => $"{part.Key} {part.Value}"));
}
