using System.Collections.Immutable;
using System.Text;
using Integration.Core.Mappings;
using Integration.Core.Merges;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Core.Tests.Merges;

public sealed class FieldMergeTests
{
    private const string Table = "Merges/merge-table.txt";

    public static TheoryData<int, string> Rows => TextTable.Rows(Table);

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_field_is_merged_as_the_table_says(int line, string row)
    {
        _ = line;
        var cells = TextTable.Cells(Table, row);
        var field = Field(cells["policy"], cells["direction"]);
        var state = new FieldState { BaseHubSpot = Value(cells["base h"]), BaseSalesforce = Value(cells["base s"]) };

        var verdict = FieldMerge.Decide(field, state, Value(cells["hubspot"]), Value(cells["salesforce"]));

        Assert.Equal(cells["verdict"], Text(verdict));
    }

    [Fact]
    public void The_later_change_wins_only_where_the_intervals_do_not_touch()
    {
        var field = new FieldMapping { HubSpot = "jobtitle", Salesforce = "Title", Conflict = ConflictPolicy.Newest, Else = SystemName.Salesforce };
        var state = new FieldState { BaseHubSpot = FieldValue.Of("1"), BaseSalesforce = FieldValue.Of("1") };
        FieldVerdict Decide(ChangeInterval? h, ChangeInterval? s) =>
            FieldMerge.Decide(field, state with { HubSpotChanged = h, SalesforceChanged = s }, FieldValue.Of("2"), FieldValue.Of("3"));

        Assert.Equal("salesforce:=2 lost Salesforce", Text(Decide(new ChangeInterval(60_000, 61_000), new ChangeInterval(10_000, 20_000))));
        Assert.Equal("hubspot:=3 lost HubSpot", Text(Decide(new ChangeInterval(10_000, 20_000), new ChangeInterval(60_000, 61_000))));
        Assert.Equal("hubspot:=3 lost HubSpot", Text(Decide(new ChangeInterval(10_000, 61_000), new ChangeInterval(20_000, 30_000))));
        Assert.Equal("hubspot:=3 lost HubSpot", Text(Decide(null, new ChangeInterval(20_000, 30_000))));
    }

    [Fact]
    public void An_email_is_never_cleared_on_the_other_side()
    {
        var field = new FieldMapping { HubSpot = "email", Salesforce = "Email", Type = FieldType.Email };
        var state = new FieldState { BaseHubSpot = FieldValue.Of("a@b.test"), BaseSalesforce = FieldValue.Of("a@b.test") };

        Assert.Equal(FieldOutcome.Adopt, FieldMerge.Decide(field, state, FieldValue.Blank, FieldValue.Of("a@b.test")).Outcome);
    }

    [Fact]
    public void A_drift_that_is_not_put_back_over_an_owners_blank_is_told_as_the_edit_that_stayed()
    {
        var field = new FieldMapping { HubSpot = "jobtitle", Salesforce = "Title", Direction = FieldDirection.ToSalesforce, Drift = DriftRule.Reassert };
        var state = new FieldState { BaseHubSpot = FieldValue.Blank, BaseSalesforce = FieldValue.Blank };

        var verdict = FieldMerge.Decide(field, state, FieldValue.Blank, FieldValue.Of("CFO"));

        Assert.Equal("adopt lost Salesforce", Text(verdict));
        Assert.Equal("drift on Salesforce: kept, a blank is not written over it", verdict.Rule);
    }

    [Fact]
    public void A_drift_over_a_value_is_put_back()
    {
        var field = new FieldMapping { HubSpot = "jobtitle", Salesforce = "Title", Direction = FieldDirection.ToSalesforce, Drift = DriftRule.Reassert };
        var state = new FieldState { BaseHubSpot = FieldValue.Of("CTO"), BaseSalesforce = FieldValue.Of("CTO") };

        Assert.Equal("salesforce:=CTO lost Salesforce", Text(FieldMerge.Decide(field, state, FieldValue.Of("CTO"), FieldValue.Of("CFO"))));
        Assert.Equal("salesforce:=CTO lost Salesforce", Text(FieldMerge.Decide(field, state, FieldValue.Of("CTO"), FieldValue.Blank)));
    }

    [Fact]
    public void A_translated_value_travels_in_the_other_sides_words_and_an_unknown_one_is_held()
    {
        var field = new FieldMapping
        {
            HubSpot = "lifecyclestage",
            Salesforce = "Status",
            Direction = FieldDirection.ToHubSpot,
            Values = new Dictionary<string, string> { ["Working"] = "salesqualifiedlead" }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
        var state = new FieldState { BaseHubSpot = FieldValue.Of("lead"), BaseSalesforce = FieldValue.Of("Open") };

        Assert.Equal("hubspot:=salesqualifiedlead", Text(FieldMerge.Decide(field, state, FieldValue.Of("lead"), FieldValue.Of("Working"))));
        Assert.Equal("hold FIELD-UNTRANSLATED", Text(FieldMerge.Decide(field, state, FieldValue.Of("lead"), FieldValue.Of("Parked"))));
    }

    [Fact]
    public void A_stage_without_a_word_on_the_side_that_is_never_written_is_not_held()
    {
        var field = new FieldMapping
        {
            HubSpot = "lifecyclestage",
            Salesforce = "Status",
            Direction = FieldDirection.ToHubSpot,
            Conflict = ConflictPolicy.MostAdvanced,
            Order = ["lead", "salesqualifiedlead", "customer"],
            Values = new Dictionary<string, string> { ["Open"] = "lead", ["Working"] = "salesqualifiedlead" }.ToImmutableSortedDictionary(StringComparer.Ordinal),
        };

        Assert.Equal("adopt", Text(FieldMerge.Decide(field, new FieldState(), FieldValue.Of("customer"), FieldValue.Of("Open"))));
        Assert.Equal("hubspot:=salesqualifiedlead lost HubSpot", Text(FieldMerge.Decide(field, new FieldState(), FieldValue.Of("lead"), FieldValue.Of("Working"))));
    }

    internal static FieldMapping Field(string policy, string direction) => new()
    {
        HubSpot = "field",
        Salesforce = "Field__c",
        Type = policy switch { "max" or "min" => FieldType.Number, "opt-out" => FieldType.Boolean, "union" or "union-grow" => FieldType.MultiPicklist, _ => FieldType.Text },
        Conflict = Enum.Parse<ConflictPolicy>(policy.Replace("-", ""), ignoreCase: true),
        Direction = Enum.Parse<FieldDirection>(direction.Replace("-", ""), ignoreCase: true),
        Order = policy == "most-advanced" ? ["new", "open", "won"] : [],
    };

    private static FieldValue Value(string cell) => cell switch
    {
        "(none)" or "(missing)" => FieldValue.Missing,
        "(blank)" => FieldValue.Blank,
        _ => FieldValue.Of(cell),
    };

    private static string Text(FieldVerdict verdict)
    {
        var text = new StringBuilder(verdict.Outcome switch
        {
            FieldOutcome.Hold => $"hold {verdict.HoldCode}",
            FieldOutcome.Write => "",
            var other => other.ToString().ToLowerInvariant(),
        });
        if (!verdict.IntoHubSpot.IsMissing) text.Append(" hubspot:=").Append(verdict.IntoHubSpot);
        if (!verdict.IntoSalesforce.IsMissing) text.Append(" salesforce:=").Append(verdict.IntoSalesforce);
        if (verdict.Loser is { } loser) text.Append(" lost ").Append(loser);
        return text.ToString().Trim();
    }
}
