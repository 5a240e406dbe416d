using System.Text.Json;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Salesforce.Faults;

namespace Integration.Salesforce.Tests.Faults;

public class SalesforceFaultsTests
{
    // code                                    -> what we do next; source: facts/salesforce.md section 7
    [Theory]
    [InlineData("CANNOT_UPDATE_CONVERTED_LEAD", FaultClass.Identity)]
    [InlineData("ENTITY_IS_DELETED", FaultClass.Identity)]
    [InlineData("INVALID_CROSS_REFERENCE_KEY", FaultClass.Identity)]
    [InlineData("STRING_TOO_LONG", FaultClass.Field)]
    [InlineData("INVALID_EMAIL_ADDRESS", FaultClass.Field)]
    [InlineData("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", FaultClass.Field)]
    [InlineData("INVALID_FIELD", FaultClass.Field)]
    [InlineData("INVALID_FIELD_FOR_INSERT_UPDATE", FaultClass.Field)]
    [InlineData("FIELD_CUSTOM_VALIDATION_EXCEPTION", FaultClass.Record)]
    [InlineData("REQUIRED_FIELD_MISSING", FaultClass.Record)]
    [InlineData("DUPLICATES_DETECTED", FaultClass.Record)]
    [InlineData("DUPLICATE_VALUE", FaultClass.Record)]
    [InlineData("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", FaultClass.Record)]
    [InlineData("INSUFFICIENT_ACCESS_OR_READONLY", FaultClass.Record)]
    [InlineData("UNABLE_TO_LOCK_ROW", FaultClass.Transient)]
    [InlineData("UNKNOWN_EXCEPTION", FaultClass.Transient)]
    [InlineData("QUERY_TIMEOUT", FaultClass.Transient)]
    [InlineData("REQUEST_LIMIT_EXCEEDED", FaultClass.Side)]
    [InlineData("INVALID_SESSION_ID", FaultClass.Side)]
    [InlineData("A_CODE_OF_NEXT_YEAR", FaultClass.Record)] // held and named, not retried for ever
    public void Each_code_says_what_comes_next(string code, FaultClass expected)
    {
        var fault = SalesforceFaults.OfRow([new SalesforceError(code, "", [])], "Lead", IntentKind.Update);

        Assert.Equal((expected, code), (fault.Class, fault.Code));
        Assert.NotEmpty(fault.Reason);
        Assert.NotEmpty(fault.Mend);
    }

    // several errors in one row: the most serious decides
    [Theory]
    [InlineData("INVALID_EMAIL_ADDRESS", "FIELD_CUSTOM_VALIDATION_EXCEPTION", "FIELD_CUSTOM_VALIDATION_EXCEPTION")]
    [InlineData("FIELD_CUSTOM_VALIDATION_EXCEPTION", "INVALID_EMAIL_ADDRESS", "FIELD_CUSTOM_VALIDATION_EXCEPTION")]
    [InlineData("UNABLE_TO_LOCK_ROW", "STRING_TOO_LONG", "STRING_TOO_LONG")]
    [InlineData("REQUIRED_FIELD_MISSING", "CANNOT_UPDATE_CONVERTED_LEAD", "CANNOT_UPDATE_CONVERTED_LEAD")]
    [InlineData("ENTITY_IS_DELETED", "REQUEST_LIMIT_EXCEEDED", "REQUEST_LIMIT_EXCEEDED")]
    public void Of_several_errors_the_most_serious_decides_and_all_are_named(string one, string other, string decides)
    {
        var fault = SalesforceFaults.OfRow([new SalesforceError(one, "", ["A"]), new SalesforceError(other, "", ["B"])], "Lead", IntentKind.Update);

        Assert.Equal(decides, fault.Code);
        Assert.Contains(one, fault.Reason, StringComparison.Ordinal);
        Assert.Contains(other, fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_value_is_named_by_its_field_and_never_quoted()
    {
        var fault = Row("""[{"statusCode":"INVALID_EMAIL_ADDRESS","message":"Email: invalid email address: secret-value","fields":["Email"]}]""");

        Assert.Equal("Email", fault.Field);
        Assert.DoesNotContain("secret-value", fault.Reason + fault.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_too_long_tells_how_long_it_may_be() =>
        Assert.Contains("128", Row("""[{"statusCode":"STRING_TOO_LONG","message":"Title: data value too large: xxxx (max length=128)","fields":["Title"]}]""").Reason, StringComparison.Ordinal);

    [Fact]
    public void A_validation_rule_speaks_for_itself() =>
        Assert.Contains("Work leads need a phone number", Row("""[{"statusCode":"FIELD_CUSTOM_VALIDATION_EXCEPTION","message":"Work leads need a phone number","fields":["Phone"]}]""").Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(IntentKind.Update, FaultClass.Field)]
    [InlineData(IntentKind.Create, FaultClass.Record)] // a create without its unique value could be a second record of one person
    public void The_holder_of_a_unique_value_is_found_in_the_text_by_its_short_id(IntentKind kind, FaultClass expected)
    {
        var errors = SalesforceError.ReadAll(JsonElement.Parse(
            """[{"statusCode":"DUPLICATE_VALUE","message":"duplicate value found: HubSpot_Contact_Id__c duplicates value on record with id: 00Q5g00000LeadA","fields":[]}]"""));

        var fault = SalesforceFaults.OfRow(errors!, "Lead", kind);

        Assert.Equal((expected, "HubSpot_Contact_Id__c", new RecordKey(SystemName.Salesforce, "Lead", "00Q5g00000LeadAEAR")), (fault.Class, fault.Field, fault.Holder));
    }

    [Theory]
    [InlineData("duplicateResut")] // Salesforce's own spelling
    [InlineData("duplicateResult")]
    public void A_duplicate_rule_names_the_record_it_matched(string spelling)
    {
        var fault = Row("""[{"errorCode":"DUPLICATES_DETECTED","message":"Use one of these records?","KEY":{"matchResults":[{"matchRecords":[{"record":{"Id":"0035g00000ContAAAR"}}]}]}}]""".Replace("KEY", spelling, StringComparison.Ordinal));

        Assert.Equal(new RecordKey(SystemName.Salesforce, "Contact", "0035g00000ContAAAR"), fault.Holder);
    }

    [Fact]
    public void A_lock_hidden_in_a_triggers_failure_passes() =>
        Assert.Equal(FaultClass.Transient, Row("""[{"statusCode":"CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY","message":"T: System.DmlException: UNABLE_TO_LOCK_ROW","fields":[]}]""").Class);

    [Fact]
    public void A_reference_that_leads_nowhere_is_the_fields_fault_when_a_field_is_named()
    {
        Assert.Equal(FaultClass.Identity, Row("""[{"statusCode":"INVALID_CROSS_REFERENCE_KEY","message":"invalid cross reference id","fields":[]}]""").Class);
        Assert.Equal(FaultClass.Field, Row("""[{"statusCode":"INVALID_CROSS_REFERENCE_KEY","message":"Owner ID: owner cannot be blank","fields":["OwnerId"]}]""").Class);
    }

    [Theory]
    [InlineData("ConcurrentRequests (Concurrent API Requests) Limit exceeded.", 30)]
    [InlineData("TotalRequests Limit exceeded.", 900)]
    public void A_limit_says_how_long_to_wait(string message, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), SalesforceFaults.OfRow([new SalesforceError("REQUEST_LIMIT_EXCEEDED", message, [])], "Lead", IntentKind.Update).RetryAfter);

    [Theory]
    [InlineData("""{"errorCode":"X"}""")]
    [InlineData("[]")]
    [InlineData("""["X"]""")]
    [InlineData("""[{"message":"no code"}]""")]
    [InlineData("null")]
    public void What_is_no_list_of_errors_is_not_taken_for_one(string json) => Assert.Null(SalesforceError.ReadAll(JsonElement.Parse(json)));

    private static Fault Row(string errors) => SalesforceFaults.OfRow(SalesforceError.ReadAll(JsonElement.Parse(errors))!, "Lead", IntentKind.Update);
}
