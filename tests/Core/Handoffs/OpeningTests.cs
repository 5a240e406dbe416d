using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Handoffs;
using Integration.Core.Receipts;
using Integration.Core.Records;
using Integration.Core.Recycling;
using Integration.Core.Tests.Agreements;
using Integration.Core.Verdicts;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Handoffs;

public sealed class OpeningTests
{
    private static readonly Agreement Telling = Terms with
    {
        Feedback = new FeedbackTerms
        {
            ToHubSpot = ImmutableSortedDictionary<FeedbackFact, string>.Empty.Add(FeedbackFact.State, "handoff_state").Add(FeedbackFact.Owner, "handoff_owner"),
            ToSalesforce = ImmutableSortedDictionary<FeedbackFact, string>.Empty.Add(FeedbackFact.Why, "Why__c").Add(FeedbackFact.Score, "Score__c").Add(FeedbackFact.ScoreParts, "Parts__c").Add(FeedbackFact.LastTouches, "Touches__c"),
        },
    };

    [Fact]
    public void A_ready_person_is_sent_to_an_owner_with_a_task_and_the_reason()
    {
        var course = new Course(Telling);

        Assert.Equal("Qualified Sent", course.Told);
        Assert.Equal((HandoffState.Sent, "Ana"), (course.State, course.Handoff.Owner!.Name));
        Assert.IsType<AskKind.Release>(course.Asks[0].Kind);
        var asked = course.Asks.Select(ask => ask.Kind).OfType<AskKind.SetFields>().ToLookup(set => set.System, set => set.Values);
        // What the Agreement chose goes field by field, so that one that an org lacks takes no other with it; what the systems have themselves goes together.
        Assert.Equal([FieldValues.Of(("hubspot_owner_id", "11"), ("lifecyclestage", "marketingqualifiedlead")), FieldValues.Of(("handoff_owner", "Ana")), FieldValues.Of(("handoff_state", "sent"))], asked[SystemName.HubSpot]);
        Assert.Equal([1, 1, 1, 1, 1], asked[SystemName.Salesforce].Select(values => values.Count));
        var salesforce = asked[SystemName.Salesforce].Aggregate((one, other) => one.With(other));
        Assert.Equal("78", salesforce["Score__c"].Text);
        Assert.Equal("right country +25; decides +20; visited pricing +33", salesforce["Parts__c"].Text);
        Assert.Equal("2026-11-23 page-view: pricing\n2026-11-23 page-view: pricing", salesforce["Touches__c"].Text);
        Assert.StartsWith("visited pricing twice this week, VP Sales", salesforce["Why__c"].Text);
        Assert.Equal("005A00000000001AAA", salesforce["OwnerId"].Text);
        var task = Assert.IsType<AskKind.Activity>(course.Asks[^1].Kind);
        Assert.Equal(("Task", "2026-11-23", "005A00000000001AAA"), (task.Object, task.Values["ActivityDate"].Text, task.Values["OwnerId"].Text));
    }

    [Fact]
    public void The_same_opening_asks_the_same_under_the_same_ids()
    {
        var (one, other) = (new Course(Telling), new Course(Telling));

        Assert.Equal(one.Asks.Select(ask => ask.Id), other.Asks.Select(ask => ask.Id));
        Assert.Equal(one.Asks.Count, one.Asks.Select(ask => ask.Id).Distinct().Count());
        Assert.Equal(one.Opened.Receipt, other.Opened.Receipt);
    }

    [Fact]
    public void The_receipt_seals_the_decision_without_the_persons_values()
    {
        var receipt = new Course().Opened.Receipt!;

        foreach (var value in new[] { "vp@corp.test", "VP Sales", "250-person" })
        {
            Assert.DoesNotContain(value, receipt.Body);
            Assert.Contains(value, receipt.Evidence);
        }
        Assert.Contains("\"rule\":\"country is one of DE, AT, CH\",\"truth\":\"Yes\"", receipt.Body);
        Assert.Contains("\"total\":78", receipt.Body);
        Assert.Contains("\"firstTouchDue\":\"2026-11-23T13:00:00.000Z\"", receipt.Body);
        Assert.Contains("\"hash\":\"h3\"", receipt.Body);
        Assert.Equal(CanonicalJson.Of(receipt.Body), receipt.Body);
    }

    [Fact]
    public void A_packet_that_misses_a_field_is_held_where_that_is_agreed_and_goes_on_once_it_is_filled()
    {
        var strict = Terms with { Handover = Terms.Handover with { HoldIncomplete = true, Packet = Terms.Handover.Packet.Add(new(new(SystemName.HubSpot, "company"))) } };
        var course = new Course(strict);

        Assert.Equal("Qualified Held", course.Told);
        Assert.Null(course.Opened.Receipt);
        Assert.DoesNotContain(course.Asks, ask => ask.Kind is AskKind.Release);
        Assert.Equal(HandoffProblems.PacketIncomplete, Assert.Single(course.Problems).Code);
        Assert.Contains("company", course.Handoff.HeldFor);

        var filled = course.Context with { Person = Ready.With("company", "Corp") };
        var again = Opening.Again(course.Handoff, Judge.Of(strict, Product.Default, filled.Person, [], Monday), "0123456789abcdef", [], filled, Monday.AddHours(1));
        Assert.Equal((HandoffState.Sent, Monday.AddHours(1)), (again.Step.Handoff.State, again.Step.Handoff.SentAt!.Value));
        Assert.NotNull(again.Receipt);
    }

    [Fact]
    public void With_nobody_there_it_is_held_and_each_one_passed_over_is_named_once()
    {
        var empty = Staff.Change("Ana", ana => ana with { Active = false }).Change("Ben", ben => ben with { Active = false });
        var course = new Course(roster: empty);

        Assert.Equal(HandoffState.Held, course.State);
        Assert.Equal(HandoffProblems.NobodyThere, Assert.Single(course.Problems).Code);
        Assert.Contains("Ana: deactivated; Ben: deactivated", course.Handoff.HeldFor);
        Assert.Empty(course.Timers);

        var still = Opening.Again(course.Handoff, Judge.Of(Terms, Product.Default, Ready, [], Monday), "0123456789abcdef", [], course.Context, Monday.AddHours(1));
        Assert.Empty(still.Step.Events);
    }

    [Fact]
    public void Whoever_is_not_ready_any_more_while_held_is_withdrawn()
    {
        var course = new Course(roster: Staff with { Reps = [] });
        var gone = Judge.Of(Terms, Product.Default, Ready.With("hs_email_optout", "true"), [], Monday);

        var again = Opening.Again(course.Handoff, gone, "0123456789abcdef", [], course.Context, Monday.AddHours(1));

        Assert.Equal(HandoffState.Withdrawn, again.Step.Handoff.State);
        Assert.False(again.Step.Handoff.IsOpen);
    }

    [Fact]
    public void An_ask_hands_over_whom_the_verdict_would_not_but_never_against_a_never_rule()
    {
        var request = new OpeningRequest(new Guid(9, 9, 9, new byte[8]), "0123456789abcdef", "workflow 7", []);
        HandoffOpening Open(Integration.Core.People.PersonFacts person) =>
            Opening.Of(request, Judge.Of(Terms, Product.Default, person, [], Monday), new HandoffContext(Terms, Staff, person), Monday);

        Assert.Equal(HandoffState.Sent, Open(Ready.With("jobtitle", "Analyst")).Step.Handoff.State);
        Assert.Throws<ArgumentException>(() => Open(Ready.With("hs_email_optout", "true")));
        Assert.Throws<ArgumentException>(() => Open(Ready with { HubSpot = Ready.HubSpot.With("hs_email_optout", default) }));
    }

    [Fact]
    public void Whoever_comes_back_is_told_to_have_come_back()
    {
        ImmutableArray<PastHandoff> past = [new PastHandoff(new Guid(5, 5, 5, new byte[8]), Product.Default, HandoffState.Recycled, "bad-timing", Monday.AddDays(-200), Monday.AddDays(-200))];
        var opening = Opening.Of(new OpeningRequest(new Guid(6, 6, 6, new byte[8]), "0123456789abcdef", null, past), Judge.Of(Terms, Product.Default, Ready, past, Monday), new HandoffContext(Terms, Staff, Ready), Monday);

        Assert.Equal([HandoffEventKind.Qualified, HandoffEventKind.ReEntered, HandoffEventKind.Sent], opening.Step.Events.Select(one => one.Kind));
    }
}
