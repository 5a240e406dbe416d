using Integration.Core.Asks;
using Integration.Core.Records;
using static Integration.Core.Tests.Reconciling.Bench;

namespace Integration.Core.Tests.Asks;

public sealed class AskedValuesTests
{
    private const string Table = "Asks/asked-table.txt";

    public static TheoryData<int, string> Rows => TextTable.Rows(Table);

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_stands_there_is_what_was_asked_for_as_the_table_says(int line, string row)
    {
        _ = line;
        var cells = TextTable.Cells(Table, row);
        Assert.Equal(cells["same"] == "yes", AskedValues.Same(Persons, SystemName.Salesforce, "Unmapped__c", Value(cells["now"]), Value(cells["asked"])));
    }

    [Fact]
    public void A_mapped_field_is_compared_by_its_type_and_one_that_is_not_shown_never_agrees()
    {
        Assert.True(AskedValues.Same(Persons, SystemName.Salesforce, "Email", FieldValue.Of("ANA@acme.test"), FieldValue.Of("ana@acme.test")));
        Assert.False(AskedValues.Same(Persons, SystemName.HubSpot, "Email", FieldValue.Of("ANA@acme.test"), FieldValue.Of("ana@acme.test"))); // HubSpot's name of it is another.
        Assert.False(AskedValues.Same(Persons, SystemName.Salesforce, "Title", FieldValue.Of("1.0"), FieldValue.Of("1")));
        Assert.False(AskedValues.Same(Persons, SystemName.Salesforce, "Unmapped__c", FieldValue.Missing, FieldValue.Blank));
    }

    private static FieldValue Value(string cell) => FieldValue.Of(cell == "(blank)" ? null : cell);
}
