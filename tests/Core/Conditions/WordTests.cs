using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Core.Scores;

namespace Integration.Core.Tests.Conditions;

/// <summary>What a condition says to people: before anybody is judged by it, and of somebody who was.</summary>
public sealed class WordTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly FieldRef Country = new(SystemName.HubSpot, "country");
    private static readonly FieldRef Size = new(SystemName.HubSpot, "size", FieldType.Number);
    private static readonly Condition Here = new Condition.Is(Country, "DE");
    private static readonly Condition Big = new Condition.AtLeast(Size, 50);

    public static TheoryData<Condition, string> Rules => new()
    {
        { new Condition.IsSet(Country), "country is set" },
        { new Condition.IsSet(Country, Set: false), "country is blank" },
        { new Condition.Scored(ScoredPart.Total, 60), "score is at least 60" },
        { new Condition.Scored(ScoredPart.Fit, 60.5m), "fit score is at least 60.5" },
        { new Condition.All([]), "anybody" },
        { new Condition.All([Here, Big]), "country is DE and size is at least 50" },
        { new Condition.Any([Here, new Condition.All([Here, Big])]), "country is DE or (country is DE and size is at least 50)" },
        { new Condition.All([new Condition.Any([Here, Big]), Here]), "(country is DE or size is at least 50) and country is DE" },
        { new Condition.All([new Condition.Any([Here]), new Condition.All([Big]), Here]), "country is DE and size is at least 50 and country is DE" },
        { new Condition.Not(new Condition.Any([Here, Big])), "not (country is DE or size is at least 50)" },
        { new Condition.Happened("form", new Phrase("pricing"), 2, TimeSpan.FromDays(7)), "form about pricing at least twice within 7 days" },
        { new Condition.Happened("form"), "form at least once" },
        { new Condition.Changed(Country, TimeSpan.FromDays(1)), "country changed within 1 day" },
        { new Condition.Changed(Country, TimeSpan.FromHours(36)), "country changed within 36 hours" },
        { new Condition.Changed(Country, null), "country changed" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_reads_as_a_sentence_with_brackets_only_where_they_are_needed(Condition condition, string words) => Assert.Equal(words, ConditionWords.Of(condition));

    public static TheoryData<Condition, string> Traces => new()
    {
        { new Condition.All([]), "nothing is asked" },
        { new Condition.Any([]), "nothing is allowed" },
        { new Condition.All([Here, Big]), "country is FR, not DE and size is not shown by HubSpot" }, // All that keeps it from holding.
        { new Condition.All([new Condition.Is(Country, "FR"), Big]), "size is not shown by HubSpot" },
        { new Condition.All([new Condition.Is(Country, "FR"), new Condition.IsSet(Country)]), "country is FR and country is set" },
        { new Condition.All([new Condition.Is(Country, "FR"), Here]), "country is FR, not DE" },
        { new Condition.Any([Here, Big]), "country is FR, not DE; size is not shown by HubSpot" },
        { new Condition.Any([Here, new Condition.Is(Country, "FR")]), "country is FR" }, // The one that holds.
        { new Condition.Not(new Condition.Is(Country, "FR")), "country is FR, which is ruled out" },
        { new Condition.Changed(Country, TimeSpan.FromDays(2)), "country did not change within 2 days" },
        { new Condition.Changed(Country with { Name = "city" }, TimeSpan.FromDays(2)), "city changed within 2 days" },
        { new Condition.IsSet(Country, Set: false), "country is set to FR" },
        { new Condition.IsSet(Country with { Name = "city" }), "city is blank" },
        { new Condition.IsSet(Country with { Name = "state" }), "state is blank" }, // It holds blanks.
        { new Condition.Happened("form", null, 2), "form once, not twice" },
        { new Condition.Happened("webinar", null, 2), "no webinar" },
        { new Condition.Happened("form"), "form once" },
        { new Condition.Scored(ScoredPart.Fit, 60), "fit score is 25, less than 60" },
        { new Condition.Scored(ScoredPart.Total, 20), "score is 25" },
        { new Condition.In(Country, [.. "abcdefgh".Select(letter => $"{letter}")]), "country is FR, not one of a, b, c, d, e, f, g, h" },
        { new Condition.In(Country, [.. "abcdefghij".Select(letter => $"{letter}")]), "country is FR, not one of a, b, c, d, e, f, g, h and 2 more" },
        { new Condition.Is(Country, new string('x', 80)), $"country is FR, not {new string('x', 80)}" },
        { new Condition.Is(Country, new string('x', 81)), $"country is FR, not {new string('x', 80)}…" },
    };

    [Theory]
    [MemberData(nameof(Traces))]
    public void What_became_of_a_rule_is_said_with_what_was_seen(Condition condition, string words)
    {
        var score = Reckoning.Of(new Scoring { Fit = [new ScoreRule.While("x", 25, new Condition.All([]))] }, new Subject(), Now);
        var subject = new Subject
        {
            HubSpot = FieldValues.Of(("country", "FR"), ("city", null), ("state", "  ")),
            HubSpotChanged = Subject.NoChanges.Add("city", Now.AddDays(-1)).Add("country", Now.AddDays(-3)),
            Events = [new PersonEvent { Id = "1", Kind = "form", At = Now.AddDays(-1) }],
            Score = score,
        };

        Assert.Equal(words, Evaluation.Of(condition, subject, Now).Words);
    }

    [Fact]
    public void A_trace_lists_rule_under_rule_each_with_its_depth()
    {
        var condition = new Condition.All([new Condition.Named("icp", new Condition.All([Here, Big])), new Condition.Any([]), new Condition.Any([Here, Big]), new Condition.Not(Here)]);

        var lines = TraceLine.Of(Evaluation.Of(condition, new Subject { HubSpot = FieldValues.Of(("country", "FR"), ("size", "60")) }, Now));

        Assert.Equal(
            [
                new TraceLine(1, Truth.No, "icp", "icp"),
                new TraceLine(3, Truth.No, "country is DE", "country is FR, not DE"),
                new TraceLine(3, Truth.Yes, "size is at least 50", "size is 60"),
                new TraceLine(1, Truth.No, ConditionWords.Of(new Condition.Any([])), "nothing is allowed"),
                new TraceLine(2, Truth.No, "country is DE", "country is FR, not DE"),
                new TraceLine(2, Truth.Yes, "size is at least 50", "size is 60"),
                new TraceLine(1, Truth.Yes, "not (country is DE)", "country is FR, not DE"),
            ],
            lines);
    }

    public static TheoryData<Condition, string, GapKind> Gaps => new()
    {
        { new Condition.Is(Country, "DE"), "country", GapKind.Failed },
        { new Condition.IsSet(Country with { Name = "city" }), "city", GapKind.Blank },
        { new Condition.IsSet(Country, Set: false), "country", GapKind.Failed },
        { new Condition.IsSet(Size), "size", GapKind.Unreadable },
        { new Condition.Any([new Condition.Is(Country, "DE")]), "country", GapKind.Failed },
        { new Condition.Any([new Condition.Is(Country with { Name = "city" }, "Bonn"), new Condition.IsSet(Country with { Name = "city" })]), "city", GapKind.Blank },
        { new Condition.Any([new Condition.Is(Country with { Name = "city" }, "Bonn"), new Condition.Is(Country, "DE")]), "city or country", GapKind.Failed },
        { new Condition.Not(new Condition.Is(Country, "FR")), "not country", GapKind.Failed },
        { new Condition.Named("icp", new Condition.Is(Country, "DE")), "icp", GapKind.Failed },
        { new Condition.Any([new Condition.Named("icp", new Condition.Is(Country, "DE"))]), "icp", GapKind.Failed },
        { new Condition.Happened("form"), "form", GapKind.Failed },
        { new Condition.Scored(ScoredPart.Total, 1), "score", GapKind.Unreadable },
    };

    [Theory]
    [MemberData(nameof(Gaps))]
    public void A_gap_says_what_is_missing_and_whether_it_is_wrong_blank_or_hidden(Condition condition, string criterion, GapKind kind)
    {
        var gap = Assert.Single(Evaluation.Of(condition, new Subject { HubSpot = FieldValues.Of(("country", "FR"), ("city", null)) }, Now).Gaps());

        Assert.Equal((criterion, kind), (gap.Criterion, gap.Kind));
    }

    [Fact]
    public void A_phrase_needs_a_letter_or_digit_and_is_found_as_whole_words_up_to_the_last_letter()
    {
        Assert.Throws<FormatException>(() => new Phrase(" ** "));
        Assert.True(new Phrase("vp").IsIn("svp, vp"));
        Assert.False(new Phrase("p").IsIn("vp"));
        Assert.True(new Phrase("a").IsIn("aa a"));
        Assert.True(new Phrase("*p").IsIn("svp"));
    }

    [Fact]
    public void Patterns_of_one_text_are_one_pattern_and_two_hundred_characters_are_allowed()
    {
        Assert.Equal(Pattern.Parse("^a$"), Pattern.Parse("^a$"));
        Assert.NotEqual(Pattern.Parse("^a$"), Pattern.Parse("^b$"));
        Assert.False(Pattern.Parse("^a$").Equals(null));
        Assert.True(Pattern.TryParse(new string('a', Pattern.TextMax), out _, out _));
        Assert.False(Pattern.TryParse("", out _, out _));
    }
}
