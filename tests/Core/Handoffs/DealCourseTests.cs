using Integration.Core.Clocks;
using Integration.Core.Handoffs;
using Integration.Core.Records;
using Integration.Core.Stages;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Handoffs;

/// <summary>What a conversion and a deal make of a handoff on its way.</summary>
public sealed class DealCourseTests
{
    private static readonly RecordKey Contact = new(SystemName.Salesforce, "Contact", "003000000000001AAA");
    private static readonly RecordKey First = new(SystemName.Salesforce, "Opportunity", "006000000000001AAA");
    private static readonly RecordKey Second = First with { Id = "006000000000002AAA" };
    private static readonly Opportunity Open = new(First, Monday.AddDays(3), "Prospecting", 25_000, "EUR", false, false, null, null);

    [Theory]
    [InlineData(-1, false)] // Who was a Contact when he was sent was not converted by this.
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void A_conversion_counts_from_the_moment_of_the_sending_and_accepts(int seconds, bool counts)
    {
        var course = Course.Delivered();

        course.See(new Observed.Converted(Monday.AddSeconds(seconds), Contact));

        Assert.Equal(counts ? HandoffState.Converted : HandoffState.Delivered, course.State);
        Assert.Equal(counts ? Monday.AddSeconds(seconds) : null, course.Handoff.AcceptedAt);
        Assert.Equal(counts, course.Handoff.AcceptedImplicitly);
        if (counts) Assert.EndsWith("AcceptedImplicitly Converted", course.Told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whom_sales_turned_down_and_converts_or_sells_to_after_all_was_taken_after_all(bool isDeal)
    {
        foreach (var taken in (bool[])[false, true])
        {
            var course = Course.Delivered();
            if (taken) course.Status(1, "Accepted");
            course.Status(2, "Rejected");
            Assert.Contains(course.Timers, timer => timer.Kind == TimerKind.AskReason);

            course.See(isDeal ? new Observed.Deal(Monday.AddDays(3), Open) : new Observed.Converted(Monday.AddHours(2), Contact));

            Assert.Equal((HandoffState.Converted, null, null), (course.State, course.Handoff.ReturnedAt, course.Handoff.Reason));
            Assert.DoesNotContain(course.Timers, timer => timer.Kind == TimerKind.AskReason);
        }
    }

    /// <summary>What decides is when a thing happened, not when it was heard: the deal or conversion of before sales' no does not take it back.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_no_that_came_after_a_deal_or_conversion_stands_in_whatever_order_the_two_are_heard(bool isDeal)
    {
        var early = Monday.AddHours(1);
        Observed deed = isDeal ? new Observed.Deal(early, Open with { CreatedAt = early }) : new Observed.Converted(early, Contact);
        Course inOrder = Course.Delivered(), turned = Course.Delivered();
        inOrder.See(deed);
        inOrder.Status(2, "Rejected");
        turned.Status(2, "Rejected");

        turned.See(deed);

        Assert.Equal(HandoffState.Recycled, inOrder.State);
        Assert.Equal((inOrder.State, inOrder.Handoff.ReturnedAt, inOrder.Handoff.ConvertedAt), (turned.State, turned.Handoff.ReturnedAt, turned.Handoff.ConvertedAt));
    }

    [Fact]
    public void A_deal_accepts_at_the_time_at_which_it_was_made_and_stands_for_the_conversion()
    {
        var course = Course.Delivered();

        course.See(new Observed.Deal(Monday.AddDays(5), Open));

        Assert.Equal((Monday.AddDays(3), Monday.AddDays(3)), (course.Handoff.AcceptedAt, course.Handoff.ConvertedAt));
        Assert.EndsWith("AcceptedImplicitly OpportunityCreated OpportunityLinked", course.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void The_conversion_stays_where_it_was_when_a_deal_follows()
    {
        var course = Course.Delivered();
        course.See(new Observed.Converted(Monday.AddDays(2), Contact));

        course.See(new Observed.Deal(Monday.AddDays(5), Open));

        Assert.Equal(Monday.AddDays(2), course.Handoff.ConvertedAt);
        Assert.Single(course.Log, one => one.Kind == HandoffEventKind.AcceptedImplicitly);
    }

    [Theory]
    [InlineData(true, "Salesforce/Opportunity/006000000000001AAA; inferred")]
    [InlineData(false, "Salesforce/Opportunity/006000000000001AAA")]
    public void A_deal_that_was_only_inferred_says_so(bool inferred, string detail)
    {
        var course = Course.Delivered();

        course.See(new Observed.Deal(Monday.AddDays(5), Open with { Inferred = inferred }));

        Assert.Equal(detail, course.Log.Single(one => one.Kind == HandoffEventKind.OpportunityLinked).Detail);
    }

    [Theory]
    [InlineData("stage", true)]
    [InlineData("amount", true)]
    [InlineData("closed", true)]
    [InlineData("competitor", false)]
    public void What_matters_of_a_deal_is_its_stage_its_amount_and_its_end(string what, bool told)
    {
        var course = Course.Delivered();
        course.See(new Observed.Deal(Monday.AddDays(3), Open));

        course.See(new Observed.Deal(Monday.AddDays(4), what switch
        {
            "stage" => Open with { Stage = "Negotiation" },
            "amount" => Open with { Amount = 30_000 },
            "closed" => Open with { IsClosed = true },
            _ => Open with { Competitor = "Initech" },
        }));

        Assert.Equal(told ? 1 : 0, course.Log.Count(one => one.Kind == HandoffEventKind.StageChanged));
        Assert.Equal(what == "competitor" ? "Initech" : null, course.Handoff.Opportunities.Single().Competitor);
    }

    [Fact]
    public void A_deal_belongs_from_the_second_of_the_sending_and_an_old_one_never_though_another_does()
    {
        var same = Course.Delivered();
        same.See(new Observed.Deal(Monday.AddDays(1), Open with { CreatedAt = Monday }));
        Assert.Single(same.Handoff.Opportunities);
        Assert.Equal(Monday, same.Handoff.AcceptedAt); // At the time at which it was made, not at that of the look.

        var old = Course.Delivered();
        old.See(new Observed.Deal(Monday.AddDays(4), Open));
        old.See(new Observed.Deal(Monday.AddDays(5), Open with { Key = Second, CreatedAt = Monday.AddDays(-30), IsClosed = true, IsWon = true }));
        Assert.Equal((HandoffState.Converted, First), (old.State, old.Handoff.Opportunities.Single().Key));
    }

    [Fact]
    public void Another_sight_of_the_same_second_is_taken_in()
    {
        var course = Course.Delivered();
        course.See(new Observed.Deal(Monday.AddDays(4), Open));

        course.See(new Observed.Deal(Monday.AddDays(4), Open with { Stage = "Negotiation" }));

        Assert.Equal("Negotiation", course.Handoff.Opportunities.Single().Stage);
    }

    [Fact]
    public void Deals_stand_by_key_whichever_was_seen_first()
    {
        var course = Course.Delivered();
        course.See(new Observed.Deal(Monday.AddDays(4), Open with { Key = Second }));
        course.See(new Observed.Deal(Monday.AddDays(4), Open));

        Assert.Equal([First, Second], course.Handoff.Opportunities.Select(deal => deal.Key));
    }

    [Fact]
    public void As_long_as_one_loss_is_not_told_whole_the_handoff_stays_open()
    {
        var course = Course.Delivered();
        course.See(new Observed.Deal(Monday.AddDays(4), Open with { Key = Second, IsClosed = true }));
        course.See(new Observed.Deal(Monday.AddDays(5), Open with { IsClosed = true, Reason = "price", Competitor = "none" }));
        Assert.Equal((HandoffState.Lost, true), (course.State, course.Handoff.IsOpen));

        course.See(new Observed.Deal(Monday.AddDays(6), Open with { Key = Second, IsClosed = true, Reason = "budget", Competitor = "Initech" }));

        Assert.False(course.Handoff.IsOpen);
    }

    [Fact]
    public void A_no_to_a_person_whose_deal_was_lost_changes_nothing()
    {
        var course = Course.Delivered();
        course.See(new Observed.Deal(Monday.AddDays(4), Open with { IsClosed = true }));

        course.See(new Observed.Answer(Monday.AddDays(5), Core.Agreements.StatusMeaning.Rejected));

        Assert.Equal((HandoffState.Lost, 0, null), (course.State, course.Handoff.Returns, course.Handoff.ReturnedAt));
    }

    [Fact]
    public void A_conversion_that_is_heard_of_after_a_loss_is_no_new_chance()
    {
        var course = Course.Delivered();
        course.See(new Observed.Deal(Monday.AddDays(4), Open with { IsClosed = true }));

        course.See(new Observed.Converted(Monday.AddDays(5), Contact));

        Assert.Equal(HandoffState.Lost, course.State);
    }

    [Fact]
    public void What_sales_did_is_told_as_sales_deed_with_the_deal_as_it_was()
    {
        var course = Course.Delivered();
        course.See(new Observed.Deal(Monday.AddDays(4), Open with { IsClosed = true, Reason = "price", Competitor = "none" }));

        var lost = course.Log.Single(one => one.Kind == HandoffEventKind.Lost);
        Assert.Equal((TeamSide.Sales, "price", 25_000m, "EUR", Monday.AddDays(4)), (lost.By, lost.Reason, lost.Amount, lost.Currency, lost.At));
        Assert.Equal(("price", Monday.AddDays(4), Monday.AddDays(4)), (course.Handoff.Reason, course.Handoff.ReturnedAt, course.Handoff.EndedAt));
    }
}
