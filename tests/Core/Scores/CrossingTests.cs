using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Core.Scores;

namespace Integration.Core.Tests.Scores;

/// <summary>When a score that nobody touches is to be looked at again: never later than it crosses the threshold.</summary>
public sealed class CrossingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromDays(30) / 1024;
    private static readonly FieldRef Hired = new(SystemName.HubSpot, "hired", FieldType.DateTime);
    private static readonly ScoreRule Always = new ScoreRule.While("always", 45, new Condition.All([]));
    private static readonly Subject Person = new() { HubSpot = FieldValues.Of(("hired", Now.ToString("O"))), Events = [new PersonEvent { Id = "1", Kind = "form", At = Now }] };

    /// <summary>Rules for fit may fade as well; their crossing was looked for among engagement alone, and such a person stayed ready until something happened.</summary>
    [Theory]
    [InlineData(ScoredPart.Fit)]
    [InlineData(ScoredPart.Total)]
    public void A_fit_that_fades_below_its_threshold_is_looked_at_in_time(ScoredPart part)
    {
        var scoring = new Scoring { Fit = [Always, new ScoreRule.Since("new in the job", 20, Hired)], HalfLife = TimeSpan.FromDays(30) };

        // 20 points are 10 after thirty days: below 55 just after.
        Crosses(scoring, part, 55, Now.AddDays(29), Now.AddDays(31));
    }

    [Fact]
    public void A_fit_that_does_not_fade_is_not_looked_at_again_because_of_the_engagement()
    {
        var scoring = new Scoring { Fit = [Always], Engagement = [Form(20)], HalfLife = TimeSpan.FromDays(30) };

        Assert.Null(Reckoning.Of(scoring, Person, Now).CrossesAt(ScoredPart.Fit, 40, Now));
        Assert.NotNull(Reckoning.Of(scoring, Person, Now).CrossesAt(ScoredPart.Total, 50, Now));
        Assert.Null(Reckoning.Of(new Scoring { Engagement = [Form(20)] }, Person, Now).CrossesAt(ScoredPart.Total, 10, Now)); // Without a half-life nothing fades.
    }

    [Theory]
    [InlineData(ScoredPart.Total, 40)]
    [InlineData(ScoredPart.Engagement, -5)]
    public void What_was_taken_off_fades_too_and_the_score_comes_up_again(ScoredPart part, int threshold)
    {
        var scoring = new Scoring { Fit = [Always], Engagement = [Form(-15)], HalfLife = TimeSpan.FromDays(30) };

        // 15 points are 5 after about forty-seven and a half days.
        Crosses(scoring, part, threshold, Now.AddDays(47), Now.AddDays(48));
    }

    [Theory]
    [InlineData(-16)] // Below all that it can ever be.
    [InlineData(1)]   // It comes up to nothing and no further.
    public void What_can_never_be_crossed_is_never_looked_at_for_it(int threshold) =>
        Assert.Null(Reckoning.Of(new Scoring { Engagement = [Form(-15)], HalfLife = TimeSpan.FromDays(30) }, Person, Now).CrossesAt(ScoredPart.Engagement, threshold, Now));

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Many_parts_that_are_rounded_away_from_nothing_move_together_with_the_first_step(int sign)
    {
        // Twenty times 1.005 are twenty times 1.01; one step later they are twenty times 1.00.
        var scoring = new Scoring { Engagement = [.. Enumerable.Range(0, 20).Select(number => new ScoreRule.ForEach($"{number}", sign * 1.005m, null, "form"))], HalfLife = TimeSpan.FromDays(30) };
        Assert.Equal(sign * 20.20m, Reckoning.Of(scoring, Person, Now).Total);

        Crosses(scoring, ScoredPart.Total, sign * 20.05m, Now, Now.AddTicks(Step.Ticks));
    }

    [Fact]
    public void What_would_take_all_of_the_points_is_looked_at_when_they_are_gone_and_never_at_once()
    {
        var scoring = new Scoring { Fit = [new ScoreRule.While("a crumb", 0.01m, new Condition.All([]))], Engagement = [Form(10)], HalfLife = TimeSpan.FromDays(30) };

        Assert.True(Reckoning.Of(scoring, Person, Now).CrossesAt(ScoredPart.Total, 0, Now) > Now.AddDays(30 * 59));
    }

    [Fact]
    public void A_crossing_beyond_the_end_of_the_calendar_never_comes()
    {
        var scoring = new Scoring { Fit = [new ScoreRule.While("a crumb", 0.01m, new Condition.All([]))], Engagement = [Form(10)], HalfLife = TimeSpan.FromDays(365 * 200) };

        Assert.Null(Reckoning.Of(scoring, Person, Now).CrossesAt(ScoredPart.Total, 0, Now));
    }

    [Fact]
    public void Of_a_fading_and_a_condition_that_ends_the_earlier_is_told()
    {
        ScoreRule Until(double days) => new ScoreRule.While("recent", 5, new Condition.Happened("form", null, 1, TimeSpan.FromDays(days)));
        DateTimeOffset? At(double days) => Reckoning.Of(new Scoring { Engagement = [Form(20), Until(days)], HalfLife = TimeSpan.FromDays(30) }, Person, Now).CrossesAt(ScoredPart.Total, 15, Now);

        Assert.Equal(Now.AddDays(3).AddTicks(1), At(3));
        Assert.InRange(At(300)!.Value, Now.AddDays(29), Now.AddDays(31));
    }

    private static ScoreRule Form(decimal points) => new ScoreRule.ForEach("form", points, null, "form");

    /// <summary>Asks again and again at the moment that is told, as the service does, and expects the crossing within the two moments and none before.</summary>
    private static void Crosses(Scoring scoring, ScoredPart part, decimal threshold, DateTimeOffset from, DateTimeOffset to)
    {
        bool Above(DateTimeOffset at) => Reckoning.Of(scoring, Person, at).Of(part) >= threshold;
        var (now, above) = (Now, Above(Now));
        for (var asked = 0; Above(now) == above; asked++)
        {
            Assert.True(asked < 40, $"asked forty times and not there at {now:O}");
            var next = Reckoning.Of(scoring, Person, now).CrossesAt(part, threshold, now);
            Assert.True(next > now, $"at {now:O} the next look is {next:O}");
            // Nothing is missed on the way there.
            for (var at = now; at < next; at += TimeSpan.FromHours(6)) Assert.Equal(above, Above(at));
            now = next.Value;
        }
        Assert.InRange(now, from, to);
    }
}
