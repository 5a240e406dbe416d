using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Core.Scores;

namespace Integration.Core.Tests.Scores;

/// <summary>One rule at a time: what it gives, for how many, and when time alone changes that.</summary>
public sealed class ScoreRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly FieldRef Views = new(SystemName.HubSpot, "views", FieldType.Number);

    [Theory]
    // views      points  units    two points each, at most five
    [InlineData("0", 0, 0)]
    [InlineData("1", 2, 1)]
    [InlineData(" 2 ", 4, 2)]
    [InlineData("2.9", 4, 2)] // Whole units alone.
    [InlineData("3", 5, 3)]
    [InlineData("-3", 0, 0)]
    [InlineData("many", 0, 0)]
    [InlineData(null, 0, 0)]
    [InlineData("9000000", 5, 1_000_000)]
    public void Units_count_whole_up_to_the_cap(string? views, int points, int units)
    {
        var score = Reckoning.Of(new Scoring { Engagement = [new ScoreRule.Per("views", 2, 5, Views)] }, new Subject { HubSpot = FieldValues.Of(("views", views)) }, Now);

        Assert.Equal(points == 0 ? [] : [new ScorePart("views", ScoredPart.Engagement, points, units)], score.Parts);
    }

    [Fact]
    public void A_cap_bounds_what_is_taken_off_as_well()
    {
        var score = Reckoning.Of(new Scoring { Engagement = [new ScoreRule.Per("views", -2, 5, Views)] }, new Subject { HubSpot = FieldValues.Of(("views", "9")) }, Now);

        Assert.Equal(-5, score.Total);
    }

    public static TheoryData<FieldType, string?, decimal, double?> Sinces => new()
    {
        // type               value                       points    changes in days
        { FieldType.DateTime, "2026-11-22T09:00:00Z", 10, null },
        { FieldType.DateTime, "2026-10-23T09:00:00Z", 5, null },
        { FieldType.DateTime, "2026-11-24T09:00:00Z", 0, 2 }, // Still to come.
        { FieldType.Date, "2026-11-22", 9.91m, null },        // Since midnight UTC.
        { FieldType.Date, "2026-11-23", 0, 0.625 },
        { FieldType.Date, "some day", 0, null },
        { FieldType.DateTime, "  ", 0, null },
        { FieldType.DateTime, null, 0, null },
    };

    [Theory]
    [MemberData(nameof(Sinces))]
    public void A_moment_in_a_field_counts_from_then_on_and_fades(FieldType type, string? value, decimal points, double? changes)
    {
        var field = new FieldRef(SystemName.HubSpot, "at", type);
        var scoring = new Scoring { Engagement = [new ScoreRule.Since("seen", 10, field)], HalfLife = TimeSpan.FromDays(30) };

        var score = Reckoning.Of(scoring, new Subject { HubSpot = FieldValues.Of(("at", value)) }, Now);

        Assert.Equal(points, score.Total);
        Assert.Equal(changes is { } days ? Now.AddDays(days) : null, score.Motion.Engagement.ChangesAt);
    }

    [Fact]
    public void Only_events_of_the_kind_about_the_thing_that_have_happened_count()
    {
        var rule = new ScoreRule.ForEach("pricing", 3, null, "page-view", new Phrase("pricing"));
        var subject = new Subject { Events = [View("PAGE-VIEW", "pricing page", 0), View("page-view", "blog", 0), View("form", "pricing", 0), View("page-view", "pricing", -1), View("page-view", "pricing", 0.5), View("page-view", "pricing", 0.25)] };

        var score = Reckoning.Of(new Scoring { Engagement = [rule] }, subject, Now);

        Assert.Equal([new ScorePart("pricing", ScoredPart.Engagement, 6, 2)], score.Parts);
        Assert.Equal(Now.AddDays(0.25), score.CrossesAt(ScoredPart.Total, 7, Now)); // Without a half-life only what is to come changes it.
    }

    [Theory]
    // cap     fit   what the cap takes off
    [InlineData(50, 50, -10)]
    [InlineData(60, 60, null)]
    [InlineData(70, 60, null)]
    public void A_cap_that_is_just_reached_takes_nothing_off(int cap, int fit, int? off)
    {
        var all = new Condition.All([]);
        var score = Reckoning.Of(new Scoring { Fit = [new ScoreRule.While("a", 40, all), new ScoreRule.While("b", 20, all)], FitMax = cap }, new Subject(), Now);

        Assert.Equal((fit, fit), (score.Fit, score.Total));
        Assert.Equal(off is { } points ? [new ScorePart("fit cap", ScoredPart.Fit, points, 1)] : [], score.Parts.Skip(2));
    }

    [Fact]
    public void Each_part_of_a_score_changes_at_its_own_time()
    {
        Condition Within(double days) => new Condition.Happened("form", null, 1, TimeSpan.FromDays(days));
        var scoring = new Scoring { Fit = [new ScoreRule.While("a", 5, Within(9))], Engagement = [new ScoreRule.While("b", 5, Within(4)), new ScoreRule.While("c", 5, Within(6))] };
        var score = Reckoning.Of(scoring, new Subject { Events = [View("form", "", -1)] }, Now);

        Assert.Equal(
            [Now.AddDays(8).AddTicks(1), Now.AddDays(3).AddTicks(1), Now.AddDays(3).AddTicks(1)],
            new[] { ScoredPart.Fit, ScoredPart.Engagement, ScoredPart.Total }.Select(part => score.CrossesAt(part, 1, Now)));
        Assert.Equal((5, 10, 15), (score.Of(ScoredPart.Fit), score.Of(ScoredPart.Engagement), score.Of(ScoredPart.Total)));
    }

    public static TheoryData<ScoreRule[], int?, decimal?> Most => new()
    {
        // rules                                                                           cap     the most there can be (null = no end)
        { [], null, 0m },
        { [new ScoreRule.While("a", 10, new Condition.All([])), new ScoreRule.While("b", 5, new Condition.All([]))], null, 15m },
        { [new ScoreRule.While("a", 10, new Condition.All([])), new ScoreRule.While("b", -5, new Condition.All([]))], null, 10m },
        { [new ScoreRule.While("a", 10, new Condition.All([])), new ScoreRule.While("b", 0, new Condition.All([]))], 7, 7m },
        { [new ScoreRule.While("a", 10, new Condition.All([]))], 12, 10m },
        { [new ScoreRule.ForEach("a", 10, 30, "form")], null, 30m },
        { [new ScoreRule.Per("a", 10, 20, Views)], null, 20m },
        { [new ScoreRule.ForEach("a", 10, null, "form")], null, null },
        { [new ScoreRule.ForEach("a", 10, null, "form")], 40, 40m },
        { [new ScoreRule.ForEach("a", -10, null, "form")], null, 0m },
        { [new ScoreRule.ForEach("a", 0, null, "form")], null, 0m },
        { [new ScoreRule.Since("a", 10, Views)], null, 10m },
    };

    [Theory]
    [MemberData(nameof(Most))]
    public void What_can_be_reached_at_most_is_known_before_anybody_is_scored(ScoreRule[] rules, int? cap, decimal? most)
    {
        var scoring = new Scoring { Fit = [.. rules], FitMax = cap, Engagement = [new ScoreRule.While("e", 3, new Condition.All([]))] };

        Assert.Equal((most, 3m, most + 3), (ScoreRange.Most(scoring, ScoredPart.Fit), ScoreRange.Most(scoring, ScoredPart.Engagement), ScoreRange.Most(scoring, ScoredPart.Total)));
        var turned = new Scoring { Engagement = [.. rules], EngagementMax = cap };
        Assert.Equal(most, ScoreRange.Most(turned, ScoredPart.Engagement));
    }

    private static PersonEvent View(string kind, string about, double days) => new() { Id = "", Kind = kind, About = about, At = Now.AddDays(days) };
}
