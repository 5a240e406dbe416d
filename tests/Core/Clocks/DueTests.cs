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

/// <summary>Which timers a handoff has, and what each of them does when it fires. Hours as everywhere: nine to five in Berlin.</summary>
public sealed class DueTests
{
    public static TheoryData<string, string> Timers => new()
    {
        // what happened            timers: kind, step and hours since the sending
        { "sent", "DeliveryDue 0.25, Remind 2, FirstTouchDue 4, AskAnswer 55, AskAnswer/1 79, AttemptsDue 343, EscalateAnswer 103" },
        { "delivered", "Remind 2, FirstTouchDue 4, AskAnswer 55, AskAnswer/1 79, AttemptsDue 343, EscalateAnswer 103" },
        { "breached", "Escalate 5, Reassign 24, Escalate/1 31, AskAnswer 55, AskAnswer/1 79, AttemptsDue 343, EscalateAnswer 103" },
        { "accepted", "Remind 2, FirstTouchDue 4, AttemptsDue 343, FeedbackDue 343" },
        { "touched", "AttemptsDue 343, FeedbackDue 343" },
        { "touched often enough", "FeedbackDue 343" },
        { "paused", "PauseEnd 337" },
        { "rejected", "AskReason 31, AskReason/1 55, EscalateReason 79, CloseWithoutReason 103" },
        { "lost", "AskReason 31, AskReason/1 55, EscalateReason 79, CloseWithoutReason 103" },
        { "converted", "" },
        { "closed", "" },
    };

    [Theory]
    [MemberData(nameof(Timers))]
    public void Each_state_has_its_timers_by_time(string what, string timers)
    {
        var course = what == "sent" ? new Course() : Course.Delivered();
        switch (what)
        {
            case "breached": course.RunUntil(Monday.AddHours(4)); break;
            case "accepted": course.Status(1, "Accepted"); break;
            case "touched": course.Touch(1); break;
            case "touched often enough": course.Touch(1); course.Touch(2); course.Touch(3); break;
            case "paused": course.See(new Observed.PauseAsked(Monday.AddHours(1), "asked to wait")); break;
            case "rejected": course.Status(1, "Rejected"); break;
            case "lost": course.See(new Observed.Deal(Monday.AddHours(1), Deal with { IsClosed = true })); break;
            case "converted": course.See(new Observed.Converted(Monday.AddHours(1), Lead)); break;
            case "closed": course.Status(1, "Rejected", "bad-timing"); break;
        }

        var told = course.Timers.Select(timer => (timer.DueAt, Text: $"{timer.Kind}{(timer.Step > 0 ? $"/{timer.Step}" : "")} {(timer.DueAt - Monday).TotalHours:0.##}")).ToList();
        // Of one moment by id, so that every instance fires them in the same order.
        Assert.Equal(course.Timers.OrderBy(timer => timer.DueAt).ThenBy(timer => timer.Id, StringComparer.Ordinal), course.Timers);
        if (what == "paused") Assert.Contains(timers, told.Select(timer => timer.Text));
        else Assert.Equal(timers.Split(", ", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), told.Select(timer => timer.Text).Order(StringComparer.Ordinal));
        Assert.Equal(course.Timers.Length, course.Timers.Select(timer => timer.Id).Distinct().Count());
    }

    [Fact]
    public void A_reminder_behind_the_limit_is_left_out_and_so_is_one_upon_it()
    {
        var terms = Terms with { FollowUp = Terms.FollowUp with { Reminders = [BusinessDuration.OfHours(3), BusinessDuration.OfHours(4), BusinessDuration.OfHours(5)] } };

        Assert.Equal([Monday.AddHours(3)], Course.Delivered(terms).Timers.Where(timer => timer.Kind == TimerKind.Remind).Select(timer => timer.DueAt));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void The_clock_gives_it_to_another_as_often_as_agreed_and_then_stops(int most, int times)
    {
        var course = Course.Delivered(Terms with { FollowUp = Terms.FollowUp with { ReassignmentsMax = most } }, Staff with { Reps = [.. Staff.Reps, new() { Name = "Cem", SalesforceId = "005A00000000005AAA", Teams = ["emea"] }, new() { Name = "Dee", SalesforceId = "005A00000000006AAA", Teams = ["emea"] }] });

        course.RunUntil(Monday.AddDays(14));

        Assert.Equal((times, times), (course.Handoff.ReassignedByClock, course.Handoff.FormerOwners.Length));
    }

    [Fact]
    public void Only_where_nothing_was_done_at_all_the_person_goes_back_by_itself()
    {
        var terms = Terms with { FollowUp = Terms.FollowUp with { GiveUpAfter = BusinessDuration.OfDays(5), Implicit = ImplicitAcceptance.None } };
        var touched = Course.Delivered(terms);
        touched.Touch(1);
        Assert.DoesNotContain(touched.Timers, timer => timer.Kind == TimerKind.GiveUp);

        var nobody = Course.Delivered(terms).RunUntil(Monday.AddDays(14));
        Assert.Equal((HandoffState.Recycled, 1, null), (nobody.State, nobody.Handoff.Returns, nobody.Handoff.Reason));
        Assert.Equal((null, nobody.Handoff.ReturnedAt), (nobody.Log[^2].By, (DateTimeOffset?)nobody.Log[^2].At));
    }

    public static TheoryData<string, string, string> Tasks => new()
    {
        // what is waited for           the last task that is made of it             for
        { "reminded", "Reminder: first touch is due", Ana },
        { "escalated", "No touch in time: Ana", Max },
        { "answer asked", "Accept or reject this lead", Ana },
        { "answer escalated", "No answer to a lead: Ana", Vera },
        { "reason asked", "Say why this lead was returned", Ana },
        { "loss reason asked", "Say why this deal was lost, and to whom", Ana },
        { "reason escalated", "No reason given: Ana", Vera },
        { "outcome asked", "Say what became of this lead", Ana },
    };

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_timer_that_fires_makes_a_task_for_whoever_has_to_act(string what, string subject, string owner)
    {
        var course = Course.Delivered(Terms with { FollowUp = Terms.FollowUp with { ReassignAfter = null } });
        switch (what)
        {
            case "reminded": course.RunUntil(Monday.AddHours(2)); break;
            case "escalated": course.RunUntil(Monday.AddHours(5)); break;
            case "answer asked": course.RunUntil(Monday.AddHours(55)); break;
            case "answer escalated": course.RunUntil(Monday.AddHours(103)); break;
            case "reason asked": course.Status(1, "Rejected"); course.RunUntil(Monday.AddHours(31)); break;
            case "loss reason asked": course.See(new Observed.Deal(Monday.AddHours(1), Deal with { IsClosed = true })); course.RunUntil(Monday.AddHours(31)); break;
            case "reason escalated": course.Status(1, "Rejected"); course.RunUntil(Monday.AddHours(79)); break;
            case "outcome asked": course.Touch(1); course.RunUntil(Monday.AddHours(343)); break;
        }

        var task = course.Asks.Select(ask => ask.Kind).OfType<AskKind.Activity>().Last(made => made.Object == "Task").Values;
        Assert.Equal((subject, owner), (task["Subject"].Text, task["OwnerId"].Text));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whom_the_roster_does_not_know_cannot_be_told_and_that_is_said(bool hasManager)
    {
        var terms = Terms with { FollowUp = Terms.FollowUp with { ReassignAfter = null, Escalation = [new EscalationStep(BusinessDuration.OfHours(1), EscalationStep.Manager)] } };
        var course = Course.Delivered(terms, Staff.Change("Ana", ana => ana with { Manager = hasManager ? "Nobody" : null })).RunUntil(Monday.AddHours(5));

        Assert.Equal(hasManager ? "Nobody" : "manager", course.Log.Single(one => one.Kind == HandoffEventKind.Escalated).Detail);
        Assert.Equal(HandoffProblems.UnknownPerson, course.Problems.Single().Code);
        Assert.StartsWith(hasManager ? "Nobody is to be told" : "The owner's manager is to be told", course.Problems.Single().What, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_agreed_steps_the_manager_hears_of_a_missing_answer_and_reason()
    {
        var terms = Terms with { FollowUp = Terms.FollowUp with { ReassignAfter = null, Escalation = [] } };
        var silent = Course.Delivered(terms).RunUntil(Monday.AddHours(103));
        var returned = Course.Delivered(terms);
        returned.Status(1, "Rejected");
        returned.RunUntil(Monday.AddHours(79));

        Assert.Equal(("answer", "Max"), (silent.Log[^1].Reason, silent.Log[^1].Detail));
        Assert.Equal(("reason", "Max"), (returned.Log[^1].Reason, returned.Log[^1].Detail));
    }

    [Theory]
    [InlineData(4, false)] // In the very moment in which the limit ends the touch is in time.
    [InlineData(4.01, true)]
    public void A_touch_upon_the_limit_is_in_time(double hours, bool breached)
    {
        var course = Course.Delivered();

        course.Touch(hours);

        Assert.Equal(breached, course.Handoff.BreachedAt is not null);
    }

    [Theory]
    [InlineData(TimerKind.AskAnswer, 55, 79)]
    [InlineData(TimerKind.GiveUp, 175, 199)]
    public void An_answer_is_owed_from_the_delivery_and_where_that_is_not_known_from_the_sending(TimerKind kind, double sending, double delivery)
    {
        var terms = Terms with { FollowUp = Terms.FollowUp with { GiveUpAfter = BusinessDuration.OfDays(5) } };
        DateTimeOffset Due(Course course) => course.Timers.First(timer => timer.Kind == kind).DueAt;
        var late = new Course(terms);
        Assert.Equal(Monday.AddHours(sending), Due(late));

        late.See(new Observed.Delivered(Monday.AddDays(1), Lead));

        Assert.Equal(Monday.AddHours(delivery), Due(late));
    }

    [Fact]
    public void A_return_or_loss_after_an_earlier_return_is_asked_for_its_reason_anew()
    {
        string Asked(Course course) => string.Join(", ", course.Log.Where(one => one.Kind == HandoffEventKind.AnswerMissing).Select(one => one.Reason));
        Course Returned()
        {
            var course = Course.Delivered();
            course.Status(1, "Rejected");
            course.RunUntil(Monday.AddHours(31));
            course.Status(32, "Accepted");
            return course;
        }
        var again = Returned();
        again.Status(33, "Rejected");
        var lost = Returned();
        lost.See(new Observed.Deal(Monday.AddHours(33), Deal with { CreatedAt = Monday.AddHours(32.5), IsClosed = true }));

        Assert.Equal("reason, reason", Asked(again.RunUntil(Monday.AddHours(55))));
        Assert.Equal("reason, loss reason", Asked(lost.RunUntil(Monday.AddHours(55))));
    }

    [Theory]
    [InlineData(4, true)] // Told in the very moment in which the limit ends, of a touch that claims to be later.
    [InlineData(3.99, false)]
    public void A_touch_that_claims_to_be_late_breaches_once_the_limit_is_here(double now, bool breached)
    {
        var course = Course.Delivered();

        course.See(new Observed.Touched(Monday.AddHours(5), "t", "call", true), Monday.AddHours(now));

        Assert.Equal(breached, course.Handoff.BreachedAt is not null);
    }

    [Fact]
    public void The_first_breach_stays_the_breach_of_the_handoff()
    {
        var course = Course.Delivered().RunUntil(Monday.AddDays(3));

        Assert.True(course.Log.Count(one => one is { Kind: HandoffEventKind.Breached, Reason: "first-touch" }) > 1);
        Assert.Equal(Monday.AddHours(4), course.Handoff.BreachedAt);
    }

    [Fact]
    public void Where_an_owner_has_no_calendar_of_his_own_or_one_that_is_gone_the_teams_counts()
    {
        var nights = Staff.Calendars.Add("late", Core.Tests.Calendars.BusinessTimeTests.Office("late", "Europe/Berlin", 15, 23));
        var terms = Terms with { FollowUp = Terms.FollowUp with { FirstTouch = BusinessDuration.OfHours(8) } };
        DateTimeOffset Due(string? calendar) => new Course(terms, roster: Staff with { Reps = [Staff.Reps[0] with { Calendar = calendar }], Calendars = nights }).Timers.Single(timer => timer.Kind == TimerKind.FirstTouchDue).DueAt;

        Assert.Equal(Monday.AddHours(24), Due(null)); // Seven hours today, one tomorrow.
        Assert.Equal(Monday.AddHours(24), Due("gone"));
        Assert.Equal(Monday.AddHours(13), Due("late")); // From three in the afternoon until eleven.
    }

    [Fact]
    public void In_wall_time_a_day_is_a_day()
    {
        var course = new Course(Terms with { FollowUp = Terms.FollowUp with { AttemptsWithin = BusinessDuration.OfDays(10), AskEvery = BusinessDuration.OfHours(5) } }, Staff with { Calendars = Staff.Calendars.Clear() });

        Assert.Equal(Monday.AddDays(10), course.Timers.Single(timer => timer.Kind == TimerKind.AttemptsDue).DueAt);
        Assert.Equal([Monday.AddDays(2), Monday.AddDays(2).AddHours(5)], course.Timers.Where(timer => timer.Kind == TimerKind.AskAnswer).Select(timer => timer.DueAt));
    }

    private const string Ana = "005A00000000001AAA";
    private const string Max = "005A00000000003AAA";
    private const string Vera = "005A00000000004AAA";
    private static readonly RecordKey Lead = new(SystemName.Salesforce, "Contact", "003000000000001AAA");
    private static readonly Opportunity Deal = new(new RecordKey(SystemName.Salesforce, "Opportunity", "006000000000001AAA"), Monday.AddHours(1), "Prospecting", 1, "EUR", false, false, null, null);
}
