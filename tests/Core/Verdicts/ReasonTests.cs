using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Conditions;
using Integration.Core.Handoffs;
using Integration.Core.People;
using Integration.Core.Recycling;
using Integration.Core.Scores;
using Integration.Core.Tests.Agreements;
using Integration.Core.Verdicts;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Verdicts;

/// <summary>The sentence that a rep reads first.</summary>
public sealed class ReasonTests
{
    private static readonly Product Only = Terms.Products[0];

    [Fact]
    public void Without_words_for_who_somebody_is_the_persona_says_it_and_the_unclassified_nothing()
    {
        var plain = Terms with { Handover = Terms.Handover with { Why = [] } };

        Assert.Equal("visited pricing twice this week, buyer, score 78: fit 45 + engagement 33", Judge.Of(plain, Product.Default, Ready, [], Monday).Words);
        Assert.Equal("visited pricing twice this week, score 78: fit 45 + engagement 33", Judge.Of(plain with { Market = plain.Market with { Personas = [] } }, Product.Default, Ready, [], Monday).Words);
    }

    [Theory]
    // days ago of the visits      told as
    [InlineData(new[] { 0.0 }, "visited pricing once this week")]
    [InlineData(new[] { 7.0, 0.0 }, "visited pricing twice this week")] // Seven days are a week.
    [InlineData(new[] { 7.1, 1.0, 2.0 }, "visited pricing twice this week")]
    [InlineData(new[] { 12.0, 8.0, 9.0 }, "visited pricing 3 times, last on 2026-11-15")]
    [InlineData(new[] { 0.0, -1.0 }, "visited pricing once this week")]  // What is still to come is no deed.
    public void What_somebody_did_is_told_of_this_week_or_with_its_last_day(double[] ago, string told)
    {
        var person = Ready with { Events = [.. ago.Select((days, number) => View($"{number}", -days)), new() { Id = "x", Kind = "mail-open", About = "pricing", At = Monday }] };

        Assert.StartsWith($"{told}, VP Sales", Judge.Of(Lenient(Only.Scoring), Product.Default, person, [], Monday).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_two_deeds_that_count_most_are_told_and_none_that_counts_against()
    {
        var scoring = Only.Scoring with
        {
            Engagement =
            [
                new ScoreRule.ForEach("opened a mail", 1, null, "open"), new ScoreRule.ForEach("unsubscribed", -15, null, "unsubscribe"), new ScoreRule.ForEach("asked for a demo", 30, null, "demo"),
                new ScoreRule.ForEach("came to a webinar", 20, null, "webinar"), new ScoreRule.ForEach("read nothing", 0, null, "open"),
            ],
        };
        var person = Ready with { Events = [.. new[] { "open", "unsubscribe", "webinar", "demo" }.Select(kind => new PersonEvent { Id = kind, Kind = kind, At = Monday })] };

        Assert.StartsWith("asked for a demo once this week, came to a webinar once this week, VP Sales", Judge.Of(Lenient(scoring), Product.Default, person, [], Monday).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, ", score 0: fit 0 + engagement 0")]
    [InlineData(true, false, ", score 0: fit 0 + engagement 0")]
    [InlineData(false, true, ", score 0: fit 0 + engagement 0")]
    [InlineData(false, false, "")] // Where nothing is scored, no score is told.
    public void The_score_is_told_where_there_is_one(bool fit, bool engagement, string told)
    {
        var scoring = Only.Scoring with { Fit = fit ? [new ScoreRule.While("x", 5, new Condition.Any([]))] : [], Engagement = engagement ? [new ScoreRule.ForEach("y", 5, null, "nothing")] : [] };

        Assert.Equal($"VP Sales at a 250-person company in DE{told}", Judge.Of(Lenient(scoring), Product.Default, Ready, [], Monday).Words);
    }

    [Fact]
    public void Where_nothing_else_can_be_told_the_rule_that_holds_is()
    {
        var bare = Lenient(new Scoring()) with { Handover = Terms.Handover with { Why = [] }, Market = Terms.Market with { Personas = [] } };

        Assert.Equal("country is DE", Judge.Of(bare, Product.Default, Ready, [], Monday).Words);
    }

    [Theory]
    [InlineData("no-budget", "cooling down until 2027-05-12, no-budget")]
    [InlineData(null, "cooling down until 2027-02-11, given back without a reason")]
    public void A_cool_down_says_until_when_and_why(string? reason, string words)
    {
        var past = new PastHandoff(new Guid(5, 5, 5, new byte[8]), Product.Default, HandoffState.Recycled, reason, Monday.AddDays(-10), Monday.AddDays(-10));

        Assert.Equal(words, Judge.Of(Terms, Product.Default, Ready, [past], Monday).Words);
    }

    [Fact]
    public void Nobody_may_be_asked_for_where_one_thing_of_several_cannot_be_told()
    {
        var hidden = Ready.With("jobtitle", "Analyst") with { };
        Assert.True(Judge.Of(Terms, Product.Default, hidden, [], Monday).MayBeAsked);

        hidden = hidden with { HubSpot = hidden.HubSpot.With("hs_email_optout", default) };
        var verdict = Judge.Of(Terms, Product.Default, hidden, [], Monday);
        Assert.Contains(verdict.Missing, gap => gap.Kind == GapKind.Unreadable);
        Assert.Contains(verdict.Missing, gap => gap.Kind != GapKind.Unreadable);
        Assert.False(verdict.MayBeAsked);
    }

    [Fact]
    public void All_products_are_judged_by_the_same_persona_and_a_person_without_one_is_unclassified()
    {
        Assert.Equal("buyer", Judge.Of(Terms, Ready, [], Monday).Single().Persona);
        Assert.Equal(Market.Unclassified, Judge.Of(Terms, Ready.With("jobtitle", "Poet"), [], Monday).Single().Persona);
    }

    private static Agreement Lenient(Scoring scoring) => Terms with { Products = [Only with { Qualified = new Condition.Is(Country, "DE"), Scoring = scoring }] };
}
