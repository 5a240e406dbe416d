using System.Collections.Immutable;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Values;

namespace Integration.Core.Tests.Values;

public sealed class ExpressionTests
{
    private const string Table = "Values/expression-table.txt";

    private static readonly FieldMapping Stage = new()
    {
        HubSpot = "lifecyclestage",
        Salesforce = "Status",
        Values = new Dictionary<string, string> { ["Working"] = "sales", ["Calling"] = "sales", ["Open"] = "lead" }.ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    public static TheoryData<int, string> Rows => TextTable.Rows(Table);

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_value_is_sent_as_the_table_says(int line, string row)
    {
        _ = line;
        var cells = TextTable.Cells(Table, row);
        var field = new FieldMapping { HubSpot = "f", Salesforce = "F", Type = Enum.Parse<FieldType>(cells["type"]) };
        foreach (var from in Enum.GetValues<SystemName>())
            Assert.Equal(cells["sent"], Expression.Across(field, FieldValue.Of(cells["value"] is "(blank)" ? null : cells["value"]), from).ToString());
    }

    [Theory]
    [InlineData(SystemName.Salesforce, "Working", "sales")]
    [InlineData(SystemName.Salesforce, " Open ", "lead")]
    [InlineData(SystemName.Salesforce, "open", "(missing)")] // Salesforce values are told apart by case.
    [InlineData(SystemName.Salesforce, "Parked", "(missing)")]
    [InlineData(SystemName.Salesforce, null, "(blank)")]
    [InlineData(SystemName.Salesforce, "  ", "(blank)")]
    [InlineData(SystemName.HubSpot, "sales", "Calling")] // Two answer to it: the first in ordinal order.
    [InlineData(SystemName.HubSpot, " lead ", "Open")]
    [InlineData(SystemName.HubSpot, "customer", "(missing)")]
    [InlineData(SystemName.HubSpot, null, "(blank)")]
    public void A_translated_value_is_sent_in_the_other_sides_words(SystemName from, string? value, string sent) =>
        Assert.Equal(sent, Expression.Across(Stage, FieldValue.Of(value), from).ToString());

    [Theory]
    [InlineData("sales", "Working", true)]
    [InlineData("sales", "Calling", true)] // Either of the two.
    [InlineData("lead", "Working", false)]
    [InlineData("sales", "Parked", false)]
    [InlineData(null, null, true)]
    [InlineData(null, " ", true)]
    [InlineData("sales", null, false)]
    [InlineData(null, "Working", false)]
    [InlineData(null, "Parked", false)]
    public void Two_sides_agree_where_their_words_mean_the_same(string? hubSpot, string? salesforce, bool agree) =>
        Assert.Equal(agree, Expression.Agrees(Stage, FieldValue.Of(hubSpot), FieldValue.Of(salesforce)));
}
