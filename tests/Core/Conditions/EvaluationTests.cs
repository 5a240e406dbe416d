using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Mappings;
using Integration.Core.People;
using Integration.Core.Records;

namespace Integration.Core.Tests.Conditions;

public sealed class EvaluationTests
{
    private const string Table = "Conditions/condition-table.txt";
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly FieldRef Country = new(SystemName.HubSpot, "country");
    private static readonly FieldRef Size = new(SystemName.HubSpot, "numemployees", FieldType.Number);

    public static TheoryData<int, string> Rows => TextTable.Rows(Table);

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_condition_holds_as_the_table_says(int line, string row)
    {
        _ = line;
        var cells = TextTable.Cells(Table, row);
        var condition = ConditionText.Read(cells["condition"], new FieldRef(SystemName.HubSpot, "f", Enum.Parse<FieldType>(cells["type"])));

        var trace = Evaluation.Of(condition, OfValue(cells["value"]), Now);

        Assert.Equal(cells["truth"], trace.Truth.ToString());
        Assert.Equal(cells["words"], trace.Words);
        Assert.Empty(ConditionCheck.Of(condition));
    }

    [Fact]
    public void Everything_that_is_missing_is_named_at_once()
    {
        var condition = new Condition.All([
            new Condition.Named("icp", new Condition.All([new Condition.In(Country, ["DE"]), new Condition.AtLeast(Size, 50)])),
            new Condition.Named("authority", new Condition.Contains(new FieldRef(SystemName.Salesforce, "Title"), [new Phrase("vp")])),
        ]);
        var subject = new Subject { HubSpot = FieldValues.Of(("country", "FR"), ("numemployees", null)) };

        var gaps = Evaluation.Of(condition, subject, Now).Gaps();

        Assert.Equal(
            [
                new Gap("icp", GapKind.Failed, "country is FR, not one of DE"),
                new Gap("icp", GapKind.Blank, "numemployees is blank"),
                new Gap("authority", GapKind.Unreadable, "Salesforce Title is not shown by Salesforce"),
            ],
            gaps);
    }

    [Fact]
    public void One_of_several_ways_is_one_gap_that_names_them_all()
    {
        var condition = new Condition.Any([new Condition.In(Country, ["DE"]), new Condition.AtLeast(Size, 50)]);
        var subject = new Subject { HubSpot = FieldValues.Of(("country", "FR"), ("numemployees", "10")) };

        var gap = Assert.Single(Evaluation.Of(condition, subject, Now).Gaps());

        Assert.Equal(new Gap("country or numemployees", GapKind.Failed, "country is FR, not one of DE; numemployees is 10, less than 50"), gap);
    }

    [Fact]
    public void Events_are_counted_within_their_window_and_it_is_known_when_they_leave_it()
    {
        var condition = new Condition.Happened("page-view", new Phrase("pricing"), 2, TimeSpan.FromDays(7));
        var subject = new Subject { Events = [Event("1", -8), Event("2", -3), Event("3", -1), Event("4", -2, "blog")] };

        var trace = Evaluation.Of(condition, subject, Now);

        Assert.Equal(Truth.Yes, trace.Truth);
        Assert.Equal("page-view about pricing twice within 7 days", trace.Words);
        Assert.Equal(Now.AddDays(4).AddTicks(1), trace.ChangesAt);
        Assert.Equal(Truth.Yes, Evaluation.Of(condition, subject, trace.ChangesAt!.Value.AddTicks(-1)).Truth);
        Assert.Equal(Truth.No, Evaluation.Of(condition, subject, trace.ChangesAt.Value).Truth);
    }

    [Fact]
    public void What_another_clock_says_of_the_future_counts_once_it_is_here()
    {
        var condition = new Condition.Happened("form");
        var subject = new Subject { Events = [Event("1", 0) with { Kind = "form", At = Now.AddMinutes(2) }] };

        var trace = Evaluation.Of(condition, subject, Now);

        Assert.Equal(Truth.No, trace.Truth);
        Assert.Equal("no form", trace.Words);
        Assert.Equal(Now.AddMinutes(2), trace.ChangesAt);
        Assert.Equal(Truth.Yes, Evaluation.Of(condition, subject, Now.AddMinutes(2)).Truth);
    }

    [Fact]
    public void A_change_counts_from_when_it_was_seen()
    {
        var condition = new Condition.Changed(Country, TimeSpan.FromDays(1));
        var subject = new Subject
        {
            HubSpot = FieldValues.Of(("country", "DE")),
            HubSpotChanged = Subject.NoChanges.Add("country", Now.AddHours(-20)),
        };

        Assert.Equal(Truth.Yes, Evaluation.Of(condition, subject, Now).Truth);
        Assert.Equal(Truth.No, Evaluation.Of(condition, subject, Now.AddHours(5)).Truth);
        Assert.Equal(Truth.No, Evaluation.Of(condition, new Subject(), Now).Truth);
    }

    [Fact]
    public void A_pattern_that_could_run_away_is_refused_and_a_long_value_costs_nothing()
    {
        Assert.False(Pattern.TryParse("(a+)+$(?=b)", out _, out var problem));
        Assert.Contains("look-around", problem);
        Assert.False(Pattern.TryParse("[a", out _, out problem));
        Assert.Contains("does not read", problem);
        Assert.False(Pattern.TryParse(new string('a', Pattern.TextMax + 1), out _, out problem));
        Assert.Contains("200", problem);

        Assert.False(Pattern.Parse("^(a+)+$").IsIn(new string('a', 3_000) + "!"));
        Assert.True(Pattern.Parse("b").IsIn("ab"));
        Assert.False(Pattern.Parse("b").IsIn(new string('a', Pattern.ValueMax) + "b"));
    }

    [Theory]
    [InlineData("any", "never holds")]
    [InlineData("not any", "never holds")]
    [InlineData("between 20,10", "nothing lies between")]
    [InlineData("at-least 5", "asks for a number")]
    [InlineData("within 7d", "asks for a day or instant")]
    public void A_condition_that_cannot_fit_is_named_before_it_runs(string text, string what)
    {
        var field = new FieldRef(SystemName.HubSpot, "f", text.StartsWith("between", StringComparison.Ordinal) ? FieldType.Number : FieldType.Text);

        var problem = Assert.Single(ConditionCheck.Of(ConditionText.Read(text, field)));

        Assert.Contains(what, problem.What);
        Assert.NotEmpty(problem.Mend);
    }

    private static Subject OfValue(string cell) => new()
    {
        HubSpot = cell switch { "?" => FieldValues.None, "-" => FieldValues.Of(("f", null)), _ => FieldValues.Of(("f", cell)) },
    };

    private static PersonEvent Event(string id, int days, string about = "pricing page") => new() { Id = id, Kind = "page-view", At = Now.AddDays(days), About = about };
}
