using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;
using Integration.Salesforce.Faults;

namespace Integration.Salesforce.Client;

/// <summary>What Salesforce means by a status and a body (facts/salesforce.md sections 6 and 7).</summary>
internal sealed partial class SalesforceDialect : IAnswerDialect
{
    /// <inheritdoc />
    public AnswerVerdict Judge(int status, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body)
    {
        var fault = ErrorsOf(body) is { } errors ? SalesforceFaults.OfCall(errors, "the call") : null;
        return status switch
        {
            // Only this code means a token that ran out. Other 401 texts ("not valid for use with the REST API") stay, and
            // renewing on them loops for ever (jsforce #1301).
            401 => new(CallFate.NotApplied, fault is null ? Side("HTTP_401", "Salesforce refuses our token.") : fault with { Class = FaultClass.Side })
            {
                TokenExpired = fault is null or { Code: "INVALID_SESSION_ID" },
            },
            403 => new(CallFate.NotApplied, fault is null ? Side("HTTP_403", "Salesforce forbids the call.") : fault with { Class = FaultClass.Side })
            {
                ClosesBurst = fault is { Code: "REQUEST_LIMIT_EXCEEDED", RetryAfter: { } pause } && pause < TimeSpan.FromMinutes(1) ? pause : null,
            },
            410 => new(CallFate.NotApplied, Side("UNSUPPORTED_API_VERSION", "Salesforce retired the API version we use.")),
            // A write on condition: what it was meant for has changed, so a look comes first. Whether a body comes along is not said anywhere.
            412 => new(CallFate.NotApplied, SalesforceFaults.OfCall([new SalesforceError("PRECONDITION_FAILED", "", [])], "the call")),
            414 or 431 => new(CallFate.Refused, new Fault(FaultClass.Record, "URI_TOO_LONG", "Our query is longer than Salesforce takes.", "Map fewer fields, and please report this with the object's name.")),
            420 or 429 => new(CallFate.NotApplied, fault ?? OutsideFaults.Http("salesforce", status)) { MayPass = true },
            // 5xx may come from a balancer in front of a server that goes on working: nothing is proven.
            >= 500 or 408 => new(CallFate.Unknown, fault is { Class: FaultClass.Transient } ? fault : OutsideFaults.Http("salesforce", status)) { MayPass = true },
            _ when fault is { Class: FaultClass.Transient } => new(CallFate.NotApplied, fault) { MayPass = fault.Code == "UNABLE_TO_LOCK_ROW" },
            _ => new(CallFate.Refused, fault ?? new Fault(FaultClass.Record, string.Create(CultureInfo.InvariantCulture, $"HTTP_{status}"),
                string.Create(CultureInfo.InvariantCulture, $"Salesforce answered with status {status} and no reason."), "Check the url: it must be the org's My Domain.")),
        };
    }

    /// <inheritdoc />
    public QuotaReading? QuotaOf(IReadOnlyDictionary<string, string> headers) =>
        headers.TryGetValue("sforce-limit-info", out var text) && ApiUsage().Match(text) is { Success: true } usage
            ? new QuotaReading(long.Parse(usage.Groups["limit"].ValueSpan, CultureInfo.InvariantCulture), long.Parse(usage.Groups["used"].ValueSpan, CultureInfo.InvariantCulture))
            : null;

    /// <summary>The errors of a body; null when it holds none that can be read (HTML, half JSON, result rows).</summary>
    public static IReadOnlyList<SalesforceError>? ErrorsOf(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) return null;
        try
        {
            return SalesforceError.ReadAll(JsonElement.Parse(body.Span));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Fault Side(string code, string reason) =>
        new(FaultClass.Side, code, reason, "Check the integration user, its permission set, the connected app and the url.");

    // api-usage=18/15000; per-app-api-usage=17/250(appName=x)
    [GeneratedRegex(@"(?:^|;\s*)api-usage=(?<used>\d{1,15})/(?<limit>\d{1,15})")]
    private static partial Regex ApiUsage();
}
