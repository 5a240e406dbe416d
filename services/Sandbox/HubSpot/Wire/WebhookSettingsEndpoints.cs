using System.Globalization;
using System.Text.Json;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;
using Integration.Sandbox.HubSpot.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>The app's webhook settings and subscriptions, as legacy public apps administer them: facts/hubspot.md section 7.1.</summary>
internal static class WebhookSettingsEndpoints
{
    private const int SubscriptionsMax = 1_000;

    public static void Map(RouteMap routes)
    {
        var settings = routes.Version.WebhookSettings + "/{appId}/settings";
        routes.Get(settings, WriteSettings, admission: Admission.Open);
        routes.Put(settings, PutSettings, admission: Admission.Open);
        routes.Delete(settings, DeleteSettings, admission: Admission.Open);
        var subscriptions = routes.Version.WebhookSettings + "/{appId}/subscriptions";
        routes.Get(subscriptions, List, admission: Admission.Open);
        routes.Post(subscriptions, Create, admission: Admission.Open);
        routes.Get(subscriptions + "/{id}", exchange => Write(exchange.Json, Find(exchange)), admission: Admission.Open);
        routes.Patch(subscriptions + "/{id}", Update, admission: Admission.Open);
        routes.Delete(subscriptions + "/{id}", Delete, admission: Admission.Open);
    }

    private static void CheckApp(Exchange exchange)
    {
        if (exchange.Id("appId") != exchange.Options.AppId) throw Refusals.NotFound();
    }

    private static void PutSettings(Exchange exchange)
    {
        CheckApp(exchange);
        var body = exchange.Body;
        var target = WebhookTarget.Check(InputJson.Required(body, "targetUrl"));
        var concurrency = body.TryGetProperty("throttling", out var throttling) ? InputJson.Number(throttling, "maxConcurrentRequests", 10) : 10;
        if (concurrency is < 5 or > 100) throw Refusals.Validation("maxConcurrentRequests must be at least 5 and at most 100.");
        exchange.Portal.Locked(state =>
        {
            state.Outbox.TargetUrl = target;
            state.Outbox.MaxConcurrentRequests = concurrency;
            state.Revision++;
            return 0;
        });
        WriteSettings(exchange);
    }

    private static void WriteSettings(Exchange exchange)
    {
        CheckApp(exchange);
        var (target, concurrency, created) = exchange.Portal.Locked(state => (state.Outbox.TargetUrl, state.Outbox.MaxConcurrentRequests, state.Outbox.SettingsCreatedAt));
        if (target is null) throw Refusals.NotFound();
        exchange.Json.WriteStartObject();
        exchange.Json.WriteString("targetUrl", target);
        exchange.Json.WriteStartObject("throttling");
        exchange.Json.WriteNumber("maxConcurrentRequests", concurrency);
        exchange.Json.WriteEndObject();
        exchange.Json.WriteString("createdAt", WireTime.Iso(created));
        exchange.Json.WriteString("updatedAt", WireTime.Iso(exchange.Now));
        exchange.Json.WriteEndObject();
    }

    private static void DeleteSettings(Exchange exchange)
    {
        CheckApp(exchange);
        exchange.Portal.Locked(state => { state.Outbox.TargetUrl = null; state.Revision++; return 0; });
        exchange.NoContent();
    }

    private static void List(Exchange exchange)
    {
        CheckApp(exchange);
        exchange.Json.WriteStartObject();
        exchange.Json.WriteStartArray("results");
        foreach (var each in exchange.Portal.Locked(state => state.Outbox.Subscriptions)) Write(exchange.Json, each);
        exchange.Json.WriteEndArray();
        exchange.Json.WriteEndObject();
    }

    private static void Create(Exchange exchange)
    {
        CheckApp(exchange);
        var made = exchange.Portal.Locked(state => Add(state.Outbox, exchange.Body));
        exchange.Status = StatusCodes.Status201Created;
        Write(exchange.Json, made);
    }

    /// <summary>Adds one subscription; paused unless it says otherwise.</summary>
    /// <exception cref="HubSpotRefusedException">400: unknown event type, or a property missing or out of place.</exception>
    public static Subscription Add(EventOutbox outbox, JsonElement body, bool active = false)
    {
        // Project files say subscriptionType and objectType where the settings API says eventType and objectTypeId.
        var eventType = InputJson.Text(body, "eventType") ?? InputJson.Required(body, "subscriptionType");
        if (!Subscription.Offered(eventType)) throw Refusals.Validation($"Invalid event type '{eventType}'.");
        var property = InputJson.Text(body, "propertyName");
        var isChange = eventType.EndsWith(".propertyChange", StringComparison.Ordinal);
        if (isChange && string.IsNullOrEmpty(property)) throw Refusals.Validation($"{eventType} needs a propertyName.");
        if (!isChange && property is not null) throw Refusals.Validation($"{eventType} takes no propertyName.");
        var generic = eventType.StartsWith("object.", StringComparison.Ordinal);
        var objectType = generic ? ObjectType.Named(InputJson.Text(body, "objectTypeId") ?? InputJson.Required(body, "objectType")).TypeId : null;
        if (outbox.Subscriptions.Count >= SubscriptionsMax) throw Refusals.Validation($"An app can have at most {SubscriptionsMax} subscriptions.");
        if (outbox.Subscriptions.Any(each => each.EventType == eventType && each.PropertyName == property && each.ObjectTypeId == objectType))
            throw Refusals.Of(new HubSpotError(409, $"A subscription for {eventType}{(property is null ? "" : " of " + property)} already exists.") { Category = "OBJECT_ALREADY_EXISTS" });
        return outbox.Subscribe(eventType, property, objectType, InputJson.Flag(body, "active", active));
    }

    private static Subscription Find(Exchange exchange)
    {
        CheckApp(exchange);
        var id = exchange.Id();
        return exchange.Portal.Locked(state => state.Outbox.Subscriptions.FirstOrDefault(each => each.Id == id)) ?? throw Refusals.NotFound();
    }

    private static void Update(Exchange exchange)
    {
        var found = Find(exchange);
        var next = found with { Active = InputJson.Flag(exchange.Body, "active", found.Active), UpdatedAt = exchange.Now };
        exchange.Portal.Locked(state => { state.Outbox.SetSubscriptions([.. state.Outbox.Subscriptions.Select(each => each.Id == found.Id ? next : each)]); return 0; });
        Write(exchange.Json, next);
    }

    private static void Delete(Exchange exchange)
    {
        var found = Find(exchange);
        exchange.Portal.Locked(state => { state.Outbox.SetSubscriptions([.. state.Outbox.Subscriptions.Where(each => each.Id != found.Id)]); return 0; });
        exchange.NoContent();
    }

    private static void Write(Utf8JsonWriter json, Subscription subscription)
    {
        json.WriteStartObject();
        json.WriteString("id", subscription.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteString("eventType", subscription.EventType);
        if (subscription.PropertyName is { } property) json.WriteString("propertyName", property);
        if (subscription.ObjectTypeId is { } type) json.WriteString("objectTypeId", type);
        json.WriteBoolean("active", subscription.Active);
        json.WriteString("createdAt", WireTime.Iso(subscription.CreatedAt));
        json.WriteString("updatedAt", WireTime.Iso(subscription.UpdatedAt));
        json.WriteEndObject();
    }
}
