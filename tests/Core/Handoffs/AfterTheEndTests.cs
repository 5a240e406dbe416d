using Integration.Core.Handoffs;
using Integration.Core.Records;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Handoffs;

/// <summary>What is seen of a handoff that is closed; it is never opened again.</summary>
public sealed class AfterTheEndTests
{
    private static readonly RecordKey First = new(SystemName.Salesforce, "Opportunity", "006000000000001AAA");
    private static readonly RecordKey Second = First with { Id = "006000000000002AAA" };
    private static readonly Opportunity Lost = new(First, Monday.AddDays(3), "Closed Lost", 25_000, "EUR", true, false, "price", "none");
    private static readonly Opportunity Won = Lost with { Stage = "Closed Won", IsWon = true, Reason = null };
    private static readonly Opportunity Open = Lost with { Stage = "Negotiation", IsClosed = false, Reason = null };

    public static TheoryData<string, Opportunity, HandoffState, string> Deals => new()
    {
        // ended as      seen then                            ends as               told
        { "lost", Won, HandoffState.Won, "Won" },
        { "won", Lost, HandoffState.Lost, "Lost" },
        { "lost", Open, HandoffState.Lost, "StageChanged" }, // Negotiated again; it counts once it ends.
        { "lost", Lost with { Amount = 1 }, HandoffState.Lost, "StageChanged" },
        { "lost", Open with { Key = Second }, HandoffState.Lost, "OpportunityLinked StageChanged" },
        { "lost", Won with { Key = Second }, HandoffState.Won, "OpportunityLinked Won" },
        { "lost", Lost with { Key = Second }, HandoffState.Lost, "OpportunityLinked Lost" },
        { "rejected", Open, HandoffState.Rejected, "OpportunityLinked StageChanged" },
        { "rejected", Won, HandoffState.Rejected, "OpportunityLinked Won" }, // Sales gave the person back; the money is told all the same.
        { "rejected", Won with { CreatedAt = Monday.AddDays(-1) }, HandoffState.Rejected, "" },
    };

    [Theory]
    [MemberData(nameof(Deals))]
    public void Money_that_comes_after_the_end_still_came_of_the_handoff(string ended, Opportunity deal, HandoffState state, string told)
    {
        var course = Ended(ended);
        var before = course.Log.Count;

        course.See(new Observed.Deal(Monday.AddDays(30), deal));

        Assert.Equal((state, false), (course.State, course.Handoff.IsOpen));
        var events = course.Log.Skip(before).ToList();
        Assert.Equal(told, string.Join(' ', events.Select(one => one.Kind)));
        Assert.All(events, one => Assert.Equal($"{deal.Key}; after the end", one.Detail));
        if (told.Length == 0) return;
        Assert.Equal(told.StartsWith("OpportunityLinked", StringComparison.Ordinal) ? deal.CreatedAt : Monday.AddDays(30), events[0].At);
        Assert.Equal(ended != "rejected" && told.EndsWith(state.ToString(), StringComparison.Ordinal) ? Monday.AddDays(30) : course.Handoff.EndedAt, course.Handoff.EndedAt);
        var after = course.Handoff;
        course.See(new Observed.Deal(Monday.AddDays(30), deal));
        Assert.Same(after, course.Handoff);
    }

    [Fact]
    public void A_deal_that_is_opened_again_and_lost_again_is_told_as_lost_again()
    {
        var course = Ended("lost");
        course.See(new Observed.Deal(Monday.AddDays(30), Open));

        course.See(new Observed.Deal(Monday.AddDays(40), Lost));

        Assert.Equal((HandoffEventKind.Lost, Monday.AddDays(40)), (course.Log[^1].Kind, course.Handoff.EndedAt!.Value));
    }

    [Fact]
    public void The_pair_moves_with_a_merge_which_the_log_says_and_nobody_is_told()
    {
        var course = Ended("rejected");
        var (told, asks, into) = (course.Told, course.Asks.Count, new Guid(77, 0, 0, new byte[8]));

        course.See(new Observed.Merged(Monday.AddDays(30), into, Yields: false));

        Assert.Equal((into, $"{told} Moved", HandoffState.Rejected), (course.Handoff.PairId, course.Told, course.State));
        Assert.Equal(asks, course.Asks.Count);
        var after = course.Handoff;
        course.See(new Observed.Merged(Monday.AddDays(30), into, Yields: false));
        Assert.Same(after, course.Handoff);
    }

    [Fact]
    public void An_erasure_forgets_why_and_a_deletion_does_not()
    {
        var course = Ended("rejected");
        course.See(new Observed.PersonGone(Monday.AddDays(30), GoneHow.Deleted));
        Assert.NotNull(course.Handoff.Why);

        course.See(new Observed.PersonGone(Monday.AddDays(30), GoneHow.Erased));

        Assert.Null(course.Handoff.Why);
        var after = course.Handoff;
        course.See(new Observed.PersonGone(Monday.AddDays(31), GoneHow.Erased));
        Assert.Same(after, course.Handoff);
    }

    [Fact]
    public void A_status_that_says_nothing_yet_is_no_answer_after_the_end_either()
    {
        var course = Ended("rejected");

        course.See(new Observed.Answer(Monday.AddDays(30), Core.Agreements.StatusMeaning.Open));

        Assert.Empty(course.Problems);
    }

    private static Course Ended(string how)
    {
        var course = Course.Delivered();
        if (how == "rejected") course.Status(1, "Rejected", "bad-timing");
        else course.See(new Observed.Deal(Monday.AddDays(9), how == "won" ? Won : Lost));
        Assert.False(course.Handoff.IsOpen);
        return course;
    }
}
