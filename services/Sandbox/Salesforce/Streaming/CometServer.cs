using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Auth;
using Integration.Sandbox.Salesforce.Limits;
using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.Salesforce.Streaming;

/// <summary>The streaming endpoint: Bayeux over long polling, with replay. Facts/salesforce.md section 8.3.</summary>
internal sealed class CometServer(SalesforceOrg org)
{
    private const int BodyMax = 32_768;
    private const int EventsPerAnswer = 500;
    private const string BrowserCookie = "BAYEUX_BROWSER";
    private const string StreamCookie = "sfdc-stream";
    private readonly Dictionary<string, CometClient> clients = new(StringComparer.Ordinal);
    private readonly RollingDay delivered = new(org.Clock);

    public int Clients => clients.Count;
    public int Delivered => delivered.Used;

    public async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Method != "POST")
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest; // A websocket probe: refused at once, the client goes on with long polling.
            return;
        }
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        if (body.Length > BodyMax)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        if (Messages(body.ToArray()) is not { } messages)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var replies = new JsonArray();
        (CometClient Client, JsonObject Message, int Number)? connect = null;
        org.Locked(() =>
        {
            foreach (var message in messages) connect = Answer(http, message, replies) ?? connect;
            return true;
        });
        if (connect is { } waiting) await ConnectAsync(http, waiting.Client, waiting.Message, waiting.Number, replies, hold: messages.Count == 1);
        http.Response.ContentType = "application/json;charset=UTF-8";
        await http.Response.WriteAsync(replies.ToJsonString(), http.RequestAborted);
    }

    public void Clear()
    {
        foreach (var client in clients.Values) client.Release.TrySetResult();
        clients.Clear();
    }

    private static List<JsonObject>? Messages(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) switch
            {
                JsonObject one => [one],
                JsonArray many when many.All(node => node is JsonObject) => [.. many.Select(node => (JsonObject)node!)],
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null; // Told to the client as 400.
        }
    }

    /// <returns>The client and message when this is a connect to be answered after the rest of the batch.</returns>
    private (CometClient, JsonObject, int)? Answer(HttpContext http, JsonObject message, JsonArray replies)
    {
        var channel = Text(message, "channel") ?? "";
        var id = message["id"];
        if (channel == "/meta/handshake")
        {
            replies.Add(Handshake(http, id));
            return null;
        }
        if (Find(http, Text(message, "clientId")) is not { } client)
        {
            replies.Add(BayeuxReply.Refused(channel, id, null, "403::Unknown client", "handshake", Text(message, "subscription")));
            return null;
        }
        if (org.Sessions.Use(client.Token) is null)
        {
            replies.Add(BayeuxReply.Refused(channel, id, client.Id, "401::Authentication invalid", "none", Text(message, "subscription")));
            return null;
        }
        switch (channel)
        {
            case "/meta/connect":
                client.Release.TrySetResult();
                client.Release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                client.Connected = true;
                return (client, message, ++client.Connects);
            case "/meta/subscribe": replies.Add(Subscribe(client, message)); break;
            case "/meta/unsubscribe":
                client.Subscriptions.Remove(Text(message, "subscription") ?? "");
                replies.Add(BayeuxReply.Ok(channel, id, client.Id, Text(message, "subscription")));
                break;
            case "/meta/disconnect":
                clients.Remove(client.Id);
                client.Release.TrySetResult();
                replies.Add(BayeuxReply.Ok(channel, id, client.Id));
                break;
            default: replies.Add(BayeuxReply.Refused(channel, id, client.Id, $"400::Unknown channel {channel}")); break;
        }
        return null;
    }

    private JsonObject Handshake(HttpContext http, JsonNode? id)
    {
        var token = HttpTokens.Bearer(http.Request.Headers.Authorization.ToString());
        if (org.Sessions.Use(token) is null) return BayeuxReply.HandshakeDenied(id, "403::Handshake denied", "401::Authentication invalid");
        foreach (var dead in clients.Values.Where(Dead).ToList()) clients.Remove(dead.Id);
        if (clients.Count >= org.Options.StreamingClients) return BayeuxReply.HandshakeDenied(id, "403::Organization concurrent user limit exceeded", null);
        // The value holds characters that a client's cookie jar likes to quote or encode; it must come back byte for byte.
        var client = new CometClient(org.Sessions.Draw(28).ToLowerInvariant(), token!, $"!{org.Sessions.Draw(24)}/+=") { LastSeen = org.State.Now };
        clients[client.Id] = client;
        http.Response.Headers.Append("Set-Cookie", $"{BrowserCookie}={client.Id};Path=/cometd/;HttpOnly");
        http.Response.Headers.Append("Set-Cookie", $"BrowserId={org.Sessions.Draw(22)};Path=/");
        http.Response.Headers.Append("Set-Cookie", $"{StreamCookie}={client.Cookie};Path=/cometd/;HttpOnly");
        http.Response.Headers.Append("Set-Cookie", $"t={org.Sessions.Draw(12)};Path=/");
        return BayeuxReply.Handshaken(id, client.Id);
    }

    private JsonObject Subscribe(CometClient client, JsonObject message)
    {
        var channel = Text(message, "subscription") ?? "";
        var id = message["id"];
        JsonObject Refuse(string error) => BayeuxReply.Refused("/meta/subscribe", id, client.Id, error, null, channel);
        if (!org.Options.IntegrationUserViewsAllData) return Refuse("403::User not allowed to subscribe CDC without View All Data");
        if (org.Events.ObjectsOf(channel) is null) return Refuse($"404::The channel you requested to subscribe to does not exist {{{channel}}}");
        if (client.Subscriptions.ContainsKey(channel)) return BayeuxReply.Ok("/meta/subscribe", id, client.Id, channel);
        var replay = client.Replayed.Contains(channel) ? -1 : Replay(message, channel);
        if (org.Events.PositionAfter(replay) is not { } position)
            return Refuse($"400::The replayId {{{replay}}} you provided was invalid.  Please provide a valid ID, -2 to replay all events, or -1 to replay only new events.");
        client.Replayed.Add(channel);
        client.Subscriptions[channel] = position;
        client.Release.TrySetResult();
        return BayeuxReply.Ok("/meta/subscribe", id, client.Id, channel);
    }

    private static long Replay(JsonObject message, string channel) =>
        message["ext"] is JsonObject ext && ext["replay"] is JsonObject replay && replay.FirstOrDefault(pair => pair.Key.Equals(channel, StringComparison.OrdinalIgnoreCase)).Value is JsonValue value && value.TryGetValue<long>(out var id) ? id : -1;

    private async Task ConnectAsync(HttpContext http, CometClient client, JsonObject message, int number, JsonArray replies, bool hold)
    {
        var atOnce = !hold || (message["advice"] is JsonObject advice && advice["timeout"] is JsonValue timeout && timeout.TryGetValue<int>(out var ms) && ms == 0);
        var began = org.Clock.GetTimestamp();
        while (true)
        {
            var (answered, wake) = org.Locked(() =>
            {
                var last = number == client.Connects && clients.ContainsKey(client.Id);
                // A subscription woke this connect, which goes on waiting with the new channel.
                if (last && client.Release.Task.IsCompleted) client.Release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return (Deliver(client, message, number, replies, atOnce || !last), Task.WhenAny(org.Events.Appended, client.Release.Task));
            });
            if (answered) return;
            var left = org.Options.ConnectHold - org.Clock.GetElapsedTime(began);
            try
            {
                if (left > TimeSpan.Zero) await wake.WaitAsync(left, org.Clock, http.RequestAborted);
                else atOnce = true;
            }
            catch (TimeoutException)
            {
                atOnce = true; // Held long enough: the empty answer tells the client to connect again.
            }
            catch (OperationCanceledException)
            {
                org.Locked(() => client.Connected = false);
                throw;
            }
        }
    }

    private bool Deliver(CometClient client, JsonObject message, int number, JsonArray replies, bool atOnce)
    {
        var id = message["id"];
        var limit = delivered.Used >= org.Options.DailyDeliveredEvents;
        if (limit)
        {
            replies.Add(BayeuxReply.Refused("/meta/connect", id, client.Id, "403::Organization total events daily limit exceeded", "none"));
            return Answered(client, number);
        }
        var found = number == client.Connects ? Take(client) : [];
        if (found.Count == 0 && !atOnce) return false;
        delivered.Add(found.Count);
        foreach (var node in found) replies.Add(node);
        var reply = BayeuxReply.Ok("/meta/connect", id, client.Id);
        if (client.Connects == 1) reply["advice"] = new JsonObject { ["interval"] = 0, ["timeout"] = 110_000, ["reconnect"] = "retry" };
        replies.Add(reply);
        return Answered(client, number);
    }

    private bool Answered(CometClient client, int number)
    {
        if (number != client.Connects) return true;
        client.Connected = false;
        client.LastSeen = org.State.Now;
        return true;
    }

    private List<JsonNode> Take(CometClient client)
    {
        var messages = new List<JsonNode>();
        foreach (var (channel, position) in client.Subscriptions.ToList())
        {
            var (events, next) = org.Events.Read(channel, position, EventsPerAnswer);
            client.Subscriptions[channel] = next;
            messages.AddRange(events.Select(change => change.ToMessage(channel)));
        }
        return messages;
    }

    private CometClient? Find(HttpContext http, string? clientId)
    {
        if (clientId is null || !clients.TryGetValue(clientId, out var client)) return null;
        // The raw header, not the parsed cookies: parsing would hide what a client's jar did to the value.
        var cookies = http.Request.Headers.Cookie.ToString().Split(';', StringSplitOptions.TrimEntries);
        if (!Dead(client) && cookies.Contains($"{BrowserCookie}={client.Id}") && cookies.Contains($"{StreamCookie}={client.Cookie}")) return client;
        if (Dead(client)) clients.Remove(client.Id);
        return null;
    }

    private bool Dead(CometClient client) => !client.Connected && org.State.Now - client.LastSeen > CometClient.IdleMax;

    private static string? Text(JsonObject message, string name) => message[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
