using Integration.Core.Agreements;
using Integration.Core.Handoffs;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Handoffs;

public sealed class TouchTests
{
    [Theory]
    [InlineData(59, 1)]
    [InlineData(60, 2)] // As far apart as the spacing asks is far enough.
    [InlineData(61, 2)]
    public void Touches_closer_than_the_spacing_are_one_attempt(int minutes, int attempts) =>
        Assert.Equal(attempts, Touches.Attempts([new Touch("1", Monday, "call", null), new Touch("2", Monday.AddMinutes(minutes), "call", null)], TimeSpan.FromHours(1)));

    [Fact]
    public void The_spacing_is_counted_from_the_touch_that_counted() =>
        Assert.Equal(2, Touches.Attempts([.. new[] { 0, 40, 80, 110 }.Select(minute => new Touch($"{minute}", Monday.AddMinutes(minute), "call", null))], TimeSpan.FromHours(1)));

    [Fact]
    public void A_touch_in_the_second_of_the_sending_counts()
    {
        var course = Course.Delivered();

        course.Touch(0);

        Assert.Equal(Monday, course.Handoff.FirstTouchAt);
    }

    [Fact]
    public void The_hundredth_touch_is_kept_and_the_next_one_changes_nothing()
    {
        var course = Course.Delivered();
        for (var touch = 1; touch <= Handoff.TouchesMax + 5; touch++) course.Touch(touch);

        Assert.Equal(100, course.Handoff.Touches.Length);
    }

    [Fact]
    public void Only_the_first_touch_is_told_as_first_and_one_that_was_earlier_says_so()
    {
        var course = Course.Delivered();
        course.Touch(3);
        course.Touch(5);
        course.Touch(3);
        course.Touch(1);

        var told = course.Log.Where(one => one.Kind == HandoffEventKind.FirstTouch).Select(one => (one.At, one.Detail, one.By, one.Reason));
        Assert.Equal([(Monday.AddHours(3), null, TeamSideOfSales, "call"), (Monday.AddHours(1), "earlier than known before", TeamSideOfSales, "call")], told);
        Assert.Equal(["t4", "t1", "t3", "t2"], course.Handoff.Touches.Select(touch => touch.Id)); // By time, then by id: whatever came first.
    }

    [Theory]
    // touched, returned at 2    counts
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)] // While sales had said no, no touch was owed.
    public void Before_the_no_a_touch_counts_and_after_it_none(int hours, bool counts)
    {
        foreach (var taken in (bool[])[false, true])
        {
            var course = Course.Delivered(Terms with { FollowUp = Terms.FollowUp with { Implicit = ImplicitAcceptance.None } });
            if (taken) course.Status(1, "Accepted");
            course.Status(2, "Rejected");

            course.Touch(hours);

            Assert.Equal(counts, course.Handoff.FirstTouchAt is not null);
        }
    }

    [Fact]
    public void A_touch_from_before_the_no_does_not_take_the_person_after_all()
    {
        var course = Course.Delivered();
        course.Status(2, "Rejected");

        course.Touch(1);

        Assert.Equal((HandoffState.Rejected, null), (course.State, course.Handoff.AcceptedAt));
    }

    [Fact]
    public void Where_only_a_word_accepts_a_touch_does_not()
    {
        var course = Course.Delivered(Terms with { FollowUp = Terms.FollowUp with { Implicit = ImplicitAcceptance.None } });

        course.Touch(1);

        Assert.Equal((HandoffState.Delivered, null, "Qualified Sent Delivered FirstTouch Attempt"), (course.State, course.Handoff.AcceptedAt, course.Told));
    }

    private static Core.Stages.TeamSide? TeamSideOfSales => Core.Stages.TeamSide.Sales;
}
