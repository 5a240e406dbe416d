using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Values;

namespace Integration.Core.Tests.Values;

public sealed class CanonicalTests
{
    private const string Table = "Values/canonical-table.txt";

    public static TheoryData<int, string> Rows => TextTable.Rows(Table);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Two_values_mean_the_same_as_the_table_says(int line, string row)
    {
        _ = line;
        var cells = TextTable.Cells(Table, row);

        var same = Canonical.Same(Enum.Parse<FieldType>(cells["type"]), Value(cells["one"]), Value(cells["other"]));

        Assert.Equal(cells["same"] == "yes", same);
    }

    [Fact]
    public void Line_ends_do_not_make_a_difference() =>
        Assert.True(Canonical.Same(FieldType.Text, FieldValue.Of("a\r\nb"), FieldValue.Of("a\nb ")));

    [Fact]
    public void What_was_carried_across_means_the_same_there()
    {
        foreach (var type in Enum.GetValues<FieldType>().Where(type => type != FieldType.Reference)) // ids need links to be carried across
        {
            var field = new FieldMapping { HubSpot = "f", Salesforce = "F", Type = type };
            foreach (var text in (string[])["true", "10.50", "2026-11-22T09:15:02Z", "2026-11-22", "a;b", "Ana", " x ", "https://www.Acme.com/x"])
            {
                var value = FieldValue.Of(text);
                Assert.True(Canonical.Same(type, value, Expression.Across(field, value, SystemName.HubSpot)), $"{type} {text}");
            }
        }
    }

    private static FieldValue Value(string cell) => cell == "(blank)" ? FieldValue.Blank : FieldValue.Of(cell);
}
