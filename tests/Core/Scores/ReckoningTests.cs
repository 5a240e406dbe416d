using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Core.Scores;

namespace Integration.Core.Tests.Scores;

public sealed class ReckoningTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly FieldRef Views = new(SystemName.HubSpot, "views", FieldType.Number);
    private static readonly FieldRef Seen = new(SystemName.HubSpot, "seen", FieldType.DateTime);
    private static readonly FieldRef Country = new(SystemName.HubSpot, "country");

    private static readonly Scoring Rules = new()
    {
        Fit = [new ScoreRule.While("country", 45, new Condition.In(Country, ["DE"])), new ScoreRule.While("student", -20, new Condition.In(Country, ["XX"]))],
        Engagement =
        [
            new ScoreRule.ForEach("pricing", 12.5m, 40, "page-view", new Phrase("pricing")),
            new ScoreRule.ForEach("unsubscribed", -15, null, "unsubscribe"),
            new ScoreRule.Per("views", 0.5m, 5, Views),
            new ScoreRule.Since("last seen", 10, Seen),
            new ScoreRule.While("form", 8, new Condition.Happened("form", null, 1, TimeSpan.FromDays(14))),
        ],
        EngagementMax = 50,
        HalfLife = TimeSpan.FromDays(30),
    };

    [Fact]
    public void A_point_is_worth_half_after_its_half_life()
    {
        var subject = new Subject { Events = [View(-30), View(-60)] };

        var part = Assert.Single(Reckoning.Of(Rules, subject, Now).Parts);

        Assert.Equal(new ScorePart("pricing", ScoredPart.Engagement, 9.38m, 2), part);
    }

    [Fact]
    public void What_a_cap_takes_off_is_a_part_of_its_own()
    {
        var subject = new Subject
        {
            HubSpot = FieldValues.Of(("country", "DE"), ("views", "400"), ("seen", "2026-11-22T09:00:00Z")),
            Events = [View(0), View(0), View(0), View(0), View(0)],
        };

        var score = Reckoning.Of(Rules, subject, Now);

        Assert.Equal([45m, 40m, 5m, 10m, -5m], score.Parts.Select(part => part.Points));
        Assert.Equal("engagement cap", score.Parts[^1].Rule);
        Assert.Equal((45m, 50m, 95m), (score.Fit, score.Engagement, score.Total));
    }

    [Fact]
    public void The_parts_always_add_up_to_the_total()
    {
        var random = new Random(4711);
        for (var round = 0; round < Draws.Of(3_000); round++)
        {
            var score = Reckoning.Of(Rules, Somebody(random), Now);

            Assert.Equal(score.Total, score.Parts.Sum(part => part.Points));
            Assert.Equal(score.Fit, score.Parts.Where(part => part.Of == ScoredPart.Fit).Sum(part => part.Points));
            Assert.All(score.Parts, part => Assert.Equal(part.Points, Math.Round(part.Points, 2)));
        }
    }

    [Fact]
    public void One_more_good_event_never_lowers_a_score_and_one_more_bad_one_never_raises_it()
    {
        var random = new Random(815);
        for (var round = 0; round < Draws.Of(3_000); round++)
        {
            var somebody = Somebody(random);
            var before = Reckoning.Of(Rules, somebody, Now).Total;
            var at = -random.Next(0, 90);

            Assert.True(Reckoning.Of(Rules, somebody with { Events = somebody.Events.Add(View(at)) }, Now).Total >= before);
            Assert.True(Reckoning.Of(Rules, somebody with { Events = somebody.Events.Add(View(at) with { Kind = "unsubscribe" }) }, Now).Total <= before);
        }
    }

    [Fact]
    public void Without_a_word_from_anyone_points_for_good_events_only_fall()
    {
        var random = new Random(99);
        for (var round = 0; round < Draws.Of(300); round++)
        {
            var somebody = Somebody(random);
            somebody = somebody with { Events = [.. somebody.Events.Where(one => one.Kind != "unsubscribe")] };
            var last = decimal.MaxValue;
            for (var day = 0; day < 200; day++)
            {
                var total = Reckoning.Of(Rules, somebody, Now.AddDays(day)).Total;
                Assert.True(total <= last, $"round {round} day {day}: {total} after {last}");
                last = total;
            }
        }
    }

    [Fact]
    public void A_score_never_crosses_a_threshold_before_the_moment_it_says()
    {
        var random = new Random(7);
        var (crossings, named) = (0, 0);
        for (var round = 0; round < Draws.Of(1_500); round++)
        {
            var somebody = Somebody(random);
            var condition = new Condition.Scored((ScoredPart)random.Next(3), random.Next(10, 90));
            Trace At(DateTimeOffset now) => Evaluation.Of(condition, somebody with { Score = Reckoning.Of(Rules, somebody, now) }, now);
            var trace = At(Now);
            for (var hour = 1; hour < 24 * 60; hour += 1 + hour / 24)
            {
                var later = Now.AddHours(hour);
                if (At(later).Truth == trace.Truth) continue;
                crossings++;
                Assert.True(trace.ChangesAt <= later, $"round {round}: crossed at {later:O}, said {trace.ChangesAt:O}");
                break;
            }
            if (trace.ChangesAt is not null) named++;
        }
        Assert.True((crossings > 50 || Draws.AreFew) && named < 1_500, $"the test saw {crossings} crossings and {named} moments");
    }

    [Fact]
    public void Asking_again_at_the_moment_it_says_finds_the_crossing_in_few_steps()
    {
        var somebody = new Subject { HubSpot = FieldValues.Of(("country", "DE")), Events = [View(-1), View(-2), View(-5)] };
        var condition = new Condition.Scored(ScoredPart.Total, 60);
        Trace At(DateTimeOffset now) => Evaluation.Of(condition, somebody with { Score = Reckoning.Of(Rules, somebody, now) }, now);

        var (now, asked) = (Now, 0);
        while (At(now) is { Truth: Truth.Yes } trace)
        {
            now = trace.ChangesAt!.Value;
            asked++;
        }

        Assert.InRange(asked, 1, 40);
        Assert.Equal(Truth.Yes, At(now.AddHours(-1)).Truth);
    }

    private static Subject Somebody(Random random)
    {
        var events = ImmutableArray.CreateBuilder<PersonEvent>();
        for (var left = random.Next(6); left > 0; left--) events.Add(View(-random.NextDouble() * 60));
        for (var left = random.Next(3); left > 0; left--) events.Add(View(-random.NextDouble() * 60) with { Kind = "unsubscribe" });
        for (var left = random.Next(2); left > 0; left--) events.Add(View(-random.NextDouble() * 20) with { Kind = "form" });
        return new Subject
        {
            HubSpot = FieldValues.Of(
                ("country", random.Next(3) switch { 0 => "DE", 1 => "XX", _ => null }),
                ("views", random.Next(2) == 0 ? null : random.Next(-3, 30).ToString()),
                ("seen", random.Next(2) == 0 ? null : Now.AddDays(-random.Next(90)).ToString("O"))),
            Events = events.ToImmutable(),
        };
    }

    private static PersonEvent View(double days) => new() { Id = "", Kind = "page-view", About = "pricing", At = Now.AddDays(days) };
}
