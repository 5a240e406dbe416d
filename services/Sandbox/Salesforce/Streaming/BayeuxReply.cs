using System.Text.Json.Nodes;

namespace Integration.Sandbox.Salesforce.Streaming;

/// <summary>The messages a Bayeux server answers with: facts/salesforce.md section 8.3.</summary>
internal static class BayeuxReply
{
    public static JsonObject Ok(string channel, JsonNode? id, string? clientId, string? subscription = null)
    {
        var reply = new JsonObject();
        if (clientId is not null) reply["clientId"] = clientId;
        reply["channel"] = channel;
        if (id is not null) reply["id"] = id.DeepClone();
        if (subscription is not null) reply["subscription"] = subscription;
        reply["successful"] = true;
        return reply;
    }

    public static JsonObject Refused(string channel, JsonNode? id, string? clientId, string error, string? reconnect = null, string? subscription = null)
    {
        var reply = Ok(channel, id, clientId, subscription);
        reply["successful"] = false;
        reply["error"] = error;
        if (reconnect is not null) reply["advice"] = new JsonObject { ["reconnect"] = reconnect, ["interval"] = 0 };
        return reply;
    }

    public static JsonObject Handshaken(JsonNode? id, string clientId)
    {
        var reply = Ok("/meta/handshake", id, clientId);
        reply["ext"] = Extensions();
        reply["minimumVersion"] = "1.0";
        reply["version"] = "1.0";
        reply["supportedConnectionTypes"] = new JsonArray("long-polling");
        return reply;
    }

    /// <param name="id">Of the message.</param>
    /// <param name="error">What the reply says.</param>
    /// <param name="reason">What <c>ext.sfdc.failureReason</c> says; null when the vendor gives none.</param>
    public static JsonObject HandshakeDenied(JsonNode? id, string error, string? reason)
    {
        var reply = Refused("/meta/handshake", id, null, error);
        reply["advice"] = new JsonObject { ["reconnect"] = "none" };
        if (reason is null) return reply;
        var ext = Extensions();
        ext["sfdc"] = new JsonObject { ["failureReason"] = reason };
        reply["ext"] = ext;
        return reply;
    }

    private static JsonObject Extensions() => new() { ["replay"] = true, ["payload.format"] = true };
}
