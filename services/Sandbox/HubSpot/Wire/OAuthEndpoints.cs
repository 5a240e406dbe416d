using Integration.Sandbox.HubSpot.Logins;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Tokens: facts/hubspot.md section 2.2. Errors are RFC 6749 plus HubSpot's own fields.</summary>
internal static class OAuthEndpoints
{
    private static readonly string[] DefaultScopes =
    [
        "oauth", "crm.objects.contacts.read", "crm.objects.contacts.write", "crm.objects.companies.read", "crm.objects.companies.write",
        "crm.objects.deals.read", "crm.objects.deals.write", "crm.objects.owners.read", "crm.schemas.contacts.read", "crm.schemas.contacts.write",
    ];

    public static void Map(RouteMap routes, string path)
    {
        routes.Post(path + "/token", Token, admission: Admission.Open);
        routes.Post(path + "/token/introspect", Introspect, admission: Admission.Open);
        routes.Post(path + "/token/revoke", Revoke, admission: Admission.Open);
    }

    private static void Token(Exchange exchange)
    {
        var form = Form(exchange);
        if (form.GetValueOrDefault("client_id") != TokenTable.ClientId || form.GetValueOrDefault("client_secret") != TokenTable.ClientSecret)
        {
            Refuse(exchange, "invalid_client", "missing or invalid client id or client secret", "BAD_CLIENT_ID");
            return;
        }
        var tokens = exchange.Portal.Tokens;
        switch (form.GetValueOrDefault("grant_type"))
        {
            case "authorization_code" when form.GetValueOrDefault("code") is { Length: > 0 } && form.GetValueOrDefault("redirect_uri") is { Length: > 0 }:
                WriteToken(exchange, tokens.IssueAccess(), tokens.IssueRefresh());
                break;
            case "authorization_code":
                Refuse(exchange, "invalid_grant", "missing or unknown auth code, or redirect_uri missing", "BAD_AUTH_CODE");
                break;
            case "refresh_token" when form.GetValueOrDefault("refresh_token") is { } refresh && tokens.IsRefresh(refresh):
                WriteToken(exchange, tokens.IssueAccess(), refresh);
                break;
            case "refresh_token":
                Refuse(exchange, "invalid_grant", "refresh token is invalid, expired or revoked", "BAD_REFRESH_TOKEN");
                break;
            case "client_credentials":
                WriteToken(exchange, tokens.IssueAccess(), null);
                break;
            default:
                Refuse(exchange, "unsupported_grant_type", "grant_type must be authorization_code, refresh_token or client_credentials", "BAD_GRANT_TYPE");
                break;
        }
    }

    private static void WriteToken(Exchange exchange, string access, string? refresh)
    {
        exchange.Json.WriteStartObject();
        exchange.Json.WriteString("token_type", "bearer");
        exchange.Json.WriteString("token_use", "access_token");
        if (refresh is not null) exchange.Json.WriteString("refresh_token", refresh);
        exchange.Json.WriteString("access_token", access);
        exchange.Json.WriteNumber("hub_id", exchange.Options.PortalId);
        exchange.Json.WriteStartArray("scopes");
        foreach (var scope in exchange.Options.Scopes ?? DefaultScopes) exchange.Json.WriteStringValue(scope);
        exchange.Json.WriteEndArray();
        exchange.Json.WriteNumber("expires_in", (int)TokenTable.Lifetime.TotalSeconds);
        exchange.Json.WriteEndObject();
    }

    private static void Introspect(Exchange exchange)
    {
        var token = Form(exchange).GetValueOrDefault("token") ?? "";
        var (state, expiry) = exchange.Portal.Tokens.Check(token);
        var active = state == TokenState.Good || exchange.Portal.Tokens.IsRefresh(token);
        exchange.Json.WriteStartObject();
        exchange.Json.WriteBoolean("active", active);
        if (active)
        {
            exchange.Json.WriteString("token_use", state == TokenState.Good ? "access_token" : "refresh_token");
            exchange.Json.WriteNumber("hub_id", exchange.Options.PortalId);
            exchange.Json.WriteString("client_id", TokenTable.ClientId);
            if (expiry > DateTimeOffset.MinValue && expiry < DateTimeOffset.MaxValue) exchange.Json.WriteNumber("expires_in", (long)(expiry - exchange.Now).TotalSeconds);
        }
        exchange.Json.WriteEndObject();
    }

    private static void Revoke(Exchange exchange)
    {
        exchange.Portal.Tokens.Revoke(Form(exchange).GetValueOrDefault("token") ?? "");
        exchange.NoContent();
    }

    private static void Refuse(Exchange exchange, string error, string text, string status)
    {
        exchange.Status = StatusCodes.Status400BadRequest;
        exchange.Json.WriteStartObject();
        exchange.Json.WriteString("error", error);
        exchange.Json.WriteString("error_description", text);
        exchange.Json.WriteString("status", status);
        exchange.Json.WriteString("message", text);
        exchange.Json.WriteEndObject();
    }

    // Parameters count in the form body only; in the URL they would end up in logs, and the dated versions ignore them there.
    private static Dictionary<string, string> Form(Exchange exchange) =>
        QueryHelpers.ParseQuery(exchange.Text).ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
}
