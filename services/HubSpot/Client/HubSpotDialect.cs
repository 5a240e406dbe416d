using System.Globalization;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;
using Integration.HubSpot.Faults;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Client;

/// <summary>What HubSpot means by a status and a body (facts/hubspot.md sections 5 and 6).</summary>
internal sealed class HubSpotDialect(TimeProvider clock) : IAnswerDialect
{
    /// <inheritdoc />
    public AnswerVerdict Judge(int status, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body)
    {
        var error = WireError.Read(body);
        var wait = RetryAfter(headers);
        return status switch
        {
            // A 401 alone is no reason for a new token, says HubSpot: the category is. Without a readable one, trying once does no harm.
            401 => new(CallFate.NotApplied, HubSpotFaults.Token(error)) { TokenExpired = error?.Category is null or "EXPIRED_AUTHENTICATION" },
            403 => new(CallFate.NotApplied, HubSpotFaults.Scopes(error)),
            423 => new(CallFate.NotApplied, HubSpotFaults.Locked(wait)) { MayPass = true },
            429 when error?.PolicyName == "DAILY" => new(CallFate.NotApplied, HubSpotFaults.DailyLimit()) { ClosesDay = true },
            // Search's own window has no policy name and lasts a second; the other one ten. HubSpot rarely says how long.
            429 => RateLimit(wait ?? TimeSpan.FromSeconds(error?.PolicyName is null && error?.Category == "RATE_LIMITS" ? 1 : 10)),
            477 => new(CallFate.NotApplied, HubSpotFaults.Moving(wait)),
            // 5xx may come from a balancer in front of a server that goes on working (up to 100 s): nothing is proven.
            408 or >= 500 => new(CallFate.Unknown, OutsideFaults.Http(HubSpotClient.System, status) with { RetryAfter = wait }) { MayPass = true },
            _ => new(CallFate.Refused, HubSpotFaults.OfCall(status, error)),
        };
    }

    /// <inheritdoc />
    public QuotaReading? QuotaOf(IReadOnlyDictionary<string, string> headers)
    {
        var limit = Number(headers, "x-hubspot-ratelimit-daily");
        var remaining = Number(headers, "x-hubspot-ratelimit-daily-remaining");
        return limit is null && remaining is null ? null : new QuotaReading(limit, limit - remaining);
    }

    private static AnswerVerdict RateLimit(TimeSpan pause) => new(CallFate.NotApplied, HubSpotFaults.RateLimit(pause)) { MayPass = true, ClosesBurst = pause };

    private static long? Number(IReadOnlyDictionary<string, string> headers, string name) =>
        headers.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Seconds or a date; a day is the longest any HubSpot answer asks for (477).
    private TimeSpan? RetryAfter(IReadOnlyDictionary<string, string> headers)
    {
        if (!headers.TryGetValue("retry-after", out var text)) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(Math.Min(seconds, 86_400));
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)) return null;
        var wait = until - clock.GetUtcNow();
        return wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < TimeSpan.FromDays(1) ? wait : TimeSpan.FromDays(1);
    }
}
