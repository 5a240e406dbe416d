using System.Collections.Immutable;
using Integration.Core.Mappings;
using Integration.Core.Merges;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Core.Tests.Merges;

/// <summary>Policies that rest on more than the values: who owns, when it changed, who may let in again, what a day or an instant is.</summary>
public sealed class PolicyTests
{
    [Theory]
    [InlineData(62_000, 60_000, "2 to Salesforce")]
    [InlineData(61_999, 60_000, "3 to HubSpot")] // Within the skew of two clocks nobody was first: the declared side.
    [InlineData(10_000, 60_000, "3 to HubSpot")]
    public void A_change_is_later_from_two_seconds_after_the_other_at_the_latest(long hubSpotAfter, long salesforceNotAfter, string expected) =>
        Assert.Equal(expected, Newest(SystemName.Salesforce, new ChangeInterval(hubSpotAfter, hubSpotAfter + 500), new ChangeInterval(salesforceNotAfter - 500, salesforceNotAfter)));

    [Theory]
    [InlineData(62_000, 60_000, "3 to HubSpot")]
    [InlineData(61_999, 60_000, "2 to Salesforce")]
    public void So_is_a_change_of_Salesforces(long salesforceAfter, long hubSpotNotAfter, string expected) =>
        Assert.Equal(expected, Newest(SystemName.HubSpot, new ChangeInterval(hubSpotNotAfter - 500, hubSpotNotAfter), new ChangeInterval(salesforceAfter, salesforceAfter + 500)));

    [Fact]
    public void Where_one_time_is_unknown_the_declared_side_decides()
    {
        Assert.Equal("2 to Salesforce", Newest(SystemName.HubSpot, null, new ChangeInterval(90_000, 91_000)));
        Assert.Equal("3 to HubSpot", Newest(SystemName.Salesforce, new ChangeInterval(90_000, 91_000), null));
    }

    [Theory]
    [InlineData(SystemName.HubSpot, "1", "2", "2 to Salesforce")]
    [InlineData(SystemName.HubSpot, "1", null, "(blank) to Salesforce")] // The owner cleared it.
    [InlineData(SystemName.HubSpot, null, null, "3 to HubSpot")] // The owner never had one.
    [InlineData(SystemName.Salesforce, "1", "2", "3 to HubSpot")]
    public void A_filled_blank_is_the_owners_and_a_clear_of_the_owners_travels(SystemName owner, string? before, string? hubSpot, string expected)
    {
        var field = Text with { Conflict = ConflictPolicy.FillBlank, Else = owner };
        Assert.Equal(expected, Told(FieldMerge.Decide(field, Based(before, before), FieldValue.Of(hubSpot), FieldValue.Of("3"))));
    }

    [Theory]
    [InlineData("true", "true", SystemName.HubSpot, "false", "true", "false to Salesforce")]
    [InlineData("true", "true", SystemName.Salesforce, "false", "true", "true to HubSpot")]
    [InlineData("true", "true", SystemName.Salesforce, "true", "false", "false to HubSpot")]
    [InlineData("true", "true", SystemName.HubSpot, "true", "false", "true to Salesforce")]
    [InlineData("true", "false", SystemName.HubSpot, "false", "true", "true to HubSpot")] // They had not agreed on it, so nobody lets in again.
    [InlineData("false", "true", SystemName.Salesforce, "true", "false", "true to Salesforce")]
    public void Only_the_side_that_may_let_people_in_again_ends_an_agreed_opt_out(string baseHubSpot, string baseSalesforce, SystemName optInFrom, string hubSpot, string salesforce, string expected)
    {
        var field = Text with { Type = FieldType.Boolean, Conflict = ConflictPolicy.OptOut, OptInFrom = optInFrom };
        Assert.Equal(expected, Told(FieldMerge.Decide(field, Based(baseHubSpot, baseSalesforce), FieldValue.Of(hubSpot), FieldValue.Of(salesforce))));
    }

    [Theory]
    [InlineData(FieldType.Date, ConflictPolicy.Max, "2026-11-24", "1795392000000", "2026-11-24 to Salesforce")] // Epoch ms of the 23rd.
    [InlineData(FieldType.Date, ConflictPolicy.Min, "2026-11-24", "2026-11-23", "2026-11-23 to HubSpot")]
    [InlineData(FieldType.Date, ConflictPolicy.Max, "soon", "2026-11-23", HoldCodes.FieldNotComparable)]
    [InlineData(FieldType.Date, ConflictPolicy.Max, "2026-11-23", "soon", HoldCodes.FieldNotComparable)]
    [InlineData(FieldType.Date, ConflictPolicy.Max, "9", "10", HoldCodes.FieldNotComparable)] // Numbers are no days.
    [InlineData(FieldType.DateTime, ConflictPolicy.Max, "2026-11-22T11:00:00+02:00", "2026-11-22T10:00:00Z", "2026-11-22T10:00:00.000Z to HubSpot")] // By the instant, not by the text.
    [InlineData(FieldType.DateTime, ConflictPolicy.Min, "2026-11-22T11:00:00+02:00", "2026-11-22T10:00:00Z", "2026-11-22T09:00:00.000Z to Salesforce")]
    [InlineData(FieldType.DateTime, ConflictPolicy.Max, "2026-11-22T11:00:00Z", "soon", HoldCodes.FieldNotComparable)]
    [InlineData(FieldType.DateTime, ConflictPolicy.Max, "soon", "2026-11-22T11:00:00Z", HoldCodes.FieldNotComparable)]
    [InlineData(FieldType.Number, ConflictPolicy.Max, "1e3", "999", "1000 to Salesforce")]
    public void The_largest_and_smallest_are_those_of_the_type(FieldType type, ConflictPolicy policy, string hubSpot, string salesforce, string expected)
    {
        var field = Text with { Type = type, Conflict = policy };
        Assert.Equal(expected, Told(FieldMerge.Decide(field, new FieldState(), FieldValue.Of(hubSpot), FieldValue.Of(salesforce))));
    }

    [Theory]
    [InlineData("won", "Offen", "won to Salesforce")]
    [InlineData("new", "Offen", "open to HubSpot")]
    [InlineData("new", "Seltsam", HoldCodes.FieldUntranslated)]
    public void The_most_advanced_is_found_in_HubSpots_words(string hubSpot, string salesforce, string expected)
    {
        var field = Text with { Conflict = ConflictPolicy.MostAdvanced, Order = ["new", "open", "won"], Values = Words };
        var verdict = FieldMerge.Decide(field, Based("new", "Neu"), FieldValue.Of(hubSpot), FieldValue.Of(salesforce));
        Assert.Equal(expected.Replace("won to", "Gewonnen to"), Told(verdict));
    }

    [Fact]
    public void A_value_without_a_word_on_the_other_side_names_the_side_that_said_it()
    {
        var field = Text with { Values = Words };
        Assert.Equal(SystemName.Salesforce, FieldMerge.Decide(field, Based("new", "Neu"), FieldValue.Of("new"), FieldValue.Of("Seltsam")).Untold);
        Assert.Equal(SystemName.HubSpot, FieldMerge.Decide(field, Based("new", "Neu"), FieldValue.Of("strange"), FieldValue.Of("Neu")).Untold);
    }

    [Fact]
    public void What_is_never_blanked_keeps_its_value_and_the_clear_is_told_as_lost()
    {
        var field = Text with { NeverBlank = true };
        var verdict = FieldMerge.Decide(field, Based("1", "1"), FieldValue.Blank, FieldValue.Of("1"));
        Assert.Equal((FieldOutcome.Adopt, SystemName.HubSpot), (verdict.Outcome, verdict.Loser));
        verdict = FieldMerge.Decide(field, Based("1", "1"), FieldValue.Of("1"), FieldValue.Blank);
        Assert.Equal((FieldOutcome.Adopt, SystemName.Salesforce), (verdict.Outcome, verdict.Loser));
        Assert.Equal("2 to Salesforce", Told(FieldMerge.Decide(field, Based("1", "1"), FieldValue.Of("2"), FieldValue.Of("1"))));
    }

    [Fact]
    public void A_blank_that_wins_and_may_not_travel_lets_the_other_sides_edit_through_and_is_told_as_lost()
    {
        var neverBlank = FieldMerge.Decide(Text with { NeverBlank = true, Conflict = ConflictPolicy.HubSpot }, Based("1", "1"), FieldValue.Blank, FieldValue.Of("2"));
        Assert.Equal(("2 to HubSpot", SystemName.HubSpot), (Told(neverBlank), neverBlank.Loser));
        // HubSpot's value was once refused by Salesforce: there is nothing to clear there.
        var refused = FieldMerge.Decide(Text with { Conflict = ConflictPolicy.HubSpot }, Based("1", null), FieldValue.Blank, FieldValue.Of("2"));
        Assert.Equal(("2 to HubSpot", SystemName.HubSpot), (Told(refused), refused.Loser));
        var other = FieldMerge.Decide(Text with { Conflict = ConflictPolicy.Salesforce }, Based(null, "1"), FieldValue.Of("2"), FieldValue.Blank);
        Assert.Equal(("2 to Salesforce", SystemName.Salesforce), (Told(other), other.Loser));
    }

    [Fact]
    public void A_part_that_one_side_never_took_was_not_removed_there()
    {
        var set = Text with { Type = FieldType.MultiPicklist, Conflict = ConflictPolicy.Union };
        // Salesforce once stored "a" of "a;b". Somebody adds "c" there and "d" in HubSpot.
        Assert.Equal("a;b;c;d", FieldMerge.Decide(set, Based("a;b", "a"), FieldValue.Of("a;b;d"), FieldValue.Of("a;c")).IntoSalesforce.Text);
        Assert.Equal("b to HubSpot", Told(FieldMerge.Decide(set, Based("b", null), FieldValue.Blank, FieldValue.Of("b"))));
    }

    private static FieldMapping Text { get; } = new() { HubSpot = "field", Salesforce = "Field__c" };

    private static ImmutableSortedDictionary<string, string> Words { get; } =
        new Dictionary<string, string> { ["Neu"] = "new", ["Offen"] = "open", ["Gewonnen"] = "won" }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static FieldState Based(string? hubSpot, string? salesforce) => new() { BaseHubSpot = FieldValue.Of(hubSpot), BaseSalesforce = FieldValue.Of(salesforce) };

    private static string Newest(SystemName otherwise, ChangeInterval? hubSpot, ChangeInterval? salesforce) => Told(FieldMerge.Decide(
        Text with { Conflict = ConflictPolicy.Newest, Else = otherwise }, Based("1", "1") with { HubSpotChanged = hubSpot, SalesforceChanged = salesforce }, FieldValue.Of("2"), FieldValue.Of("3")));

    private static string Told(FieldVerdict verdict) => verdict.HoldCode
        ?? (!verdict.IntoHubSpot.IsMissing ? $"{verdict.IntoHubSpot} to HubSpot" : !verdict.IntoSalesforce.IsMissing ? $"{verdict.IntoSalesforce} to Salesforce" : $"{verdict.Outcome}");
}
