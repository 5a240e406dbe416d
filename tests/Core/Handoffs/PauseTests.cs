using Integration.Core.Clocks;
using Integration.Core.Handoffs;
using Integration.Core.Stages;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Handoffs;

/// <summary>The first touch is due at 13:00, four hours after the sending.</summary>
public sealed class PauseTests
{
    [Theory]
    [InlineData(-0.1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(3.9, true)]
    [InlineData(4, false)] // What has been missed cannot be stopped.
    [InlineData(5, false)]
    public void The_clock_may_stand_still_from_the_sending_until_it_has_run_out(double hours, bool stands)
    {
        var course = Paused(hours);

        Assert.Equal(stands, course.Handoff.Pauses.Length == 1);
        if (stands) Assert.Equal((HandoffEventKind.Paused, TeamSide.Sales, "asked to wait", Monday.AddHours(hours)), (course.Log[^1].Kind, course.Log[^1].By, course.Log[^1].Reason, course.Log[^1].At));
    }

    [Fact]
    public void It_stands_still_as_long_as_is_agreed_and_goes_on_by_itself()
    {
        var course = Paused(1);
        Assert.Equal(new Pause("asked to wait", Monday.AddHours(1), Monday.AddHours(1).AddDays(14), Ended: false), course.Handoff.Pauses.Single());

        course.RunUntil(Monday.AddDays(14).AddHours(1));

        Assert.Equal((HandoffEventKind.Resumed, null, Monday.AddHours(1).AddDays(14)), (course.Log[^1].Kind, course.Log[^1].By, course.Log[^1].At));
        Assert.True(course.Handoff.Pauses.Single().Ended);
    }

    [Fact]
    public void After_a_touch_there_is_nothing_to_stop()
    {
        var course = Course.Delivered();
        course.Touch(1);

        course.See(new Observed.PauseAsked(Monday.AddHours(2), "asked to wait"));

        Assert.Empty(course.Handoff.Pauses);
    }

    [Fact]
    public void What_stands_still_is_not_stopped_again()
    {
        var course = Paused(1);
        var before = course.Handoff;

        course.See(new Observed.PauseAsked(Monday.AddHours(2), "asked to wait"));
        course.See(new Observed.PauseAsked(Monday.AddHours(1), "asked to wait"));

        Assert.Same(before, course.Handoff);
    }

    [Fact]
    public void A_pause_that_ended_in_the_moment_in_which_it_began_is_heard_again_without_a_second_one()
    {
        var course = Paused(2);
        course.See(new Observed.ResumeAsked(Monday.AddHours(2)));

        course.See(new Observed.PauseAsked(Monday.AddHours(2), "asked to wait"));

        Assert.Single(course.Handoff.Pauses);
    }

    [Theory]
    [InlineData(2, false)] // Heard again, or of late: it was standing still then.
    [InlineData(2.9, false)]
    [InlineData(3, true)]
    [InlineData(3.1, true)]
    public void After_a_pause_the_next_one_may_begin_where_it_ended(double hours, bool stands)
    {
        var course = Paused(2);
        course.See(new Observed.ResumeAsked(Monday.AddHours(3)));

        course.See(new Observed.PauseAsked(Monday.AddHours(hours), "asked to wait"));

        Assert.Equal(stands ? 2 : 1, course.Handoff.Pauses.Length);
    }

    [Fact]
    public void A_pause_for_another_reason_stops_nothing_and_says_what_is_agreed()
    {
        var course = Course.Delivered();

        course.See(new Observed.PauseAsked(Monday.AddHours(1), "football"));

        Assert.Empty(course.Handoff.Pauses);
        Assert.Equal(HandoffProblems.PauseNotAgreed, course.Problems.Single().Code);
        Assert.Contains("asked to wait", course.Problems.Single().Mend, StringComparison.Ordinal);
    }

    [Theory]
    // resumed at   ends at (null = it does not)
    [InlineData(0.5, null)] // From before it began: an older word, heard of late.
    [InlineData(1, 1.0)]
    [InlineData(2, 2.0)]
    [InlineData(1000, 337.0)] // Fourteen days after it began it had ended by itself.
    public void It_goes_on_when_asked_and_never_later_than_agreed(double hours, double? ends)
    {
        var course = Paused(1);

        course.See(new Observed.ResumeAsked(Monday.AddHours(hours)));

        var pause = course.Handoff.Pauses.Single();
        Assert.Equal((ends is not null, Monday.AddHours(ends ?? 337)), (pause.Ended, pause.To));
        if (ends is null) return;
        Assert.Equal((Monday.AddHours(ends.Value), TeamSide.Sales), (course.Log.Last(one => one.Kind == HandoffEventKind.Resumed).At, course.Log.Last(one => one.Kind == HandoffEventKind.Resumed).By));
        var before = course.Handoff;
        course.See(new Observed.ResumeAsked(Monday.AddHours(hours + 1)));
        Assert.Equal(before.Pauses, course.Handoff.Pauses);
    }

    [Fact]
    public void The_limit_moves_by_the_time_that_the_clock_stood_still()
    {
        var course = Paused(1);
        course.See(new Observed.ResumeAsked(Monday.AddHours(2)));

        Assert.Equal(Monday.AddHours(5), course.Timers.Single(timer => timer.Kind == TimerKind.FirstTouchDue).DueAt);
    }

    private static Course Paused(double hours)
    {
        var course = Course.Delivered();
        course.See(new Observed.PauseAsked(Monday.AddHours(hours), " Asked to wait"), Monday.AddHours(Math.Max(hours, 0.1)));
        return course;
    }
}
