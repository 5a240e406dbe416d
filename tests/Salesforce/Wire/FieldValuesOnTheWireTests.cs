using System.Text.Json;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Tests.Wire;

public class FieldValuesOnTheWireTests
{
    [Theory]
    [InlineData("\"Ada\"", "Ada")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("5", "5")]
    [InlineData("5.0", "5")]              // ints come both ways: tap-salesforce #67
    [InlineData("50000.00", "50000")]
    [InlineData("0.10", "0.1")]
    [InlineData("-3.50", "-3.5")]
    [InlineData("1E3", "1000")]
    [InlineData("1E40", "1E+40")]         // beyond a decimal: kept as the double it is
    [InlineData("\"2026-11-22T09:15:02.000+0000\"", "2026-11-22T09:15:02.000+0000")]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    public void An_answer_becomes_text(string json, string? text)
    {
        var value = FieldText.Of(JsonElement.Parse(json));

        Assert.False(value.IsMissing);
        Assert.Equal(text, value.Text);
    }

    [Fact]
    public void A_field_that_the_answer_leaves_out_is_missing_and_not_blank()
    {
        var row = JsonElement.Parse("""{"Title":null}""");

        Assert.True(FieldText.Of(row, "Title").IsBlank);
        Assert.True(FieldText.Of(row, "Phone").IsMissing);
    }

    // type        text                            -> JSON
    [Theory]
    [InlineData("boolean", "true", "true")]
    [InlineData("boolean", "False", "false")]
    [InlineData("boolean", null, "false")]          // a checkbox is never null
    [InlineData("double", "1.50", "1.50")]
    [InlineData("currency", "-10", "-10")]
    [InlineData("int", null, "null")]
    [InlineData("date", "2026-11-24", "\"2026-11-24\"")]
    [InlineData("datetime", "2026-11-22T09:15:02.000+0000", "\"2026-11-22T09:15:02Z\"")]
    [InlineData("datetime", "2026-11-22T09:15:02Z", "\"2026-11-22T09:15:02Z\"")]
    [InlineData("datetime", "2026-11-22T10:15:02.500+01:00", "\"2026-11-22T09:15:02.500Z\"")]
    [InlineData("string", "true", "\"true\"")]
    [InlineData("picklist", "Web", "\"Web\"")]
    [InlineData("multipicklist", "a;b", "\"a;b\"")]
    [InlineData("string", null, "null")]
    public void A_text_becomes_the_JSON_of_its_fields_type(string type, string? text, string json)
    {
        var (value, fault) = FieldJson.Of(Field(type), FieldValue.Of(text));

        Assert.Null(fault);
        Assert.Equal(json, value?.ToJsonString() ?? "null");
    }

    [Theory]
    [InlineData("boolean", "perhaps", "NOT_A_BOOLEAN")]
    [InlineData("double", "1,5", "NOT_A_NUMBER")]
    [InlineData("int", "many", "NOT_A_NUMBER")]
    [InlineData("date", "24/11/2026", "NOT_A_DATE")]
    [InlineData("date", "2026-11-24T00:00:00Z", "NOT_A_DATE")]
    [InlineData("datetime", "2026-11-23T09:15:02", "NOT_A_DATETIME")] // whose local time?
    [InlineData("datetime", "yesterday", "NOT_A_DATETIME")]
    public void A_text_that_would_refuse_the_whole_call_is_refused_here_and_never_quoted(string type, string text, string code)
    {
        var (value, fault) = FieldJson.Of(Field(type), FieldValue.Of(text));

        Assert.Null(value);
        Assert.Equal((FaultClass.Field, code, "Some__c"), (fault!.Class, fault.Code, fault.Field));
        Assert.DoesNotContain(text, fault.Reason + fault.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-22T09:15:02.000+0000", 1795338902000)]
    [InlineData("2026-11-22T09:15:02Z", 1795338902000)]
    [InlineData("2026-11-22T09:15:02.000Z", 1795338902000)]
    [InlineData("2026-11-22T10:15:02+01:00", 1795338902000)]
    [InlineData("2026-11-22T04:15:02.000-0500", 1795338902000)]
    [InlineData("2026-11-22", 0)]
    [InlineData("2026-11-22T09:15:02", 0)]
    [InlineData(null, 0)]
    public void A_stamp_is_read_in_every_spelling_that_Salesforce_uses(string? text, long milliseconds) =>
        Assert.Equal(milliseconds, SalesforceTime.Milliseconds(text));

    private static DescribedField Field(string type) => new("Some__c", "Some", type, 0, true, true, true, false, false, false, false, []);
}
