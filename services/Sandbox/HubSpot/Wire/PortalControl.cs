using System.Globalization;
using System.Text.Json;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;
using Integration.Sandbox.HubSpot.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Control paths that only a portal has: webhooks in one go, what was delivered, all records, and how it behaves.</summary>
internal static class PortalControl
{
    private const int ShownMax = 1_000;

    public static void Map(WebApplication app, HubSpotPortal portal)
    {
        Add(app, portal, "POST", "/_sandbox/webhooks", SetWebhooks);
        Add(app, portal, "GET", "/_sandbox/webhooks", ShowWebhooks);
        Add(app, portal, "GET", "/_sandbox/dump", Dump);
        Add(app, portal, "POST", "/_sandbox/options", SetOptions);
    }

    private static void Add(WebApplication app, HubSpotPortal portal, string method, string path, Action<Exchange> handle) =>
        app.MapMethods(path, [method], new Endpoint(portal, WireVersion.All[0], handle, null, Admission.Open).AnswerAsync);

    private static void SetWebhooks(Exchange exchange)
    {
        var body = InputJson.Object(exchange.Body, "the body");
        var target = InputJson.Text(body, "targetUrl") is { } url ? WebhookTarget.Check(url) : null;
        exchange.Portal.Locked(state =>
        {
            var before = state.Outbox.Subscriptions;
            try
            {
                if (body.TryGetProperty("subscriptions", out var wanted)) Subscribe(state.Outbox, wanted);
            }
            catch (HubSpotRefusedException)
            {
                state.Outbox.SetSubscriptions(before);
                throw;
            }
            state.Outbox.TargetUrl = target ?? state.Outbox.TargetUrl;
            state.Outbox.Secret = InputJson.Text(body, "secret") ?? state.Outbox.Secret;
            state.Revision++;
            return 0;
        });
        ShowWebhooks(exchange);
    }

    private static void Subscribe(EventOutbox outbox, JsonElement wanted)
    {
        outbox.SetSubscriptions([]);
        if (wanted.ValueKind == JsonValueKind.String && wanted.GetString() == "all")
        {
            WildcardSubscriptions.Apply(outbox);
            return;
        }
        if (wanted.ValueKind != JsonValueKind.Array) throw Refusals.Validation("'subscriptions' must be \"all\" or a list of {eventType, propertyName?}");
        foreach (var each in wanted.EnumerateArray()) WebhookSettingsEndpoints.Add(outbox, each, active: true);
    }

    private static void ShowWebhooks(Exchange exchange)
    {
        var json = exchange.Json;
        exchange.Portal.Locked(state =>
        {
            var queue = state.Outbox.Queue;
            json.WriteStartObject();
            json.WriteString("targetUrl", state.Outbox.TargetUrl);
            json.WriteNumber("subscriptions", state.Outbox.Subscriptions.Count);
            json.WriteNumber("deliveredCount", queue.DeliveredCount);
            json.WriteNumber("pendingCount", queue.PendingCount);
            json.WriteNumber("givenUpCount", queue.GivenUpCount);
            json.WriteNumber("lostCount", queue.LostCount);
            WriteEvents(exchange, "delivered", queue.Delivered.TakeLast(ShownMax));
            json.WriteStartArray("pending");
            foreach (var (each, due) in queue.Pending.Take(ShownMax))
            {
                json.WriteStartObject();
                json.WriteString("due", WireTime.Iso(due));
                json.WritePropertyName("event");
                WebhookJson.Write(json, each, exchange.Options.PortalId, exchange.Options.AppId);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            WriteEvents(exchange, "givenUp", queue.GivenUp.TakeLast(ShownMax));
            json.WriteEndObject();
            return 0;
        });
    }

    private static void WriteEvents(Exchange exchange, string name, IEnumerable<WebhookEvent> events)
    {
        exchange.Json.WriteStartArray(name);
        foreach (var each in events) WebhookJson.Write(exchange.Json, each, exchange.Options.PortalId, exchange.Options.AppId);
        exchange.Json.WriteEndArray();
    }

    private static void Dump(Exchange exchange)
    {
        var type = ObjectType.Named(exchange.Query("object") ?? "contacts");
        var archived = exchange.QueryFlag("archived");
        var all = exchange.Portal.Locked(state => state.Table(type).All.Where(record => record.Archived == archived).ToList());
        exchange.Json.WriteStartObject();
        exchange.Json.WriteString("object", type.Plural);
        exchange.Json.WriteNumber("total", all.Count);
        exchange.Json.WriteStartArray("results");
        foreach (var record in all)
        {
            RecordJson.BeginWhole(exchange.Json, record, exchange.Options.PortalId, withUrl: false, created: false);
            exchange.Json.WriteEndObject();
        }
        exchange.Json.WriteEndArray();
        exchange.Json.WriteEndObject();
    }

    /// <summary>Changes how the portal behaves while it runs; what is not named stays.</summary>
    private static void SetOptions(Exchange exchange)
    {
        var body = InputJson.Object(exchange.Body, "the body");
        var old = exchange.Options;
        var next = old with
        {
            SearchLag = Milliseconds(body, "searchLagMs", old.SearchLag),
            SearchLagJitter = Milliseconds(body, "searchLagJitterMs", old.SearchLagJitter),
            WebhookWindow = Milliseconds(body, "webhookWindowMs", old.WebhookWindow),
            WebhookTimeout = Milliseconds(body, "webhookTimeoutMs", old.WebhookTimeout),
            RaceWindow = Milliseconds(body, "raceWindowMs", old.RaceWindow),
            BurstLimit = Positive(body, "burstLimit", old.BurstLimit),
            SearchesPerSecond = Positive(body, "searchesPerSecond", old.SearchesPerSecond),
            DailyLimit = Positive(body, "dailyLimit", old.DailyLimit),
            MergeKeepsPrimaryId = InputJson.Flag(body, "mergeKeepsPrimaryId", old.MergeKeepsPrimaryId),
            Scopes = !body.TryGetProperty("scopes", out var scopes) ? old.Scopes : scopes.ValueKind == JsonValueKind.Null ? null : InputJson.Strings(body, "scopes"),
            DefaultLifecycleStage = body.TryGetProperty("defaultLifecycleStage", out _) ? InputJson.Text(body, "defaultLifecycleStage") : old.DefaultLifecycleStage,
        };
        exchange.Portal.Options = next;
        exchange.Json.WriteStartObject();
        exchange.Json.WriteNumber("searchLagMs", (long)next.SearchLag.TotalMilliseconds);
        exchange.Json.WriteNumber("burstLimit", next.BurstLimit);
        exchange.Json.WriteNumber("searchesPerSecond", next.SearchesPerSecond);
        exchange.Json.WriteNumber("dailyLimit", next.DailyLimit);
        exchange.Json.WriteEndObject();
    }

    private static TimeSpan Milliseconds(JsonElement body, string name, TimeSpan fallback)
    {
        var ms = InputJson.Number(body, name, (int)fallback.TotalMilliseconds);
        return ms >= 0 ? TimeSpan.FromMilliseconds(ms) : throw Refusals.Validation(string.Create(CultureInfo.InvariantCulture, $"{name} must not be negative, got {ms}."));
    }

    private static int Positive(JsonElement body, string name, int fallback)
    {
        var number = InputJson.Number(body, name, fallback);
        return number >= 1 ? number : throw Refusals.Validation(string.Create(CultureInfo.InvariantCulture, $"{name} must be 1 or more, got {number}."));
    }
}
