using Integration.Core.Handoffs;
using Integration.Core.Records;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Handoffs;

public sealed class DealTests
{
    private static readonly Opportunity Open = new(new RecordKey(SystemName.Salesforce, "Opportunity", "006000000000001AAA"), Monday.AddDays(3), "Prospecting", 25_000, "EUR", false, false, null, null);

    [Fact]
    public void One_deal_won_among_several_lost_wins_the_handoff()
    {
        var course = Course.Delivered();
        course.See(new Observed.Deal(Monday.AddDays(4), Open));
        course.See(new Observed.Deal(Monday.AddDays(5), Open with { IsClosed = true, Key = Open.Key with { Id = "006000000000002AAA" } }));
        Assert.Equal(HandoffState.Converted, course.State);

        course.See(new Observed.Deal(Monday.AddDays(6), Open with { IsClosed = true, IsWon = true }));

        Assert.Equal((HandoffState.Won, false), (course.State, course.Handoff.IsOpen));
    }

    [Fact]
    public void An_older_sight_of_a_deal_that_comes_late_changes_nothing()
    {
        var course = Course.Delivered();
        course.See(new Observed.Deal(Monday.AddDays(5), Open with { Stage = "Negotiation" }));
        var before = course.Handoff;

        course.See(new Observed.Deal(Monday.AddDays(4), Open));

        Assert.Same(before, course.Handoff);
    }

    [Fact]
    public void A_lost_deal_waits_for_reason_and_competitor()
    {
        var course = Course.Delivered();
        var lost = Open with { IsClosed = true, Stage = "Closed Lost" };
        course.See(new Observed.Deal(Monday.AddDays(9), lost));
        Assert.Equal((HandoffState.Lost, true), (course.State, course.Handoff.IsOpen));
        course.See(new Observed.Deal(Monday.AddDays(9), lost with { Reason = "price" }));
        Assert.True(course.Handoff.IsOpen);
        course.See(new Observed.Deal(Monday.AddDays(10), lost with { Reason = "price", Competitor = "none" }));

        Assert.Equal(("price", false), (course.Handoff.Reason, course.Handoff.IsOpen));
        Assert.Equal(1, course.Log.Count(one => one.Kind == HandoffEventKind.Lost));
    }

    [Fact]
    public void A_lost_deal_that_is_opened_again_and_won_is_won()
    {
        var lost = Open with { IsClosed = true, Reason = "price", Competitor = "none" };
        var open = Course.Delivered();
        open.See(new Observed.Deal(Monday.AddDays(9), lost with { Reason = null }));
        open.See(new Observed.Deal(Monday.AddDays(10), Open));
        Assert.Equal(HandoffState.Converted, open.State);

        var closed = Course.Delivered();
        closed.See(new Observed.Deal(Monday.AddDays(9), lost));
        closed.See(new Observed.Deal(Monday.AddDays(20), lost with { IsWon = true }));
        Assert.Equal((HandoffState.Won, false), (closed.State, closed.Handoff.IsOpen));
        Assert.Equal("after the end", closed.Log[^1].Detail!.Split("; ")[1]);
    }

    [Fact]
    public void An_old_deal_of_the_person_is_none_of_this_handoff()
    {
        var course = Course.Delivered();

        course.See(new Observed.Deal(Monday.AddDays(1), Open with { CreatedAt = Monday.AddDays(-30), IsClosed = true, IsWon = true }));

        Assert.Equal(HandoffState.Delivered, course.State);
    }
}
