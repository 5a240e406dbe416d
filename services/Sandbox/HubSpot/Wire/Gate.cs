using System.Globalization;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Limits;
using Integration.Sandbox.HubSpot.Logins;
using Integration.Sandbox.HubSpot.Records;
using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Token, scope and rate of one call, in this order. Texts: facts/hubspot.md section 5.2, headers: section 6.</summary>
internal static class Gate
{
    public static void Admit(HttpContext http, Exchange exchange, Admission admission, string? scope)
    {
        if (admission == Admission.Open) return;
        var token = CheckToken(http, exchange);
        if (scope is not null && exchange.Options.Scopes is { } granted && !granted.Contains(scope)) throw MissingScope(scope);
        CheckRate(exchange, token, admission == Admission.Search);
    }

    private static string CheckToken(HttpContext http, Exchange exchange)
    {
        var header = http.Request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : "";
        var (state, expiry) = exchange.Portal.Tokens.Check(token);
        if (state == TokenState.Good) return token;
        if (state == TokenState.Expired)
        {
            var seconds = (long)(exchange.Portal.Clock.GetUtcNow() - expiry).TotalSeconds;
            throw Refusals.Of(new HubSpotError(401, string.Create(CultureInfo.InvariantCulture, $"The OAuth token used to make this call expired {seconds} second(s) ago."))
            {
                Category = "EXPIRED_AUTHENTICATION",
                Context = [HubSpotError.In("expire time", WireTime.Iso(expiry))],
            });
        }
        throw Refusals.Of(BadToken);
    }

    public static HubSpotError BadToken { get; } =
        new(401, "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview")
        {
            Category = "INVALID_AUTHENTICATION",
        };

    private static HubSpotRefusedException MissingScope(string scope) =>
        Refusals.Of(new HubSpotError(403, "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.")
        {
            Category = "MISSING_SCOPES",
            Details = [new HubSpotErrorDetail("One or more of the following scopes are required.", null, [HubSpotError.In("requiredGranularScopes", scope)])],
            Links = [new("scopes", "https://developers.hubspot.com/scopes")],
        });

    private static void CheckRate(Exchange exchange, string token, bool search)
    {
        var verdict = exchange.Portal.Limits.Admit(token, search, exchange.Options);
        var isStatic = token == TokenTable.StaticToken;
        if (!search)
        {
            exchange.Header("X-HubSpot-RateLimit-Max", Text(exchange.Options.BurstLimit));
            exchange.Header("X-HubSpot-RateLimit-Remaining", Text(verdict.BurstRemaining));
            exchange.Header("X-HubSpot-RateLimit-Interval-Milliseconds", Text((int)RateLimits.BurstWindow.TotalMilliseconds));
        }
        // Searches carried these two and nothing else in recorded answers; OAuth apps do not get them.
        if (isStatic)
        {
            exchange.Header("X-HubSpot-RateLimit-Daily", Text(exchange.Options.DailyLimit));
            exchange.Header("X-HubSpot-RateLimit-Daily-Remaining", Text(verdict.DailyRemaining));
        }
        if (verdict.Refusal != RateRefusal.None) throw Refusals.Of(TooFast(verdict.Refusal));
    }

    public static HubSpotError TooFast(RateRefusal refusal) => refusal switch
    {
        RateRefusal.Search => new HubSpotError(429, "You have reached your secondly limit.") { Category = "RATE_LIMITS" },
        RateRefusal.Daily => new HubSpotError(429, "You have reached your daily limit.") { PolicyName = "DAILY" },
        _ => new HubSpotError(429, "You have reached your ten_secondly_rolling limit.") { PolicyName = "TEN_SECONDLY_ROLLING" },
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
