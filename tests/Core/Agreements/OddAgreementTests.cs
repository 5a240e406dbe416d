using System.Collections.Immutable;
using System.Globalization;
using Integration.Core.Agreements;
using Integration.Core.Calendars;
using Integration.Core.Conditions;
using Integration.Core.Handoffs;
using Integration.Core.Recycling;
using Integration.Core.Routing;
using Integration.Core.Scores;
using Integration.Core.Tests.Calendars;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Agreements;

/// <summary>What is close to wrong in an Agreement: each case beside the one that is just right.</summary>
public sealed class OddAgreementTests
{
    private static readonly Condition Never = new Condition.All([new Condition.AtLeast(Size, 50), new Condition.AtMost(Size, 10)]);
    private static readonly Condition.AtLeast Misfit = new Condition.AtLeast(Country, 5);

    private static Product Product => Terms.Products[0];

    public static TheoryData<string?, string?, Agreement> Cases => new()
    {
        // place (null = nothing is wrong)         what                 the Agreement
        { "personas/buyer", "comes twice", With(market: Terms.Market with { Personas = [Terms.Market.Personas[0], Terms.Market.Personas[0]] }) },
        { "personas/nobody", "never hold", With(market: Terms.Market with { Personas = [new Persona("nobody", "", Never)] }) },
        { "icp", "never hold", With(market: Terms.Market with { Icp = Never }) },
        { "icp", "at-least asks for a number", With(market: Terms.Market with { Icp = Misfit }) },
        { "icp", "at-least asks for a number", With(market: Terms.Market with { Icp = new Condition.All([Misfit, new Condition.Not(new Condition.IsSet(Country))]) }) }, // What does not fit is not judged further.
        { null, null, With(market: new Market()) },
        { "products/default/never/nobody", "never hold", With(Product with { Never = [new NeverRule("nobody", Never)] }) },
        { "products/default/never/opted out", "comes twice", With(Product with { Never = [Product.Never[0], Product.Never[0]] }) },
        { "products/default/score/right country", "comes twice", With(Product with { Scoring = Product.Scoring with { Engagement = Product.Scoring.Engagement.Add(Product.Scoring.Fit[0]) } }) },
        { "products/default/score/decay", "shorter than an hour", With(Product with { Scoring = Product.Scoring with { HalfLife = TimeSpan.FromMinutes(59) } }) },
        { null, null, With(Product with { Scoring = Product.Scoring with { HalfLife = TimeSpan.FromHours(1) } }) },
        { null, null, With(Product with { Scoring = Product.Scoring with { HalfLife = null } }) },
        { null, null, With(Product with { Qualified = Scored(85) }) }, // 45 for fit and at most 40 for the pricing page.
        { "products/default/qualified", "86 points are asked for and at most 85 can be had", With(Product with { Qualified = Scored(86) }) },
        { "products/default/qualified", "at most 85", With(Product with { Qualified = new Condition.Named("hot", new Condition.All([new Condition.IsSet(Country), Scored(86)])) }) },
        { null, null, With(Product with { Qualified = new Condition.Any([new Condition.IsSet(Country), Scored(86)]) }) }, // One of several ways may stay closed.
        { "products/default/follow-up/escalate/Vera", "before the one above", With(Product with { FollowUp = Escalating(OfHours(2), OfHours(1)) }) },
        { "recycle/reasons/later", "never hold", Back(new RecycleReason("later") { ReEntry = Never }) },
        { "recycle/reasons/later", "nobody owns", Back(new RecycleReason("later") { Nurture = "x", NurtureOwner = "  " }) },
        { null, null, Back(new RecycleReason("later") { Nurture = "x", NurtureOwner = "Mia" }) },
        { null, null, Terms with { Answers = Terms.Answers with { Reasons = Terms.Answers.Reasons.Add("Budget", "No-Budget") } } },
        { null, null, Terms with { FollowUp = Terms.FollowUp with { Attempts = Handoff.TouchesMax } } },
        { "follow-up/attempts", "never counted", Terms with { FollowUp = Terms.FollowUp with { Attempts = Handoff.TouchesMax + 1 } } },
        { null, null, Terms with { FollowUp = Escalating(OfHours(2), OfHours(2)) } },
        { null, null, Terms with { FollowUp = Escalating(OfDays(1), OfDays(1)) } },
        { null, null, Terms with { FollowUp = Escalating(OfDays(1), OfDays(2)) } },
        { "follow-up/escalate/Vera", "before the one above", Terms with { FollowUp = Escalating(OfDays(2), OfDays(1)) } },
        { null, null, Terms with { FollowUp = Escalating(OfDays(2), OfHours(4)) } },                  // The hours of a day are not known here.
    };

    /// <summary>Days of 8 hours, or of 8 and 24: only what comes first in every calendar is wrong.</summary>
    [Theory]
    [InlineData("4 h, 1 d", true, true)]
    [InlineData("1 d, 12 h", true, true)]
    [InlineData("2 d, 4 h", false, false)]
    [InlineData("2 d, 15.9 h", false, false)]
    [InlineData("2 d, 16 h", true, true)]
    [InlineData("2 d, 30 h", true, true)]
    [InlineData("24 h, 2 d", true, true)]
    [InlineData("24.1 h, 2 d", false, true)]
    [InlineData("72.1 h, 2 d", false, false)]
    public void Hours_and_days_are_compared_by_the_calendars(string steps, bool inOffices, bool besideOneThatNeverCloses)
    {
        var terms = Terms with { FollowUp = Escalating(After(steps.Split(", ")[0]), After(steps.Split(", ")[1])) };
        var always = BusinessTimeTests.Office("always", "Europe/Berlin", 0, 24);

        Assert.Equal(inOffices, AgreementCheck.Of(terms, Staff).IsEmpty);
        Assert.Equal(besideOneThatNeverCloses, AgreementCheck.Of(terms, Staff with { Calendars = Staff.Calendars.Add("always", always) }).IsEmpty);

        static BusinessDuration After(string text) => text.Split(' ') is [var count, "d"] ? OfDays(int.Parse(count, CultureInfo.InvariantCulture)) : OfHours(double.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_calendar_without_hours_says_nothing_about_the_order_of_steps() =>
        Assert.DoesNotContain(
            AgreementCheck.Of(Terms with { FollowUp = Escalating(OfDays(2), OfHours(4)) }, Staff with { Calendars = Staff.Calendars.SetItem("emea", Staff.Calendars["emea"] with { Hours = [] }) }),
            problem => problem.Place.Contains("/escalate/", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void What_is_wrong_is_named_once_and_what_is_just_right_is_not(string? place, string? what, Agreement agreement)
    {
        var problems = AgreementCheck.Of(agreement);

        Assert.Equal(place is null ? [] : [place], problems.Select(problem => problem.Place));
        if (what is not null) Assert.Contains(what, problems[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_in_the_order_of_the_Agreement()
    {
        var agreement = Terms with { Market = Terms.Market with { Icp = new Condition.All([Misfit, Misfit with { Number = 6 }]) }, Products = [Product with { Qualified = Never }], Signatories = new Signatories("a", "a") };

        Assert.Equal(["icp", "icp", "products/default/qualified", "signatories"], AgreementCheck.Of(agreement).Select(problem => problem.Place));
    }

    [Fact]
    public void A_definition_that_can_never_hold_is_not_blamed_on_its_never_rules_as_well() =>
        Assert.Equal(["products/default/qualified"], AgreementCheck.Of(With(Product with { Qualified = Never })).Select(problem => problem.Place));

    public static TheoryData<string?, RoutingStep> Steps => new()
    {
        { null, new RoutingStep.RoundRobin("emea") },
        { "handoff/owner/resting", new RoutingStep.RoundRobin("resting") },   // Everybody in it has a weight of 0.
        { "handoff/owner/gone", new RoutingStep.RoundRobin("gone") },         // Everybody in it was deactivated.
        { null, new RoutingStep.Queue("Inbound", "00G000000000001AAA") },
        { null, new RoutingStep.Territory([new TerritoryRule("DACH", new Condition.IsSet(Country), "Vera")]) },
        { null, new RoutingStep.Territory([new TerritoryRule("DACH", new Condition.IsSet(Country), "emea")]) },
        { "handoff/owner/North", new RoutingStep.Territory([new TerritoryRule("DACH", new Condition.IsSet(Country), "emea"), new TerritoryRule("North", new Condition.IsSet(Country), "nowhere")]) },
        { "handoff/owner/DACH", new RoutingStep.Territory([new TerritoryRule("DACH", new Condition.IsSet(Country), "resting")]) },
    };

    [Theory]
    [MemberData(nameof(Steps), DisableDiscoveryEnumeration = true)]
    public void A_way_of_finding_an_owner_leads_to_somebody_who_is_there(string? place, RoutingStep step)
    {
        var roster = Staff with
        {
            Reps = [.. Staff.Reps, new Rep { Name = "Rio", SalesforceId = "005A00000000008AAA", Teams = ["resting"], Weight = 0 }, new Rep { Name = "Gus", SalesforceId = "005A00000000009AAA", Teams = ["gone"], Active = false }],
        };

        Assert.Equal(place is null ? [] : [place], AgreementCheck.Of(Terms with { Handover = Terms.Handover with { Owner = [step] } }, roster).Select(problem => problem.Place));
    }

    [Fact]
    public void A_products_own_follow_up_asks_for_people_and_calendars_as_well()
    {
        var own = Terms.FollowUp with { Calendar = "mars", Escalation = [new(OfHours(1), "Nobody")] };

        Assert.Equal(
            ["products/default/follow-up/calendar", "products/default/follow-up/escalate/Nobody"],
            AgreementCheck.Of(With(Product with { FollowUp = own }), Staff).Select(problem => problem.Place));
        Assert.Contains("use one of emea", AgreementCheck.Of(With(Product with { FollowUp = own }), Staff)[0].Mend, StringComparison.Ordinal);
        Assert.Contains("those that you add", AgreementCheck.Of(Terms, Staff with { Calendars = Staff.Calendars.Clear() })[0].Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void The_Agreements_own_terms_are_looked_at_before_those_of_a_product()
    {
        var mars = Terms.FollowUp with { Calendar = "mars" };

        Assert.Equal(["follow-up/calendar", "products/default/follow-up/calendar"], AgreementCheck.Of(With(Product with { FollowUp = mars }) with { FollowUp = mars }, Staff).Select(problem => problem.Place));
    }

    [Fact]
    public void Unless_an_Agreement_says_otherwise_notes_are_made_owners_set_and_competitors_asked_for()
    {
        Assert.Equal((true, true), (new FeedbackTerms().Notes, new FeedbackTerms().SetHubSpotOwner));
        Assert.True(new AnswerTerms().CompetitorAsked);
        Assert.Equal((true, 3), (new RecycleTerms().NeedsNews, new RecycleTerms().ReturnsMax));
        Assert.Equal((false, false), (new HandoverTerms().HoldIncomplete, new FollowUpTerms().AbsencePauses));
    }

    [Fact]
    public void Whoever_is_his_own_manager_at_the_last_is_named_and_who_only_reports_to_such_is_not()
    {
        string[] Cyclic(Roster roster) => [.. AgreementCheck.Of(Terms, roster).Select(problem => problem.Place)];

        Assert.Equal(["roster/Max"], Cyclic(Staff.Change("Max", max => max with { Manager = "Max" })));
        // All four in one ring.
        Assert.Equal(["roster/Ana", "roster/Ben", "roster/Max", "roster/Vera"], Cyclic(Staff.Change("Ana", ana => ana with { Manager = "Ben" }).Change("Max", max => max with { Manager = "Vera" }).Change("Vera", vera => vera with { Manager = "Ana" })));
    }

    [Fact]
    public void A_products_own_terms_count_for_it_and_the_Agreements_for_the_others()
    {
        var agreement = Terms with { Products = [Product, Product with { Name = "other", FollowUp = Terms.FollowUp with { Attempts = 9 } }] };

        Assert.Equal((3, 9, 3), (agreement.FollowUpOf("default").Attempts, agreement.FollowUpOf("other").Attempts, agreement.FollowUpOf("unknown").Attempts));
        Assert.Null(agreement.ProductOf("Default"));
    }

    private static BusinessDuration OfHours(double hours) => BusinessDuration.OfHours(hours);

    private static BusinessDuration OfDays(int days) => BusinessDuration.OfDays(days);

    private static Condition Scored(decimal points) => new Condition.Scored(ScoredPart.Total, points);

    private static FollowUpTerms Escalating(BusinessDuration first, BusinessDuration second) => Terms.FollowUp with { Escalation = [new(first, EscalationStep.Manager), new(second, "Vera")] };

    private static Agreement With(Product product) => Terms with { Products = [product] };

    private static Agreement With(Market market) => Terms with { Market = market };

    private static Agreement Back(RecycleReason reason) => Terms with { Recycle = new RecycleTerms { Reasons = [reason] } };
}
