using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.People;
using Integration.Core.Records;
using Integration.Core.Scores;

namespace Integration.Core.Tests.Conditions;

/// <summary>How the truths of parts make the truth of the whole, and when time alone changes it.</summary>
public sealed class TruthTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly FieldRef At = new(SystemName.HubSpot, "at", FieldType.DateTime);

    [Theory]
    // parts         all        any       (y = holds, n = does not, u = cannot be told)
    [InlineData("", Truth.Yes, Truth.No)]
    [InlineData("y", Truth.Yes, Truth.Yes)]
    [InlineData("n", Truth.No, Truth.No)]
    [InlineData("u", Truth.Unknown, Truth.Unknown)]
    [InlineData("yn", Truth.No, Truth.Yes)]
    [InlineData("ny", Truth.No, Truth.Yes)]
    [InlineData("yu", Truth.Unknown, Truth.Yes)]
    [InlineData("uy", Truth.Unknown, Truth.Yes)]
    [InlineData("nu", Truth.No, Truth.Unknown)]
    [InlineData("un", Truth.No, Truth.Unknown)]
    [InlineData("yyu", Truth.Unknown, Truth.Yes)]
    [InlineData("nnu", Truth.No, Truth.Unknown)]
    public void What_cannot_be_told_decides_only_where_the_rest_leaves_it_open(string parts, Truth all, Truth any)
    {
        ImmutableArray<Condition> conditions = [.. parts.Select(Part)];

        Assert.Equal(all, Of(new Condition.All(conditions)));
        Assert.Equal(any, Of(new Condition.Any(conditions)));
        Assert.Equal(Opposite(all), Of(new Condition.Not(new Condition.All(conditions))));
    }

    [Theory]
    // days ago of the parts' instants, windows of ten days      changes in
    [InlineData(new[] { 2.0 }, 8.0)]
    [InlineData(new[] { 2.0, 3.0 }, 7.0)]
    [InlineData(new[] { 3.0, 2.0 }, 7.0)]
    [InlineData(new[] { 20.0, 3.0 }, 7.0)] // What has left its window does not come back.
    [InlineData(new[] { 3.0, 20.0 }, 7.0)]
    [InlineData(new[] { 20.0, 30.0 }, null)]
    [InlineData(new[] { -1.0, 3.0 }, 1.0)]
    public void The_whole_is_looked_at_again_when_the_first_of_its_parts_changes(double[] ago, double? changes)
    {
        var fields = ago.Select((_, number) => At with { Name = $"at{number}" }).ToList();
        var subject = new Subject { HubSpot = FieldValues.Of(ago.Select((days, number) => ($"at{number}", (string?)Now.AddDays(-days).ToString("O"))).ToArray()) };

        var trace = Evaluation.Of(new Condition.All([.. fields.Select(field => new Condition.Within(field, TimeSpan.FromDays(10)))]), subject, Now);

        // A moment to come counts from its instant on; a window's last tick belongs to it.
        Assert.Equal(changes is { } days ? Now.AddDays(days).AddTicks(ago[0] < 0 ? 0 : 1) : null, trace.ChangesAt);
    }

    [Fact]
    public void What_happens_this_very_moment_has_happened()
    {
        var subject = new Subject { HubSpot = FieldValues.Of(("at", Now.ToString("O"))) };

        Assert.Equal(Truth.Yes, Evaluation.Of(new Condition.Within(At, TimeSpan.FromDays(1)), subject, Now).Truth);
    }

    [Fact]
    public void A_window_without_an_end_in_the_calendar_never_closes()
    {
        var subject = new Subject { HubSpot = FieldValues.Of(("at", Now.ToString("O"))) };
        foreach (var window in (TimeSpan[])[TimeSpan.MaxValue, DateTimeOffset.MaxValue - Now])
        {
            var trace = Evaluation.Of(new Condition.Within(At, window), subject, Now);
            Assert.Equal((Truth.Yes, null), (trace.Truth, trace.ChangesAt));
        }
    }

    [Fact]
    public void Events_leave_their_window_in_the_order_in_which_they_happened_whatever_order_they_came_in()
    {
        var subject = new Subject { Events = [.. new[] { 1, 6, 3 }.Select(days => new PersonEvent { Id = $"{days}", Kind = "form", At = Now.AddDays(-days) })] };

        DateTimeOffset? Falls(int times) => Evaluation.Of(new Condition.Happened("form", null, times, TimeSpan.FromDays(7)), subject, Now).ChangesAt;

        Assert.Equal([Now.AddDays(6).AddTicks(1), Now.AddDays(4).AddTicks(1), Now.AddDays(1).AddTicks(1)], new[] { 1, 2, 3 }.Select(Falls));
    }

    [Theory]
    [InlineData(59, Truth.No)]
    [InlineData(60, Truth.Yes)]
    [InlineData(61, Truth.Yes)]
    public void A_score_that_is_just_reached_is_reached(int points, Truth truth)
    {
        var score = Reckoning.Of(new Scoring { Fit = [new ScoreRule.While("x", points, new Condition.All([]))] }, new Subject(), Now);

        Assert.Equal(truth, Evaluation.Of(new Condition.Scored(ScoredPart.Total, 60), new Subject { Score = score }, Now).Truth);
    }

    [Theory]
    [InlineData(9, Truth.No)]
    [InlineData(10, Truth.Yes)]
    [InlineData(20, Truth.Yes)]
    [InlineData(21, Truth.No)]
    public void Between_includes_both_ends(int number, Truth truth) =>
        Assert.Equal(truth, Evaluation.Of(new Condition.Between(new FieldRef(SystemName.HubSpot, "n", FieldType.Number), 10, 20), new Subject { HubSpot = FieldValues.Of(("n", $"{number}")) }, Now).Truth);

    [Theory]
    // type of the field                  red;green   the form ^green$ is met
    [InlineData(FieldType.MultiPicklist, Truth.Yes)] // By one of its values.
    [InlineData(FieldType.Text, Truth.No)]
    public void A_multi_select_is_read_value_by_value_and_a_text_as_a_whole(FieldType type, Truth truth)
    {
        var field = new FieldRef(SystemName.HubSpot, "colours", type);
        var subject = new Subject { HubSpot = FieldValues.Of(("colours", "red;green")) };

        Assert.Equal(truth, Evaluation.Of(new Condition.Matches(field, Pattern.Parse("^green$")), subject, Now).Truth);
    }

    private static Condition Part(char truth, int number) => new Condition.Is(new FieldRef(SystemName.HubSpot, truth == 'u' ? $"hidden{number}" : "shown"), truth == 'y' ? "here" : "elsewhere");

    private static Truth Of(Condition condition) => Evaluation.Of(condition, new Subject { HubSpot = FieldValues.Of(("shown", "here")) }, Now).Truth;

    private static Truth Opposite(Truth truth) => truth switch { Truth.Yes => Truth.No, Truth.No => Truth.Yes, _ => Truth.Unknown };
}
