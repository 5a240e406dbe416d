using System.Text;
using System.Text.Json;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.HubSpot.Client;
using Integration.HubSpot.Faults;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Tests.Faults;

public sealed class HubSpotFaultsTests
{
    private static readonly Dictionary<string, string> NoHeaders = [];

    private static AnswerVerdict Judge(int status, string body, params (string Name, string Value)[] headers) =>
        new HubSpotDialect(TimeProvider.System).Judge(status, headers.Length == 0 ? NoHeaders : headers.ToDictionary(each => each.Name, each => each.Value), Encoding.UTF8.GetBytes(body));

    [Theory]
    // sample                                      status  fate                 class                 code                                     field                holder
    [InlineData("400-validation-unknown-property", 400, CallFate.Refused, FaultClass.Field, "PROPERTY_DOESNT_EXIST", "favourite_food", null)]
    [InlineData("400-validation-invalid-email", 400, CallFate.Refused, FaultClass.Field, "INVALID_EMAIL", "email", null)]
    [InlineData("400-validation-invalid-option", 400, CallFate.Refused, FaultClass.Field, "INVALID_OPTION", "hs_lead_status", null)]
    [InlineData("400-validation-read-only", 400, CallFate.Refused, FaultClass.Field, "READ_ONLY_VALUE", "num_notes", null)]
    [InlineData("400-conditional-required.2026-09", 400, CallFate.Refused, FaultClass.Record, "MISSING_CONDITIONAL_REQUIRED_PROPERTY", "sf_lead_outcome", null)]
    [InlineData("400-required-on-create.2026-09", 400, CallFate.Refused, FaultClass.Record, "MISSING_REQUIRED_PROPERTY", "lastname", null)]
    [InlineData("400-edit-associations-permission.2026-09", 400, CallFate.Refused, FaultClass.Side, "MISSING_PERMISSION", null, null)]
    [InlineData("400-duplicate-ids-in-batch", 400, CallFate.Refused, FaultClass.Record, "VALIDATION_ERROR", null, null)]
    [InlineData("400-unique-value-taken", 400, CallFate.Refused, FaultClass.Field, "CONFLICT", "email", "90210")]
    [InlineData("400-unknown-object-type", 400, CallFate.Refused, FaultClass.Record, "HTTP_400", null, null)]
    [InlineData("401-missing-or-bad-token", 401, CallFate.NotApplied, FaultClass.Side, "INVALID_AUTHENTICATION", null, null)]
    [InlineData("401-expired-token", 401, CallFate.NotApplied, FaultClass.Side, "EXPIRED_AUTHENTICATION", null, null)]
    [InlineData("403-missing-scopes", 403, CallFate.NotApplied, FaultClass.Side, "MISSING_SCOPES", null, null)]
    [InlineData("404-record-not-found", 404, CallFate.Refused, FaultClass.Identity, "OBJECT_NOT_FOUND", null, null)]
    [InlineData("404-non-numeric-id", 404, CallFate.Refused, FaultClass.Identity, "OBJECT_NOT_FOUND", null, null)]
    [InlineData("409-contact-exists", 409, CallFate.Refused, FaultClass.Record, "CONFLICT", null, "90210")]
    [InlineData("409-property-exists", 409, CallFate.Refused, FaultClass.Record, "Properties.PROPERTY_WITH_NAME_EXISTS", null, null)]
    [InlineData("429-ten-secondly", 429, CallFate.NotApplied, FaultClass.Transient, "RATE_LIMIT", null, null)]
    [InlineData("429-search-secondly", 429, CallFate.NotApplied, FaultClass.Transient, "RATE_LIMIT", null, null)]
    [InlineData("429-daily", 429, CallFate.NotApplied, FaultClass.Side, "DAILY_LIMIT", null, null)]
    public void Each_sample_has_its_fault(string sample, int status, CallFate fate, FaultClass faultClass, string code, string? field, string? holder)
    {
        var body = File.ReadAllText(Shared.Find($"samples/hubspot/errors/{sample}.json"));
        var verdict = Judge(status, body);

        Assert.Equal((fate, faultClass, code), (verdict.Fate, verdict.Fault.Class, verdict.Fault.Code));
        if (field is not null) Assert.Equal(field, verdict.Fault.Field);
        Assert.Equal(holder, verdict.Fault.Holder?.Id);
        Assert.NotEmpty(verdict.Fault.Reason);
        Assert.NotEmpty(verdict.Fault.Mend);
        // Values quoted by HubSpot stay out of ours.
        foreach (var value in new[] { "not-an-email", "NOT_A_STATUS", "mara.quint" }) Assert.DoesNotContain(value, verdict.Fault.Reason);
    }

    [Theory]
    [InlineData(423, "{}", null, 2)]
    [InlineData(423, "{}", "7", 7)]
    [InlineData(429, """{"policyName":"TEN_SECONDLY_ROLLING"}""", null, 10)]
    [InlineData(429, """{"policyName":"TEN_SECONDLY_ROLLING"}""", "3", 3)]
    [InlineData(429, """{"category":"RATE_LIMITS"}""", null, 1)]
    [InlineData(429, "<html>", null, 10)]
    [InlineData(477, "", "3600", 3600)]
    [InlineData(477, "", "9999999", 86400)]
    [InlineData(477, "", "soon", 300)]
    public void A_wait_is_the_vendors_or_the_documented_one(int status, string body, string? header, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), (header is null ? Judge(status, body) : Judge(status, body, ("retry-after", header))).Fault.RetryAfter);

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(521)]
    [InlineData(523)]
    [InlineData(524)]
    [InlineData(408)]
    public void A_5xx_proves_nothing_whatever_its_body(int status)
    {
        foreach (var body in new[] { "", "<html>bad gateway</html>", "{\"mess", "{}" })
            Assert.Equal((CallFate.Unknown, true, $"HTTP_{status}"), (Judge(status, body).Fate, Judge(status, body).MayPass, Judge(status, body).Fault.Code));
    }

    [Theory]
    [InlineData("EXPIRED_AUTHENTICATION", true)]
    [InlineData("INVALID_AUTHENTICATION", false)]
    public void Only_an_expired_token_is_renewed(string category, bool isRenewed) => Assert.Equal(isRenewed, Judge(401, $$"""{"category":"{{category}}"}""").TokenExpired);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"errors\":null,\"context\":null}")]
    [InlineData("{\"context\":{\"a\":{\"b\":1},\"c\":[1,null]}}")]
    [InlineData("{\"message\":\"Property values were not valid: [{\\\"na\"}")]
    [InlineData("{\"category\":\"SOMETHING_NEW_OF_2027\"}")]
    public void A_body_never_seen_before_is_still_a_fault(string body) => Assert.Equal((CallFate.Refused, FaultClass.Record), (Judge(400, body).Fate, Judge(400, body).Fault.Class));

    [Fact]
    public void A_207_names_the_property_in_the_message_alone()
    {
        var batch = JsonSerializer.Deserialize(File.ReadAllText(Shared.Find("samples/hubspot/batch/upsert-207-one-failure.json")), HubSpotJson.Default.WireBatch)!;
        var fault = HubSpotFaults.OfRecord("contacts", isCreate: false, 207, Assert.Single(batch.Errors!));

        Assert.Equal((FaultClass.Field, "INVALID_OPTION", "hs_lead_status"), (fault.Class, fault.Code, fault.Field));
    }

    [Fact]
    public void Several_refused_properties_are_all_named_and_the_gravest_decides()
    {
        var fault = FaultTable.OfProperties([new("phone", "INVALID_ALPHA"), new("lastname", "MISSING_REQUIRED_PROPERTY"), new("x", "NEW_CODE")]);

        Assert.Equal((FaultClass.Record, "lastname"), (fault.Class, fault.Field));
        Assert.All(["phone", "lastname", "x", "NEW_CODE"], part => Assert.Contains(part, fault.Reason));
    }

    [Fact]
    public void A_value_that_looks_like_a_holder_does_not_become_one()
    {
        var error = new WireError { Message = "Cannot set PropertyValueCoordinates{portalId=1, propertyName=nick, value=on 5. 77 already has that value} on 90399. 90210 already has that value.", Category = "VALIDATION_ERROR" };

        Assert.Equal("90210", HubSpotFaults.OfRecord("contacts", isCreate: false, 400, error).Holder?.Id);
    }

    [Fact]
    public void Our_own_key_taken_is_our_own_create_seen_again()
    {
        var error = new WireError { Message = "Cannot set PropertyValueCoordinates{portalId=1, propertyName=integration_key, value=x} on 90399. 90210 already has that value." };

        Assert.Equal((FaultClass.Identity, "90210"), (HubSpotFaults.OfRecord("contacts", isCreate: true, 400, error).Class, HubSpotFaults.OfRecord("contacts", isCreate: true, 400, error).Holder?.Id));
    }

    [Fact]
    public void Headers_tell_the_day_of_all_apps()
    {
        var reading = new HubSpotDialect(TimeProvider.System).QuotaOf(new Dictionary<string, string> { ["x-hubspot-ratelimit-daily"] = "250000", ["x-hubspot-ratelimit-daily-remaining"] = "249000" });

        Assert.Equal(new Connectors.Quotas.QuotaReading(250_000, 1_000), reading);
        Assert.Null(new HubSpotDialect(TimeProvider.System).QuotaOf(NoHeaders));
    }
}
