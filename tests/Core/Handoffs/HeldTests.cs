using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Handoffs;
using Integration.Core.Records;
using Integration.Core.Tests.Agreements;
using Integration.Core.Verdicts;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Handoffs;

/// <summary>A handoff that nobody could take, so that it was never sent.</summary>
public sealed class HeldTests
{
    private static readonly RecordKey Contact = new(SystemName.Salesforce, "Contact", "003000000000001AAA");
    private static readonly Opportunity Deal = new(new RecordKey(SystemName.Salesforce, "Opportunity", "006000000000001AAA"), Monday.AddHours(1), "Prospecting", 1, "EUR", false, false, null, null);

    public static TheoryData<Observed, string?> Seen => new()
    {
        // what is seen                                              why it is taken back (null = it stays held)
        { new Observed.PersonGone(Monday.AddHours(1), GoneHow.OptedOut), "opted out" },
        { new Observed.PersonGone(Monday.AddHours(1), GoneHow.Deleted), "deleted" },
        { new Observed.PersonGone(Monday.AddHours(1), GoneHow.Erased), "erased" },
        { new Observed.Merged(Monday.AddHours(1), new Guid(77, 0, 0, new byte[8]), Yields: true), "merged" },
        { new Observed.Merged(Monday.AddHours(1), new Guid(77, 0, 0, new byte[8]), Yields: false), null },
        { new Observed.Merged(Monday.AddHours(1), Pair, Yields: false), null },
        { new Observed.Converted(Monday.AddHours(1), Contact), "sales has the person already" },
        { new Observed.Converted(Monday, Contact), null }, // A Contact when the person was found ready.
        { new Observed.Deal(Monday.AddHours(1), Deal), "sales has the person already" },
        { new Observed.Deal(Monday.AddHours(1), Deal with { IsClosed = true }), null },
        { new Observed.Deal(Monday.AddHours(-1), Deal), null },
        { new Observed.Touched(Monday.AddHours(1), "t", "call", ByPerson: true), null },
        { new Observed.Status(Monday.AddHours(1), "Accepted"), null },
        { new Observed.Delivered(Monday.AddHours(1), Contact), null },
    };

    [Theory]
    [MemberData(nameof(Seen))]
    public void What_is_held_is_taken_back_when_sales_needs_it_no_more_and_nothing_else_moves_it(Observed observed, string? why)
    {
        var course = Held();

        course.See(observed);

        Assert.Equal(why is null ? (HandoffState.Held, true) : (HandoffState.Withdrawn, false), (course.State, course.Handoff.IsOpen));
        var moved = observed is Observed.Merged { Into: var other } && other != Pair ? " Moved" : "";
        Assert.Equal(why is null ? $"Qualified Held{moved}" : $"Qualified Held{moved} Withdrawn Closed", course.Told);
        if (why is not null) Assert.Equal((why, null), (course.Log[^2].Reason ?? course.Log[^2].Detail, course.Handoff.HeldFor));
        Assert.Equal(observed is Observed.Merged merged ? merged.Into : Pair, course.Handoff.PairId);
        Assert.Equal(observed is Observed.PersonGone { How: GoneHow.Erased }, course.Handoff.Why is null); // Its words hold values of the person.
    }

    [Theory]
    [InlineData(StatusMeaning.Accepted, true)]
    [InlineData(StatusMeaning.Rejected, true)]
    [InlineData(StatusMeaning.Open, false)]
    public void An_answer_to_what_was_not_sent_is_told_and_changes_nothing(StatusMeaning meaning, bool told)
    {
        var course = Held();
        course.Problems.Clear();

        course.See(new Observed.Answer(Monday.AddHours(1), meaning));

        Assert.Equal(told ? [HandoffProblems.NotSent] : [], course.Problems.Select(problem => problem.Code));
        Assert.Equal(HandoffState.Held, course.State);
    }

    [Fact]
    public void Of_what_was_never_sent_HubSpot_hears_and_Salesforce_does_not()
    {
        var course = Held();

        course.See(new Observed.PersonGone(Monday.AddHours(1), GoneHow.OptedOut));

        var told = course.Asks.Select(ask => ask.Kind).OfType<AskKind.SetFields>().ToList();
        Assert.Equal((SystemName.HubSpot, "withdrawn"), (told.Single().System, told.Single().Values["handoff_state"].Text));
    }

    [Theory]
    // who asked      job title      is sent
    [InlineData(null, "VP Sales", true)]
    [InlineData(null, "Analyst", false)]   // Not ready any more.
    [InlineData("workflow 7", "Analyst", true)]
    public void Once_somebody_is_there_it_is_sent_if_the_person_is_ready_or_was_asked_for(string? askedBy, string title, bool sent)
    {
        var held = Held(askedBy).Handoff;
        var person = Ready.With("jobtitle", title);

        var again = Opening.Again(held, Judge.Of(Telling, Product.Default, person, [], Monday), "0123456789abcdef", [], new HandoffContext(Telling, Staff, person), Monday.AddHours(1));

        Assert.Equal(sent ? HandoffState.Sent : HandoffState.Withdrawn, again.Step.Handoff.State);
        Assert.Equal(sent ? ["emea"] : [], again.Step.Turns.Keys); // The turn was Ana's.
        Assert.Null(again.Step.Handoff.HeldFor);
    }

    [Fact]
    public void Who_was_asked_for_and_may_not_be_had_any_more_is_taken_back()
    {
        var person = Ready.With("hs_email_optout", "true");

        var again = Opening.Again(Held("workflow 7").Handoff, Judge.Of(Telling, Product.Default, person, [], Monday), "0123456789abcdef", [], new HandoffContext(Telling, Staff, person), Monday.AddHours(1));

        Assert.Equal(HandoffState.Withdrawn, again.Step.Handoff.State);
    }

    [Fact]
    public void What_was_sent_is_not_opened_again()
    {
        var course = new Course();

        Assert.Throws<ArgumentException>(() => Opening.Again(course.Handoff, Judge.Of(Terms, Product.Default, Ready, [], Monday), "0123456789abcdef", [], course.Context, Monday.AddHours(1)));
    }

    private static Agreement Telling { get; } = Terms with
    {
        Feedback = Terms.Feedback with
        {
            ToHubSpot = ImmutableSortedDictionary<FeedbackFact, string>.Empty.Add(FeedbackFact.State, "handoff_state"),
            ToSalesforce = ImmutableSortedDictionary<FeedbackFact, string>.Empty.Add(FeedbackFact.State, "Handoff_State__c"),
        },
    };

    private static Course Held(string? askedBy = null)
    {
        var course = new Course(Telling, Staff with { Reps = [] });
        Assert.Equal(HandoffState.Held, course.State);
        if (askedBy is not null) course.Take(new HandoffStep { Handoff = course.Handoff with { AskedBy = askedBy } });
        return course;
    }
}
