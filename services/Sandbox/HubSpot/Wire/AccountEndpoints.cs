using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Who this portal is and how much of its daily quota is spent: facts/hubspot.md section 6.</summary>
internal static class AccountEndpoints
{
    public static void Map(RouteMap routes)
    {
        routes.Get(routes.Version.Account + "/details", Details);
        routes.Get(routes.Version.Account + "/api-usage/daily/private-apps", Usage);
    }

    private static void Details(Exchange exchange)
    {
        exchange.Json.WriteStartObject();
        exchange.Json.WriteNumber("portalId", exchange.Options.PortalId);
        exchange.Json.WriteString("accountType", "DEVELOPER_TEST");
        exchange.Json.WriteString("timeZone", "UTC");
        exchange.Json.WriteString("companyCurrency", "EUR");
        exchange.Json.WriteStartArray("additionalCurrencies");
        exchange.Json.WriteEndArray();
        exchange.Json.WriteString("utcOffset", "+00:00");
        exchange.Json.WriteNumber("utcOffsetMilliseconds", 0);
        exchange.Json.WriteString("uiDomain", "app.hubspot.com");
        exchange.Json.WriteString("dataHostingLocation", "na1");
        exchange.Json.WriteEndObject();
    }

    private static void Usage(Exchange exchange)
    {
        var now = exchange.Now;
        var midnight = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        exchange.Json.WriteStartObject();
        exchange.Json.WriteStartArray("results");
        exchange.Json.WriteStartObject();
        exchange.Json.WriteString("name", "private-apps-api-calls-daily");
        exchange.Json.WriteNumber("usageLimit", exchange.Options.DailyLimit);
        exchange.Json.WriteNumber("currentUsage", exchange.Portal.Limits.CallsToday);
        exchange.Json.WriteString("collectedAt", WireTime.Iso(now));
        exchange.Json.WriteString("fetchStatus", "SUCCESS");
        exchange.Json.WriteString("resetsAt", WireTime.Iso(midnight));
        exchange.Json.WriteEndObject();
        exchange.Json.WriteEndArray();
        exchange.Json.WriteEndObject();
    }
}
