using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Calendars;
using Integration.Core.Clocks;
using Integration.Core.Handoffs;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Core.Tests.Agreements;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Handoffs;

/// <summary>What HubSpot shows of a handoff after each step.</summary>
public sealed class FeedbackTests
{
    private static readonly Opportunity Deal = new(new RecordKey(SystemName.Salesforce, "Opportunity", "006000000000001AAA"), Monday.AddHours(2), "Prospecting", 25_000.5m, "EUR", false, false, null, null);

    public static TheoryData<string, string?, string?, string?, string?> Stages => new()
    {
        // what happened            lifecycle stage            lead status    nurture    clock
        { "sent", "marketingqualifiedlead", "NEW", null, "running" },
        { "accepted", "salesqualifiedlead", "OPEN", null, "running" },
        { "working at once", "salesqualifiedlead", "OPEN", null, "running" }, // Without a word of its own, working is told as accepted.
        { "touched", "salesqualifiedlead", "OPEN", null, "met" },
        { "paused", "marketingqualifiedlead", "NEW", null, "paused" },
        { "breached", "marketingqualifiedlead", "NEW", null, "breached" },
        { "breached and touched", "salesqualifiedlead", "OPEN", null, "breached" },
        { "rejected, reason open", "marketingqualifiedlead", "NEW", null, "running" },
        { "rejected", "lead", "NEW", "timing", null },
        { "rejected after a touch", "lead", "OPEN", "timing", "met" },
        { "rejected, no nurture", "lead", "NEW", null, null },
        { "converted", "opportunity", "NEW", null, "running" }, // A status that has no word for the state stays as it was.
        { "won", "customer", "NEW", null, null },
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public void HubSpot_shows_where_the_person_stands(string what, string? lifecycle, string? status, string? nurture, string? clock)
    {
        var course = Course.Delivered(Telling);
        switch (what)
        {
            case "accepted": course.Status(1, "Accepted"); break;
            case "working at once": course.Status(1, "Working"); break;
            case "touched": course.Touch(1); break;
            case "paused": course.See(new Observed.PauseAsked(Monday.AddHours(1), "asked to wait")); break;
            case "breached": course.RunUntil(Monday.AddHours(4)); break;
            case "breached and touched": course.RunUntil(Monday.AddHours(4)); course.Touch(5); break;
            case "rejected, reason open": course.Status(1, "Rejected"); break;
            case "rejected": course.Status(1, "Rejected", "bad-timing"); break;
            case "rejected after a touch": course.Touch(1); course.Status(2, "Rejected", "bad-timing"); break;
            case "rejected, no nurture": course.Status(1, "Rejected", "no-budget"); break;
            case "converted": course.See(new Observed.Converted(Monday.AddHours(1), new RecordKey(SystemName.Salesforce, "Contact", "003000000000001AAA"))); break;
            case "won": course.See(new Observed.Deal(Monday.AddHours(3), Deal with { IsClosed = true, IsWon = true })); break;
        }

        Assert.Equal(lifecycle, Shown(course, "lifecyclestage"));
        Assert.Equal(status, Shown(course, "hs_lead_status"));
        Assert.Equal(nurture, Shown(course, "nurture"));
        Assert.Equal(clock, Shown(course, "clock"));
    }

    [Fact]
    public void A_clock_that_never_ran_is_not_told_when_what_was_held_is_taken_back()
    {
        var course = new Course(Telling, Staff with { Reps = [] });
        Assert.Equal(HandoffState.Held, course.State);

        course.See(new Observed.PersonGone(Monday.AddHours(1), GoneHow.Deleted));

        Assert.DoesNotContain(course.Asks.Select(ask => ask.Kind).OfType<AskKind.SetFields>(), set => set.Values.Names.Contains("clock"));
    }

    [Fact]
    public void Working_has_its_own_word_where_the_agreement_gives_it_one()
    {
        var course = Course.Delivered(Telling with { Feedback = Telling.Feedback with { LeadStatuses = Telling.Feedback.LeadStatuses.Add(HandoffState.Working, "IN_PROGRESS") } });

        course.Status(1, "Working");

        Assert.Equal("IN_PROGRESS", Shown(course, "hs_lead_status"));
    }

    [Fact]
    public void A_fact_of_the_deal_is_that_of_the_last_one_by_key_and_only_what_changed_is_written()
    {
        var course = Course.Delivered(Telling);
        course.See(new Observed.Deal(Monday.AddHours(3), Deal));
        Assert.Equal(("Prospecting", "25000.5"), (Shown(course, "deal_stage"), Shown(course, "deal_amount")));
        var asked = course.Asks.Count;

        course.See(new Observed.Deal(Monday.AddHours(4), Deal with { Stage = "Negotiation" }));

        Assert.Equal([("deal_stage", "Negotiation")], course.Asks.Skip(asked).Select(ask => ask.Kind).OfType<AskKind.SetFields>().SelectMany(set => set.Values).Select(value => (value.Key, value.Value.Text)));
    }

    [Fact]
    public void Nothing_is_asked_that_has_nothing_in_it_and_no_two_asks_share_an_id_or_a_moment()
    {
        var course = Course.Delivered(Telling);
        course.Status(1, "Working");
        course.Touch(2);
        course.Status(3, "Rejected");
        course.Status(4, "Rejected", "bad-timing");

        Assert.All(course.Asks.Select(ask => ask.Kind).OfType<AskKind.SetFields>(), set => Assert.NotEqual(0, set.Values.Count));
        Assert.Equal(course.Asks.Count, course.Asks.Select(ask => ask.Id).Distinct().Count());
        Assert.Equal(course.Asks.Select(ask => ask.AskedAt).Order(), course.Asks.Select(ask => ask.AskedAt));
    }

    [Fact]
    public void The_owner_gets_his_seat_in_HubSpot_unless_the_agreement_leaves_it_alone()
    {
        Assert.Equal("11", Shown(new Course(Telling), "hubspot_owner_id"));
        Assert.Null(Shown(new Course(Telling with { Feedback = Telling.Feedback with { SetHubSpotOwner = false } }), "hubspot_owner_id"));
    }

    [Fact]
    public void The_last_touches_are_the_newest_first_and_none_that_is_still_to_come()
    {
        PersonEvent[] events =
        [
            View("1", -2) with { About = "" }, View("4", -1), View("3", -1), View("2", -3), View("5", -4), new() { Id = "9", Kind = "webinar", About = "pricing", At = Monday }, View("8", 0.1),
            View("6", 0), View("7", 0),
        ];
        var course = new Course(Telling with { Handover = Telling.Handover with { LastTouches = 6 } }, person: Ready with { Events = [.. events] });

        Assert.Equal(
            ["2026-11-23 page-view: pricing", "2026-11-23 page-view: pricing", "2026-11-23 webinar: pricing", "2026-11-22 page-view: pricing", "2026-11-22 page-view: pricing", "2026-11-21 page-view"],
            Shown(course, "Touches__c")!.Split('\n'));
    }

    [Fact]
    public void Sales_is_told_what_to_say_first_to_such_a_person()
    {
        var course = new Course(Telling with { Feedback = Telling.Feedback with { Messages = Telling.Feedback.Messages.Add("buyer", "Ask about the budget.").Add("user", "Show it.") } });

        Assert.Equal(("buyer", "Ask about the budget."), (Shown(course, "Persona__c"), Shown(course, "Message__c")));
    }

    [Theory]
    [InlineData(120, false)] // Two minutes are what clocks may differ by.
    [InlineData(121, true)]
    public void A_time_more_than_two_minutes_ahead_is_marked(int seconds, bool skewed)
    {
        var course = Course.Delivered();

        course.See(new Observed.Status(Monday.AddHours(1), "Accepted"), Monday.AddHours(1).AddSeconds(-seconds));

        Assert.Equal(skewed, course.Log[^1].Skewed);
    }

    [Fact]
    public void The_task_tells_why_and_its_subject_fits_the_field()
    {
        Course With(int length) => new(Terms with { Handover = Terms.Handover with { TaskSubject = new string('x', length) } });
        string? Subject(int length) => Task(With(length))!["Subject"].Text;

        Assert.Equal((255, 255, 254), (Subject(400)!.Length, Subject(255)!.Length, Subject(254)!.Length));
        Assert.Null(Task(With(0)));
        Assert.StartsWith("visited pricing twice this week", Task(new Course())!["Description"].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_queue_gets_the_record_and_no_task_since_a_task_needs_a_person()
    {
        var course = new Course(Terms with { Handover = Terms.Handover with { Owner = [new Core.Routing.RoutingStep.Queue("Inbound", "00GA00000000001AAA")] } });

        Assert.Equal(("Inbound", true, HandoffState.Sent), (course.Handoff.Owner!.Name, course.Handoff.Owner.IsQueue, course.State));
        Assert.Null(Task(course));
        Assert.Empty(course.Opened.Step.Turns);
    }

    private static FieldValues? Task(Course course) => course.Asks.Select(ask => ask.Kind).OfType<AskKind.Activity>().LastOrDefault(made => made.Object == "Task")?.Values;

    /// <summary>What the field holds once all asks are carried out; null = blank or never written.</summary>
    private static string? Shown(Course course, string field) =>
        course.Asks.OrderBy(ask => ask.AskedAt).Select(ask => ask.Kind).OfType<AskKind.SetFields>().LastOrDefault(set => set.Values.Names.Contains(field))?.Values[field].Text;

    private static Agreement Telling { get; } = Terms with
    {
        FollowUp = Terms.FollowUp with { ReassignAfter = null, Implicit = ImplicitAcceptance.ByTouch, FirstTouch = BusinessDuration.OfHours(4) },
        Feedback = Terms.Feedback with
        {
            ToHubSpot = ImmutableSortedDictionary<FeedbackFact, string>.Empty.Add(FeedbackFact.Clock, "clock").Add(FeedbackFact.Nurture, "nurture")
                .Add(FeedbackFact.OpportunityStage, "deal_stage").Add(FeedbackFact.OpportunityAmount, "deal_amount"),
            ToSalesforce = ImmutableSortedDictionary<FeedbackFact, string>.Empty.Add(FeedbackFact.LastTouches, "Touches__c").Add(FeedbackFact.Persona, "Persona__c").Add(FeedbackFact.Message, "Message__c"),
            LeadStatuses = ImmutableSortedDictionary<HandoffState, string>.Empty.Add(HandoffState.Sent, "NEW").Add(HandoffState.Accepted, "OPEN"),
        },
    };
}
