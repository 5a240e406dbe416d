using System.Text.Json;
using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Calendars;
using Integration.Core.Clocks;
using Integration.Core.Handoffs;
using Integration.Core.Records;
using Integration.Core.Tests.Agreements;
using Integration.Core.Tests.Handoffs;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Clocks;

// Monday is 10:00 in Berlin, hours are nine to five: four business hours end at 14:00 Berlin, 13:00 UTC.
public sealed class ClockTests
{
    private static readonly DateTimeOffset FirstTouchDue = Monday.AddHours(4);

    [Fact]
    public void A_handoff_that_nobody_touches_is_reminded_breached_escalated_and_given_to_another()
    {
        var course = Course.Delivered().RunUntil(Monday.AddDays(1).AddHours(8));

        Assert.Equal(
            [
                "Qualified  2026-11-23T09:00", "Sent  2026-11-23T09:00", "Delivered  2026-11-23T09:01",
                "Reminded first-touch 2026-11-23T11:00", "Breached first-touch 2026-11-23T13:00", "Escalated first-touch 2026-11-23T14:00",
                // 17:00 in Berlin closes the day, so the fourth hour after the breach ends on Tuesday at ten.
                "Reassigned  2026-11-24T09:00", "Reminded first-touch 2026-11-24T11:00", "Breached first-touch 2026-11-24T13:00", "Escalated first-touch 2026-11-24T14:00",
            ],
            course.Log.Take(10).Select(one => $"{one.Kind} {one.Reason} {one.At.UtcDateTime:yyyy-MM-ddTHH:mm}"));
        Assert.Equal(["Ana", "Ben"], course.Log.Where(one => one.Kind == HandoffEventKind.Breached).Select(one => one.Owner).Take(2));
        Assert.Equal(FirstTouchDue, course.Handoff.BreachedAt);
    }

    [Fact]
    public void The_executive_named_last_is_told_too()
    {
        var patient = Terms with { FollowUp = Terms.FollowUp with { ReassignAfter = null } };
        var course = Course.Delivered(patient).RunUntil(Monday.AddDays(2));

        Assert.Equal(["Max", "Vera"], course.Log.Where(one => one is { Kind: HandoffEventKind.Escalated, Reason: "first-touch" }).Select(one => one.Detail));
        Assert.Contains("005A00000000004AAA", course.Asks.Select(ask => ask.Kind).OfType<AskKind.Activity>().Select(task => task.Values["OwnerId"].Text));
    }

    [Fact]
    public void A_timer_fires_once_whatever_comes_twice()
    {
        var course = Course.Delivered();
        var timer = course.Timers.First(one => one.Kind == TimerKind.Remind);
        course.Take(Fire.Of(course.Handoff, timer.Id, course.Context, timer.DueAt));

        var again = Fire.Of(course.Handoff, timer.Id, course.Context, timer.DueAt.AddHours(1));

        Assert.Same(course.Handoff, again.Handoff);
        Assert.Empty(again.Events);
        Assert.DoesNotContain(course.Timers, one => one.Id == timer.Id);
    }

    [Fact]
    public void A_timer_that_is_not_due_yet_or_was_cancelled_does_nothing()
    {
        var course = Course.Delivered();
        var timer = course.Timers.First(one => one.Kind == TimerKind.FirstTouchDue);

        Assert.Same(course.Handoff, Fire.Of(course.Handoff, timer.Id, course.Context, timer.DueAt.AddTicks(-1)).Handoff);
        course.Touch(1);
        Assert.Same(course.Handoff, Fire.Of(course.Handoff, timer.Id, course.Context, timer.DueAt).Handoff);
    }

    [Fact]
    public void A_touch_in_time_that_is_heard_of_late_is_in_time_and_one_out_of_time_is_a_breach_even_if_the_clock_was_down()
    {
        var late = Course.Delivered().RunUntil(FirstTouchDue);
        late.See(new Observed.Touched(Monday.AddHours(1), "t", "call", true), Monday.AddHours(5));
        Assert.Equal(Monday.AddHours(1), late.Handoff.FirstTouchAt);
        Assert.True(late.Log.Single(one => one.Kind == HandoffEventKind.FirstTouch).At < late.Log.Single(one => one.Kind == HandoffEventKind.Breached).At);

        var down = Course.Delivered();
        down.Touch(6);
        Assert.Equal(FirstTouchDue, down.Handoff.BreachedAt);
        Assert.Equal(HandoffEventKind.Breached, down.Log[3].Kind);
    }

    [Fact]
    public void An_agreed_pause_moves_the_limit_and_ends_by_itself()
    {
        var course = Course.Delivered();
        course.See(new Observed.PauseAsked(Monday.AddHours(1), "Asked to wait"));
        course.See(new Observed.ResumeAsked(Monday.AddHours(3)));
        // Two of the four hours stood still: three hours were left at eleven, and begin again at one o'clock.
        Assert.Equal(Monday.AddHours(6), course.Timers.Single(timer => timer.Kind == TimerKind.FirstTouchDue).DueAt);

        var forgotten = Course.Delivered();
        forgotten.See(new Observed.PauseAsked(Monday.AddHours(1), "asked to wait"));
        forgotten.RunUntil(Monday.AddDays(14).AddHours(2));
        Assert.Equal(Monday.AddDays(14).AddHours(1), forgotten.Log.Single(one => one.Kind == HandoffEventKind.Resumed).At);
    }

    [Fact]
    public void A_pause_for_another_reason_or_after_the_breach_stops_nothing()
    {
        var course = Course.Delivered();
        course.See(new Observed.PauseAsked(Monday.AddHours(1), "no time"));
        Assert.Equal(HandoffProblems.PauseNotAgreed, Assert.Single(course.Problems).Code);

        course.RunUntil(FirstTouchDue);
        course.See(new Observed.PauseAsked(Monday.AddHours(5), "asked to wait"));
        Assert.Empty(course.Handoff.Pauses);
        Assert.Equal(FirstTouchDue, course.Handoff.BreachedAt);
    }

    [Fact]
    public void The_owners_absence_is_no_excuse_unless_that_is_agreed()
    {
        var away = Staff.Change("Ana", ana => ana with { Absences = [new Absence(Monday.AddHours(1), Monday.AddDays(1))] });
        var agreed = Terms with { FollowUp = Terms.FollowUp with { AbsencePauses = true } };

        Assert.Equal(FirstTouchDue, new Course(Terms, away).Timers.Single(timer => timer.Kind == TimerKind.FirstTouchDue).DueAt);
        // One hour on Monday before she left, three on Tuesday from ten on.
        Assert.Equal(Monday.AddDays(1).AddHours(3), new Course(agreed, away).Timers.Single(timer => timer.Kind == TimerKind.FirstTouchDue).DueAt);
    }

    [Fact]
    public void No_answer_is_asked_for_and_then_escalated()
    {
        var course = Course.Delivered(Terms with { FollowUp = Terms.FollowUp with { ReassignAfter = null } }).RunUntil(Monday.AddDays(7));

        Assert.Equal(
            ["AnswerMissing 2026-11-25T16:00", "AnswerMissing 2026-11-26T16:00", "Escalated 2026-11-27T16:00"],
            course.Log.Where(one => one.Reason == "answer").Select(one => $"{one.Kind} {one.At.UtcDateTime:yyyy-MM-ddTHH:mm}"));
    }

    [Fact]
    public void A_rejection_without_a_reason_is_asked_for_escalated_and_closed_in_the_end()
    {
        var course = Course.Delivered();
        course.Status(1, "Rejected");
        course.RunUntil(Monday.AddDays(20));

        Assert.Equal("AnswerMissing AnswerMissing Escalated Recycled Closed", string.Join(' ', course.Log.Skip(4).Select(one => one.Kind)));
        Assert.Equal((HandoffState.Rejected, (string?)null, false), (course.State, course.Handoff.Reason, course.Handoff.IsOpen));
    }

    [Fact]
    public void A_loss_without_a_reason_has_its_own_reminders()
    {
        var course = Course.Delivered();
        course.See(new Observed.Deal(Monday.AddDays(1), new Opportunity(new RecordKey(SystemName.Salesforce, "Opportunity", "006"), Monday.AddDays(1), "Closed Lost", null, null, true, false, null, null)));
        course.RunUntil(Monday.AddDays(20));

        Assert.Equal(2, course.Log.Count(one => one is { Kind: HandoffEventKind.AnswerMissing, Reason: "loss reason" }));
        Assert.Equal((HandoffState.Lost, false), (course.State, course.Handoff.IsOpen));
    }

    [Fact]
    public void Whom_nobody_ever_answers_goes_back_where_that_is_agreed()
    {
        var course = Course.Delivered(Terms with { FollowUp = Terms.FollowUp with { GiveUpAfter = BusinessDuration.OfDays(5) } }).RunUntil(Monday.AddDays(30));

        Assert.Equal((HandoffState.Recycled, false), (course.State, course.Handoff.IsOpen));
        Assert.Equal(new DateTimeOffset(2026, 11, 30, 16, 0, 0, TimeSpan.Zero), course.Handoff.ReturnedAt);
    }

    [Fact]
    public void Whoever_accepts_owes_an_outcome_and_the_agreed_attempts()
    {
        var course = Course.Delivered();
        course.Status(1, "Accepted");
        course.Touch(1.5);
        course.RunUntil(Monday.AddDays(30));

        Assert.Contains(course.Log, one => one is { Kind: HandoffEventKind.AnswerMissing, Reason: "outcome" });
        Assert.Contains(course.Log, one => one is { Kind: HandoffEventKind.Breached, Reason: "attempts" });
        Assert.DoesNotContain(course.Log, one => one is { Kind: HandoffEventKind.Breached, Reason: "first-touch" });
    }

    [Fact]
    public void A_delivery_that_does_not_come_is_told()
    {
        var course = new Course().RunUntil(Monday.AddMinutes(20));

        Assert.Equal(("delivery", Monday.AddMinutes(15)), (course.Log[^1].Reason, course.Log[^1].At));
    }

    [Fact]
    public void A_handoff_without_a_calendar_runs_in_wall_time()
    {
        var course = new Course(roster: Staff with { Calendars = Staff.Calendars.Clear() });

        Assert.Equal(FirstTouchDue, course.Timers.Single(timer => timer.Kind == TimerKind.FirstTouchDue).DueAt);
    }

    [Fact]
    public void A_new_agreement_does_not_move_the_clock_of_an_open_handoff()
    {
        var course = Course.Delivered();
        var stricter = Terms with { Version = 4, Hash = "h4", FollowUp = Terms.FollowUp with { FirstTouch = BusinessDuration.OfHours(1) } };

        course.Status(1, "Accepted");

        // The context is by its contract the version that the handoff names; the one in force never enters.
        Assert.Equal((3, "h3"), (course.Handoff.AgreementVersion, course.Log[^1].AgreementHash));
        Assert.Equal(FirstTouchDue, Due.Of(course.Handoff, course.Context).Single(timer => timer.Kind == TimerKind.FirstTouchDue).DueAt);
        Assert.Equal(Monday.AddHours(1), new Course(stricter).Timers.Single(timer => timer.Kind == TimerKind.FirstTouchDue).DueAt);
    }

    [Fact]
    public void A_stored_handoff_comes_back_with_the_same_timers()
    {
        var course = Course.Delivered().RunUntil(FirstTouchDue);
        course.See(new Observed.PauseAsked(Monday.AddHours(1), "asked to wait"));
        course.Status(5, "Accepted");

        var stored = JsonSerializer.Deserialize<Handoff>(JsonSerializer.Serialize(course.Handoff))!;

        Assert.Equal(JsonSerializer.Serialize(course.Handoff), JsonSerializer.Serialize(stored));
        Assert.Equal(course.Timers, Due.Of(stored, course.Context));
    }
}
