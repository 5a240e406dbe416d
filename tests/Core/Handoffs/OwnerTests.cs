using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Clocks;
using Integration.Core.Handoffs;
using Integration.Core.Routing;
using Integration.Core.Stages;
using Integration.Core.Tests.Agreements;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Handoffs;

/// <summary>Ana has it; who has it next.</summary>
public sealed class OwnerTests
{
    private const string Ana = "005A00000000001AAA";
    private const string Vera = "005A00000000004AAA";

    [Theory]
    // delivered   seconds   owner    is believed
    [InlineData(true, 60, Vera, true)]
    [InlineData(true, 60, Ana, false)]
    [InlineData(true, 0, Vera, false)] // Who had it when it was sent is no change.
    [InlineData(true, -60, Vera, false)]
    [InlineData(false, 60, Vera, false)] // Until Salesforce has what we sent, it still shows the owner from before.
    public void An_owner_chosen_in_Salesforce_since_the_sending_is_believed(bool delivered, int seconds, string owner, bool believed)
    {
        var course = delivered ? Course.Delivered() : new Course();
        var before = course.Handoff;

        course.See(new Observed.OwnedBy(Monday.AddSeconds(seconds), owner));

        if (!believed) Assert.Same(before, course.Handoff);
        else
        {
            Assert.Equal(new Owner("Vera", Vera, null, "emea", Monday.AddSeconds(seconds)), course.Handoff.Owner);
            Assert.Equal((HandoffEventKind.Reassigned, TeamSide.Sales, "Vera"), (course.Log[^1].Kind, course.Log[^1].By, course.Log[^1].Owner));
        }
    }

    [Fact]
    public void An_owner_whom_the_roster_does_not_know_goes_by_his_id()
    {
        var course = Course.Delivered();

        course.See(new Observed.OwnedBy(Monday.AddHours(1), "005X00000000009AAA"));

        Assert.Equal(new Owner("005X00000000009AAA", "005X00000000009AAA", null, "emea", Monday.AddHours(1)), course.Handoff.Owner);
    }

    [Fact]
    public void A_rep_is_timed_by_his_own_calendar()
    {
        var roster = Staff.Change("Ana", ana => ana with { Calendar = "night" });

        Assert.Equal("night", new Course(roster: roster).Handoff.Owner!.Calendar);
        Assert.Equal("emea", new Course().Handoff.Owner!.Calendar);
    }

    [Fact]
    public void Who_takes_over_gets_the_record_a_task_and_the_turn()
    {
        var course = Course.Delivered();
        var asked = course.Asks.Count;

        var step = course.See(new Observed.OwnerGone(Monday.AddHours(1), Ana));

        Assert.Equal(("Ben", Monday.AddHours(1).AddSeconds(5)), (course.Handoff.Owner!.Name, course.Handoff.Owner.Since));
        Assert.Contains("emea", step.Turns.Keys);
        var task = course.Asks.Skip(asked).Select(ask => ask.Kind).OfType<AskKind.Activity>().Single(made => made.Object == "Task");
        Assert.Equal((course.Handoff.Owner.SalesforceId, "New lead from marketing", course.Handoff.Why), (task.Values["OwnerId"].Text, task.Values["Subject"].Text, task.Values["Description"].Text));
        Assert.StartsWith("owner deactivated; ", course.Log.Last(one => one.Kind == HandoffEventKind.Reassigned).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void When_somebody_else_is_gone_nothing_changes()
    {
        var course = Course.Delivered();
        var before = course.Handoff;

        course.See(new Observed.OwnerGone(Monday.AddHours(1), Vera));

        Assert.Same(before, course.Handoff);
    }

    [Fact]
    public void With_nobody_else_there_it_stays_where_it_is_and_that_is_said()
    {
        var course = Course.Delivered();
        course.Context = course.Context with { Roster = Staff.Change("Ben", ben => ben with { Active = false }) };

        course.See(new Observed.OwnerGone(Monday.AddHours(1), Ana));

        Assert.Equal(("Ana", 1), (course.Handoff.Owner!.Name, course.Handoff.Spell));
        Assert.Equal(HandoffProblems.NobodyThere, course.Problems.Single().Code);
        Assert.Contains("Ben: deactivated", course.Problems.Single().What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_finds_nobody_else_escalates_and_counts_no_reassignment()
    {
        var course = Course.Delivered();
        course.Context = course.Context with { Roster = Staff.Change("Ben", ben => ben with { Active = false }) };

        course.RunUntil(Monday.AddDays(3));

        Assert.Equal(("Ana", 0), (course.Handoff.Owner!.Name, course.Handoff.ReassignedByClock));
        Assert.Contains(course.Log, one => one is { Kind: HandoffEventKind.Escalated, Detail: "nobody else can take it" });
    }

    [Fact]
    public void A_clock_that_finds_somebody_counts_it()
    {
        var course = Course.Delivered().RunUntil(Monday.AddDays(1));

        Assert.Equal(("Ben", 1), (course.Handoff.Owner!.Name, course.Handoff.ReassignedByClock));
    }

    [Fact]
    public void Why_nobody_was_found_names_each_who_was_passed_over_or_the_step_alone()
    {
        var route = new Route.ToNobody { Step = "nobody" };

        Assert.Equal("nobody", Owners.Told(route));
        Assert.Equal("nobody (Ana: away; Ben: full)", Owners.Told(route with { Skipped = [new Skipped("Ana", "away"), new Skipped("Ben", "full")] }));
    }

    [Fact]
    public void Of_equally_far_handoffs_the_one_sent_first_goes_on_then_the_lower_id()
    {
        var one = new Course().Handoff;
        var later = one with { Id = new Guid(0, 0, 1, new byte[8]), SentAt = Monday.AddHours(1) };
        var held = one with { State = HandoffState.Held, SentAt = null };
        var lower = one with { Id = new Guid(0, 0, 2, new byte[8]) };

        Assert.Same(one, Merging.GoesOn(later, one));
        Assert.Same(one, Merging.GoesOn(one, later));
        Assert.Same(one, Merging.GoesOn(held, one));
        Assert.Same(lower, Merging.GoesOn(one, lower));
        Assert.Same(lower, Merging.GoesOn(lower, one));
        var waiting = held with { Id = lower.Id };
        Assert.Same(waiting, Merging.GoesOn(held, waiting));
        var timed = later with { State = HandoffState.Held };
        Assert.Same(timed, Merging.GoesOn(held, timed)); // Who has no time yet comes after who has.
        Assert.Same(held, Merging.GoesOn(one with { State = HandoffState.Withdrawn }, held)); // What was taken back goes nowhere.
    }
}
