using System.Text.Json;
using Integration.Sandbox.HubSpot.Owners;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;
using Integration.Sandbox.HubSpot.Webhooks;

namespace Integration.Sandbox.HubSpot.Snapshots;

/// <summary>The whole state as JSON. After loading, search sees everything at once and the random stream begins anew.</summary>
internal static class PortalSnapshot
{
    private const int Form = 1;

    public static void Write(PortalState state, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("form", Form);
        json.WriteNumber("revision", state.Revision);
        json.WriteStartObject("objects");
        foreach (var table in state.Tables) TableSnapshot.Write(json, table);
        json.WriteEndObject();
        json.WriteStartArray("links");
        foreach (var (from, id, to, toId, typeId) in state.Links.All)
        {
            json.WriteStartArray();
            json.WriteStringValue(from.Plural);
            json.WriteNumberValue(id);
            json.WriteStringValue(to.Plural);
            json.WriteNumberValue(toId);
            json.WriteNumberValue(typeId);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        Write(json, "owners", state.Owners.All.ToList());
        Write(json, "blocklist", state.Blocklist);
        Write(json, "unsubscribedFromAll", state.Preferences.UnsubscribedFromAll);
        Write(json, "statuses", state.Preferences.Statuses.Select(each => new StoredStatus(each.Key.Email, each.Key.SubscriptionId, each.Value)).ToList());
        Write(json, "webhooks", new StoredWebhooks(state.Outbox.TargetUrl, state.Outbox.Secret, state.Outbox.MaxConcurrentRequests, state.Outbox.SettingsCreatedAt, state.Outbox.Subscriptions,
            state.Outbox.Queue.Pending.Select(each => new StoredEvent(each.Event, each.Due)).ToList()));
        json.WriteEndObject();
    }

    /// <exception cref="InvalidDataException">Not a snapshot of this form; the portal keeps the state it had.</exception>
    public static PortalState Read(Stream stream, Func<PortalState> create)
    {
        try
        {
            using var document = JsonDocument.Parse(stream);
            var root = document.RootElement;
            if (root.GetProperty("form").GetInt32() != Form) throw new InvalidDataException($"this snapshot has form {root.GetProperty("form")}, not {Form}: delete the file to start empty");
            var state = create();
            state.Revision = root.GetProperty("revision").GetInt64();
            foreach (var each in root.GetProperty("objects").EnumerateObject()) TableSnapshot.Read(each.Value, state, ObjectType.Named(each.Name));
            foreach (var link in root.GetProperty("links").EnumerateArray())
                state.Links.Set(ObjectType.Named(link[0].GetString()!), link[1].GetInt64(), ObjectType.Named(link[2].GetString()!), link[3].GetInt64(), link[4].GetInt32());
            state.Owners.Replace(Get<List<HubSpotOwner>>(root, "owners"));
            state.Blocklist.UnionWith(Get<List<string>>(root, "blocklist"));
            foreach (var email in Get<List<string>>(root, "unsubscribedFromAll")) state.Preferences.SetAll(email, unsubscribed: true);
            foreach (var status in Get<List<StoredStatus>>(root, "statuses")) state.Preferences.Set(status.Email, status.SubscriptionId, status.Status);
            ReadWebhooks(state.Outbox, Get<StoredWebhooks>(root, "webhooks"));
            return state;
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"the snapshot cannot be read ({wrong.Message}): delete the file to start empty", wrong);
        }
    }

    private static void ReadWebhooks(EventOutbox outbox, StoredWebhooks stored)
    {
        outbox.TargetUrl = stored.TargetUrl;
        outbox.Secret = stored.Secret;
        outbox.MaxConcurrentRequests = stored.MaxConcurrentRequests;
        outbox.SettingsCreatedAt = stored.CreatedAt;
        outbox.SetSubscriptions(stored.Subscriptions);
        foreach (var each in stored.Pending) outbox.Queue.Add(each.Event, each.Due);
    }

    private static void Write<T>(Utf8JsonWriter json, string name, T value)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value);
    }

    private static T Get<T>(JsonElement root, string name) =>
        root.GetProperty(name).Deserialize<T>() ?? throw new InvalidDataException($"the snapshot has no '{name}': delete the file to start empty");

    private sealed record StoredStatus(string Email, long SubscriptionId, string Status);

    private sealed record StoredEvent(WebhookEvent Event, DateTimeOffset Due);

    private sealed record StoredWebhooks(string? TargetUrl, string Secret, int MaxConcurrentRequests, DateTimeOffset CreatedAt, IReadOnlyList<Subscription> Subscriptions, IReadOnlyList<StoredEvent> Pending);
}
