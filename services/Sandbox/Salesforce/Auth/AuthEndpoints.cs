using System.Text;
using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Wire;
using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.Salesforce.Auth;

/// <summary><c>/services/oauth2/*</c>: facts/salesforce.md section 2.</summary>
internal static class AuthEndpoints
{
    public const string ClientId = "sandbox";
    public const string ClientSecret = "sandbox";
    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    public static ApiAnswer Answer(SalesforceOrg org, string call, string method, IReadOnlyDictionary<string, string> form, Func<string, string?> header, string instanceUrl) => (method, call) switch
    {
        ("POST", "token") => Token(org, form, header, instanceUrl),
        ("POST", "introspect") => Introspect(org, form, header, instanceUrl),
        ("POST" or "GET", "revoke") => Revoke(org, form),
        ("GET" or "POST", "userinfo") => UserInfo(org, HttpTokens.Bearer(header("Authorization")) ?? form.GetValueOrDefault("access_token"), instanceUrl),
        _ => Error("invalid_request", $"there is no {method} of {call}"),
    };

    private static ApiAnswer Token(SalesforceOrg org, IReadOnlyDictionary<string, string> form, Func<string, string?> header, string instanceUrl)
    {
        switch (form.GetValueOrDefault("grant_type"))
        {
            case "client_credentials":
                return ClientError(form, header) ?? Granted(org, org.Standard.IntegrationUserId, "api", instanceUrl);
            case JwtBearer:
                var (username, error) = JwtAssertion.Judge(form.GetValueOrDefault("assertion") ?? "", ClientId, instanceUrl, org.Clock.GetUtcNow(), org.Options.JwtPublicKeyPem);
                if (error is not null) return Error(error == "client identifier invalid" ? "invalid_client_id" : "invalid_grant", error);
                return UserNamed(org, username) == org.Standard.IntegrationUserId ? Granted(org, org.Standard.IntegrationUserId, "api web", instanceUrl, signed: false) : Error("invalid_grant", "user hasn't approved this consumer");
            case "refresh_token":
                if (ClientError(form, header) is { } refused) return refused;
                return org.Sessions.UserOfRefreshToken(form.GetValueOrDefault("refresh_token") ?? "") is { } userId ? Granted(org, userId, "refresh_token api", instanceUrl) : Error("invalid_grant", "expired access/refresh token");
            case "password": return Error("invalid_grant", "authentication failure"); // Off by default in new orgs.
            case null or "": return Error("unsupported_grant_type", "grant type not supported");
            default: return Error("unsupported_grant_type", "grant type not supported");
        }
    }

    private static ApiAnswer? ClientError(IReadOnlyDictionary<string, string> form, Func<string, string?> header)
    {
        var (id, secret) = Client(form, header);
        if (id != ClientId) return Error("invalid_client_id", "client identifier invalid");
        return secret == ClientSecret ? null : Error("invalid_client", "invalid client credentials");
    }

    private static (string? Id, string? Secret) Client(IReadOnlyDictionary<string, string> form, Func<string, string?> header)
    {
        var basic = header("Authorization");
        if (basic?.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) != true) return (form.GetValueOrDefault("client_id"), form.GetValueOrDefault("client_secret"));
        var bytes = new byte[basic.Length];
        if (!Convert.TryFromBase64String(basic[6..].Trim(), bytes, out var length)) return (null, null);
        var pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return (pair[0], pair.Length > 1 ? pair[1] : null);
    }

    private static ApiAnswer Granted(SalesforceOrg org, string userId, string scope, string instanceUrl, bool signed = true)
    {
        var session = org.Sessions.Open(org.Standard.OrganizationId, userId);
        var json = new JsonObject { ["access_token"] = session.Token };
        if (signed) json["signature"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(org.Sessions.Draw(32)));
        json["scope"] = scope;
        json["instance_url"] = instanceUrl;
        json["id"] = IdentityUrl(org, userId, instanceUrl);
        json["token_type"] = "Bearer";
        if (signed) json["issued_at"] = org.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new ApiAnswer(200, json);
    }

    private static ApiAnswer Introspect(SalesforceOrg org, IReadOnlyDictionary<string, string> form, Func<string, string?> header, string instanceUrl)
    {
        if (ClientError(form, header) is { } refused) return refused;
        if (org.Sessions.Peek(form.GetValueOrDefault("token")) is not { } session) return new ApiAnswer(200, new JsonObject { ["active"] = false });
        return new ApiAnswer(200, new JsonObject
        {
            ["active"] = true,
            ["scope"] = "api",
            ["client_id"] = ClientId,
            ["username"] = UserText(org, session.UserId, "Username"),
            ["sub"] = IdentityUrl(org, session.UserId, instanceUrl),
            ["token_type"] = "access_token",
            ["exp"] = (session.LastUsed + org.Options.SessionTimeout).ToUnixTimeSeconds(),
            ["iat"] = session.Opened.ToUnixTimeSeconds(),
            ["nbf"] = session.Opened.ToUnixTimeSeconds(),
        });
    }

    private static ApiAnswer Revoke(SalesforceOrg org, IReadOnlyDictionary<string, string> form) =>
        org.Sessions.Revoke(form.GetValueOrDefault("token") ?? "") ? new ApiAnswer(200) : Error("unsupported_token_type", "this token type is not supported");

    public static ApiAnswer UserInfo(SalesforceOrg org, string? token, string instanceUrl)
    {
        if (org.Sessions.Use(token) is not { } session) return new ApiAnswer(403) { Text = ("text/html", "Bad_OAuth_Token") };
        string? User(string field) => UserText(org, session.UserId, field);
        var id = IdentityUrl(org, session.UserId, instanceUrl);
        var shortOrg = RecordId.Short(org.Standard.OrganizationId);
        return new ApiAnswer(200, new JsonObject
        {
            ["sub"] = id,
            ["user_id"] = session.UserId,
            ["organization_id"] = org.Standard.OrganizationId,
            ["preferred_username"] = User("Username"),
            ["nickname"] = User("CommunityNickname"),
            ["name"] = $"{User("FirstName")} {User("LastName")}",
            ["email"] = User("Email"),
            ["email_verified"] = true,
            ["given_name"] = User("FirstName"),
            ["family_name"] = User("LastName"),
            ["zoneinfo"] = "UTC",
            ["photos"] = new JsonObject(),
            ["profile"] = $"{instanceUrl}/{session.UserId}",
            ["picture"] = null,
            ["address"] = new JsonObject(),
            ["is_salesforce_integration_user"] = session.UserId == org.Standard.IntegrationUserId,
            ["urls"] = new JsonObject
            {
                ["enterprise"] = $"{instanceUrl}/services/Soap/c/{{version}}/{shortOrg}",
                ["metadata"] = $"{instanceUrl}/services/Soap/m/{{version}}/{shortOrg}",
                ["partner"] = $"{instanceUrl}/services/Soap/u/{{version}}/{shortOrg}",
                ["rest"] = $"{instanceUrl}/services/data/v{{version}}/",
                ["sobjects"] = $"{instanceUrl}/services/data/v{{version}}/sobjects/",
                ["query"] = $"{instanceUrl}/services/data/v{{version}}/query/",
            },
            ["active"] = true,
            ["user_type"] = "STANDARD",
            ["language"] = "en_US",
            ["locale"] = "en_US",
            ["utcOffset"] = 0,
            ["updated_at"] = org.State.Find(session.UserId)!.Stamp(org.State.Schema["User"]).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        });
    }

    private static string? UserNamed(SalesforceOrg org, string? username)
    {
        var users = org.State.Table("User");
        return username is null ? null : users.Holding(users.Type["Username"], username).FirstOrDefault()?.Id;
    }

    private static string? UserText(SalesforceOrg org, string userId, string field) => org.State.Find(userId)?.Text(org.State.Schema["User"], field);

    // A real org names login.salesforce.com here; clients follow the address with their token, and that must not leave the machine.
    private static string IdentityUrl(SalesforceOrg org, string userId, string instanceUrl) => $"{instanceUrl}/id/{org.Standard.OrganizationId}/{userId}";

    private static ApiAnswer Error(string error, string description) => new(StatusCodes.Status400BadRequest, new JsonObject { ["error"] = error, ["error_description"] = description });
}
