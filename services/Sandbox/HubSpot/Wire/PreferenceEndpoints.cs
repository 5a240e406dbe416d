using System.Globalization;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Preferences;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Email subscriptions of a person: facts/hubspot.md section 8.</summary>
internal static class PreferenceEndpoints
{
    private static readonly string[] States = ["SUBSCRIBED", "UNSUBSCRIBED", "NOT_SPECIFIED"];

    public static void Map(RouteMap routes)
    {
        var path = routes.Version.Preferences;
        routes.Get(path + "/definitions", Definitions, _ => "communication_preferences.read");
        routes.Get(path + "/statuses/{email}", Get, _ => "communication_preferences.read");
        routes.Post(path + "/statuses/{email}", Set, _ => "communication_preferences.write");
        routes.Get(path + "/statuses/{email}/unsubscribe-all", GetAll, _ => "communication_preferences.read");
        routes.Post(path + "/statuses/{email}/unsubscribe-all", UnsubscribeAll, _ => "communication_preferences.write");
    }

    private static void CheckChannel(string? channel)
    {
        if (channel is not ("EMAIL" or null)) throw Refusals.Validation($"Channel '{channel}' is not supported: use EMAIL.");
    }

    private static string Email(Exchange exchange) => exchange.Route("email").Trim().ToLowerInvariant();

    private static void Definitions(Exchange exchange)
    {
        BatchEndpoints.BeginBatch(exchange.Json);
        exchange.Json.WriteStartObject();
        exchange.Json.WriteString("id", PreferenceTable.MarketingSubscriptionId.ToString(CultureInfo.InvariantCulture));
        exchange.Json.WriteString("name", "Marketing Information");
        exchange.Json.WriteString("description", "Offers and updates");
        exchange.Json.WriteString("purpose", "Marketing");
        exchange.Json.WriteString("communicationMethod", "Email");
        exchange.Json.WriteBoolean("isActive", true);
        exchange.Json.WriteBoolean("isDefault", true);
        exchange.Json.WriteBoolean("isInternal", false);
        exchange.Json.WriteEndObject();
        BatchEndpoints.EndBatch(exchange, exchange.Now, [], 0);
    }

    private static void Get(Exchange exchange)
    {
        CheckChannel(exchange.Query("channel"));
        var email = Email(exchange);
        WriteStatus(exchange, email, PreferenceTable.MarketingSubscriptionId);
    }

    private static void Set(Exchange exchange)
    {
        var (email, body) = (Email(exchange), exchange.Body);
        CheckChannel(InputJson.Text(body, "channel"));
        var wanted = InputJson.Required(body, "statusState");
        if (!States.Contains(wanted)) throw Refusals.Validation($"Invalid statusState '{wanted}': one of {string.Join(", ", States)}.");
        var subscription = InputJson.Id(body, "subscriptionId");
        if (subscription != PreferenceTable.MarketingSubscriptionId) throw Refusals.Validation($"Subscription {subscription} does not exist.");
        exchange.Portal.Locked(state =>
        {
            state.Preferences.Set(email, subscription, wanted);
            state.Revision++;
            // Opting in again ends an opt-out of everything, or it would never end.
            if (wanted == "SUBSCRIBED" && state.Preferences.IsUnsubscribedFromAll(email)) new OptOuts(state).Set(email, optedOut: false, exchange.Caller);
            return 0;
        });
        exchange.RecordsWritten = 1;
        WriteStatus(exchange, email, subscription);
    }

    private static void WriteStatus(Exchange exchange, string email, long subscription)
    {
        var status = exchange.Portal.Locked(state => state.Preferences.Status(email, subscription));
        BatchEndpoints.BeginBatch(exchange.Json);
        exchange.Json.WriteStartObject();
        exchange.Json.WriteString("channel", "EMAIL");
        exchange.Json.WriteString("subscriberIdString", email);
        exchange.Json.WriteNumber("subscriptionId", subscription);
        exchange.Json.WriteString("status", status);
        exchange.Json.WriteString("subscriptionName", "Marketing Information");
        exchange.Json.WriteEndObject();
        BatchEndpoints.EndBatch(exchange, exchange.Now, [], 0);
    }

    private static void GetAll(Exchange exchange)
    {
        CheckChannel(exchange.Query("channel"));
        WriteAll(exchange, Email(exchange));
    }

    private static void UnsubscribeAll(Exchange exchange)
    {
        CheckChannel(exchange.Query("channel"));
        var email = Email(exchange);
        var changed = exchange.Portal.Locked(state => new OptOuts(state).Set(email, optedOut: true, exchange.Caller));
        exchange.RecordsWritten = changed is null ? 0 : 1;
        WriteAll(exchange, email);
    }

    private static void WriteAll(Exchange exchange, string email)
    {
        var status = exchange.Portal.Locked(state => state.Preferences.IsUnsubscribedFromAll(email)) ? "UNSUBSCRIBED" : "SUBSCRIBED";
        BatchEndpoints.BeginBatch(exchange.Json);
        exchange.Json.WriteStartObject();
        exchange.Json.WriteString("channel", "EMAIL");
        exchange.Json.WriteString("subscriberIdString", email);
        exchange.Json.WriteString("status", status);
        exchange.Json.WriteString("timestamp", WireTime.Iso(exchange.Now));
        exchange.Json.WriteEndObject();
        BatchEndpoints.EndBatch(exchange, exchange.Now, [], 0);
    }
}
