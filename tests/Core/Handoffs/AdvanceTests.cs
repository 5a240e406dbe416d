using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Clocks;
using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Core.Records;
using Integration.Core.Tests.Agreements;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Handoffs;

public sealed class AdvanceTests
{
    private static readonly RecordKey Contact = new(SystemName.Salesforce, "Contact", "003000000000001AAA");
    private static readonly Opportunity Open = new(new RecordKey(SystemName.Salesforce, "Opportunity", "006000000000001AAA"), Monday.AddDays(3), "Prospecting", 25_000, "EUR", false, false, null, null);

    [Fact]
    public void The_good_way_from_sent_to_won()
    {
        var course = Course.Delivered();
        course.Status(1, "Accepted");
        course.Touch(2);
        course.Status(3, "Working");
        course.See(new Observed.Converted(Monday.AddDays(3), Contact, Open.Key));
        course.See(new Observed.Deal(Monday.AddDays(3), Open));
        course.See(new Observed.Deal(Monday.AddDays(20), Open with { Stage = "Closed Won", IsClosed = true, IsWon = true }));

        Assert.Equal("Qualified Sent Delivered Accepted FirstTouch Attempt StageChanged Converted OpportunityCreated OpportunityLinked StageChanged Won Closed", course.Told);
        Assert.Equal((HandoffState.Won, false), (course.State, course.Handoff.IsOpen));
        Assert.Equal(Enumerable.Range(1, course.Log.Count), course.Log.Select(one => one.Sequence));
        Assert.Equal((25_000m, "EUR"), (course.Log[^2].Amount!.Value, course.Log[^2].Currency));
        Assert.Empty(course.Timers);
    }

    [Fact]
    public void Whatever_is_seen_again_changes_nothing()
    {
        var course = Course.Delivered();
        Observed[] all =
        [
            new Observed.Delivered(Monday.AddMinutes(1), Contact), new Observed.Status(Monday.AddHours(1), "Working"), new Observed.Touched(Monday.AddHours(2), "t", "call", true),
            new Observed.Status(Monday.AddHours(3), "Parked"), new Observed.Converted(Monday.AddDays(3), Contact), new Observed.Deal(Monday.AddDays(3), Open),
            new Observed.Deal(Monday.AddDays(9), Open with { IsClosed = true, Stage = "Closed Lost" }), new Observed.Answer(Monday.AddHours(1), StatusMeaning.Accepted),
        ];
        foreach (var observed in all) course.See(observed, Monday.AddDays(30));

        foreach (var observed in all)
        {
            var again = Advance.Of(course.Handoff, observed, course.Context, Monday.AddDays(31));
            Assert.Same(course.Handoff, again.Handoff);
            Assert.Empty(again.Events);
            Assert.Empty(again.Asks);
        }
    }

    [Fact]
    public void A_status_from_before_it_was_sent_is_no_answer()
    {
        var course = new Course();

        course.Status(-24 * 30, "Rejected", "not-icp");

        Assert.Equal((HandoffState.Sent, "Qualified Sent"), (course.State, course.Told));
    }

    [Fact]
    public void A_rejection_with_a_reason_goes_back_at_once_and_one_without_waits_for_it()
    {
        var at = Course.Delivered();
        at.Status(1, "Rejected", "bad-timing");
        Assert.Equal((HandoffState.Rejected, "bad-timing", false), (at.State, at.Handoff.Reason, at.Handoff.IsOpen));
        Assert.EndsWith("Rejected Recycled Closed", at.Told);
        Assert.Equal("lead", at.Asks.Select(ask => ask.Kind).OfType<AskKind.SetFields>().Last(set => set.System == SystemName.HubSpot && set.Values.Names.Contains("lifecyclestage")).Values["lifecyclestage"].Text);

        var waits = Course.Delivered();
        waits.Status(1, "Rejected");
        Assert.True(waits.Handoff.IsOpen);
        Assert.Contains(waits.Timers, timer => timer.Kind == TimerKind.AskReason);
        waits.Status(1, "Rejected", "no-budget");
        Assert.Equal(("no-budget", false), (waits.Handoff.Reason, waits.Handoff.IsOpen));
        Assert.Equal(Monday.AddHours(1), waits.Handoff.ReturnedAt);
    }

    [Fact]
    public void A_reason_that_means_never_is_no_recycling()
    {
        var course = Course.Delivered();

        course.Status(1, "Rejected", "not-icp");

        Assert.EndsWith("Rejected Closed", course.Told);
    }

    [Fact]
    public void A_reason_outside_the_list_is_named_and_counts_as_none()
    {
        var course = Course.Delivered();

        course.Status(1, "Rejected", "he was rude");

        Assert.Equal(HandoffProblems.ReasonUnknown, Assert.Single(course.Problems).Code);
        Assert.Contains("bad-timing", course.Problems[0].Mend);
        Assert.True(course.Handoff.IsOpen);
    }

    [Fact]
    public void A_status_that_the_agreement_does_not_name_is_told_and_changes_nothing_else()
    {
        var course = Course.Delivered();

        course.Status(1, "Parked");

        Assert.Equal(HandoffProblems.StatusUnknown, Assert.Single(course.Problems).Code);
        Assert.Equal(HandoffState.Delivered, course.State);
    }

    [Fact]
    public void Who_took_the_person_gives_back_and_who_did_not_rejects()
    {
        var course = Course.Delivered();
        course.Status(1, "Accepted");
        course.Status(30, "Rejected", "bad-timing");

        Assert.Equal(HandoffState.Recycled, course.State);
        Assert.DoesNotContain("Rejected", course.Told);
    }

    [Fact]
    public void An_earlier_no_that_comes_late_does_not_undo_a_later_yes()
    {
        var course = Course.Delivered();
        course.See(new Observed.Answer(Monday.AddHours(3), StatusMeaning.Accepted));
        course.See(new Observed.Answer(Monday.AddHours(1), StatusMeaning.Rejected, "bad-timing"), Monday.AddHours(4));

        Assert.Equal(HandoffState.Accepted, course.State);

        var turned = Course.Delivered();
        turned.Status(1, "Rejected");
        turned.Status(2, "Accepted");
        Assert.Equal((HandoffState.Accepted, (DateTimeOffset?)null), (turned.State, turned.Handoff.ReturnedAt));
    }

    [Fact]
    public void An_answer_that_overtakes_the_delivery_delivers_too()
    {
        var course = new Course();

        course.Status(1, "Accepted");
        course.See(new Observed.Delivered(Monday.AddMinutes(2), Contact), Monday.AddHours(2));

        Assert.Equal("Qualified Sent Delivered Accepted", course.Told);
    }

    [Fact]
    public void A_touch_accepts_by_deed_and_a_word_after_it_makes_it_explicit()
    {
        var course = Course.Delivered();
        course.Touch(1);
        Assert.True(course.Handoff.AcceptedImplicitly);

        course.Status(5, "Accepted");

        Assert.False(course.Handoff.AcceptedImplicitly);
        Assert.Equal(Monday.AddHours(1), course.Handoff.AcceptedAt);
        Assert.EndsWith("AcceptedImplicitly Accepted", course.Told);
    }

    [Fact]
    public void A_machines_mail_and_a_call_from_before_are_no_touch()
    {
        var course = Course.Delivered();
        course.See(new Observed.Touched(Monday.AddHours(1), "a", "mail", ByPerson: false));
        course.See(new Observed.Touched(Monday.AddHours(-1), "b", "call", ByPerson: true));

        Assert.Equal("Qualified Sent Delivered", course.Told);
    }

    [Fact]
    public void Touches_close_together_are_one_attempt_and_an_earlier_one_that_comes_late_is_the_first()
    {
        var course = Course.Delivered();
        course.Touch(3);
        course.Touch(3.2);
        course.Touch(1);

        Assert.Equal(Monday.AddHours(1), course.Handoff.FirstTouchAt);
        Assert.Equal(2, course.Log.Count(one => one.Kind == HandoffEventKind.Attempt));
        Assert.Equal(2, course.Log.Count(one => one.Kind == HandoffEventKind.FirstTouch));
    }

    [Fact]
    public void A_refused_delivery_fails_it_by_name()
    {
        var course = new Course();

        course.See(new Observed.Undeliverable(Monday.AddMinutes(3), AskCodes.NoField));

        Assert.Equal((HandoffState.Failed, false), (course.State, course.Handoff.IsOpen));
        Assert.Equal(AskCodes.NoField, course.Log[^2].Reason);
    }

    [Fact]
    public void An_opt_out_withdraws_whom_sales_has_not_taken_yet_and_an_erasure_everybody()
    {
        var early = Course.Delivered();
        early.See(new Observed.PersonGone(Monday.AddHours(1), GoneHow.OptedOut));
        Assert.Equal(HandoffState.Withdrawn, early.State);

        var taken = Course.Delivered();
        taken.Status(1, "Accepted");
        taken.See(new Observed.PersonGone(Monday.AddHours(2), GoneHow.OptedOut));
        Assert.Equal(HandoffState.Accepted, taken.State);
        taken.See(new Observed.PersonGone(Monday.AddHours(3), GoneHow.Erased));
        Assert.Equal((HandoffState.Withdrawn, (string?)null), (taken.State, taken.Handoff.Why));
        Assert.Equal((false, true), (HandoffLog.Of(early.Log).IsErased, HandoffLog.Of(taken.Log).IsErased));
    }

    [Fact]
    public void Of_two_merged_handoffs_the_further_one_goes_on_under_the_surviving_pair()
    {
        var (one, other) = (Course.Delivered(), Course.Delivered());
        other.Status(1, "Accepted");
        Assert.Same(other.Handoff, Merging.GoesOn(one.Handoff, other.Handoff));

        var into = new Guid(77, 0, 0, new byte[8]);
        one.See(new Observed.Merged(Monday.AddHours(2), into, Yields: true));
        other.See(new Observed.Merged(Monday.AddHours(2), into, Yields: false));

        Assert.Equal((HandoffState.Withdrawn, into), (one.State, one.Handoff.PairId));
        Assert.Equal((HandoffState.Accepted, into), (other.State, other.Handoff.PairId));
        Assert.Equal(into, one.Log[^1].PairId);
        Assert.Equal((into, $"{Pair:D} -> {into:D}"), (HandoffLog.Of(other.Log).PairId, other.Log.Single(line => line.Kind == HandoffEventKind.Moved).Detail));
        Assert.Equal((true, false), (HandoffLog.Of(one.Log).IsMerged, HandoffLog.Of(other.Log).IsMerged));
    }

    [Fact]
    public void An_owner_who_left_is_replaced_and_one_chosen_in_salesforce_is_believed()
    {
        var course = Course.Delivered();
        course.See(new Observed.OwnerGone(Monday.AddHours(1), course.Handoff.Owner!.SalesforceId));
        Assert.Equal(("Ben", 2), (course.Handoff.Owner.Name, course.Handoff.Spell));
        Assert.Equal("005A00000000002AAA", course.Asks.Select(ask => ask.Kind).OfType<AskKind.SetFields>().Last(set => set.System == SystemName.Salesforce && set.Values.Names.Contains("OwnerId")).Values["OwnerId"].Text);

        course.See(new Observed.OwnedBy(Monday.AddHours(2), "005A00000000004AAA"));
        Assert.Equal("Vera", course.Handoff.Owner.Name);
        Assert.Equal(["Ana", "Ben"], course.Handoff.FormerOwners);
    }

    [Fact]
    public void An_answer_after_the_end_is_told_and_changes_nothing()
    {
        var course = Course.Delivered();
        course.Status(1, "Rejected", "bad-timing");
        var before = course.Handoff;

        course.See(new Observed.Answer(Monday.AddHours(2), StatusMeaning.Accepted));

        Assert.Same(before, course.Handoff);
        Assert.Equal(HandoffProblems.Closed, Assert.Single(course.Problems).Code);
    }

    [Fact]
    public void A_time_that_lies_ahead_of_our_clock_is_marked()
    {
        var course = Course.Delivered();

        course.See(new Observed.Status(Monday.AddHours(1), "Accepted"), Monday.AddMinutes(50));

        Assert.True(course.Log[^1].Skewed);
        Assert.False(course.Log[0].Skewed);
    }
}
