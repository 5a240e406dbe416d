using System.Globalization;
using Integration.Config.Diagnostics;

namespace Integration.Config.Systems;

/// <summary>Reads the <c>hubspot</c> section.</summary>
internal static class HubSpotConnectionReader
{
    // facts/hubspot.md 1.4: the versions that are supported long enough to start on; v3 and v4 go within ten months.
    private static readonly string[] ApiVersions = ["2026-09", "2026-03"];

    public static HubSpotConnection? Read(ConnectionKeys section, long? livePortal)
    {
        var portal = Portal(section);
        if (portal is { } written && livePortal is { } live && written != live)
            section.Findings.Report(DiagnosticCodes.OtherPortal, section.Keys.Node("portal")!, $"the credential belongs to HubSpot account {live}, not {written}", $"take the credential of {written}, or write `portal: {live}`");
        var url = section.Url("url", mayHavePath: false);
        var version = Version(section);
        var credential = Credential(section);
        var webhookSecret = section.Secret("webhookSecret");
        var webhookUrl = section.Url("webhookUrl", mayHavePath: true);
        if (section.Keys.Has("webhookSecret") != section.Keys.Has("webhookUrl"))
        {
            var given = section.Keys.Has("webhookSecret") ? "webhookSecret" : "webhookUrl";
            var other = given == "webhookSecret" ? "webhookUrl" : "webhookSecret";
            section.Findings.Report(DiagnosticCodes.HalfWebhook, section.Keys.PlaceOf(given), $"'{given}' stands without '{other}'", $"add '{other}', or remove both and let changes be found by polling");
        }
        var dailyCalls = section.DailyCalls();
        var poll = section.Poll();
        section.Keys.Finish();
        if (portal is null || credential is null || dailyCalls is null) return null;
        var connection = new HubSpotConnection { Portal = portal.Value, Credential = credential, DailyCalls = dailyCalls.Value, WebhookSecret = webhookSecret, WebhookUrl = webhookUrl };
        return connection with { Url = url ?? connection.Url, ApiVersion = version ?? connection.ApiVersion, Poll = poll ?? (connection.WebhookUrl is null ? connection.Poll : HubSpotConnection.PollBesideWebhooks) };
    }

    private static long? Portal(ConnectionKeys section)
    {
        if (section.RequiredText("portal", "add `portal: NUMBER`, the number that HubSpot shows under the account's name") is not { } text) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var portal) && portal > 0) return portal;
        section.Findings.Report(DiagnosticCodes.BadPortal, section.Keys.Node("portal")!, "'portal' is no account number", "write the number that HubSpot shows under the account's name, digits only");
        return null;
    }

    private static string? Version(ConnectionKeys section)
    {
        if (section.Text("apiVersion") is not { } text) return null;
        if (ApiVersions.Contains(text)) return text;
        section.Findings.Report(DiagnosticCodes.BadApiVersion, section.Keys.Node("apiVersion")!, $"HubSpot's API version {Quote.Of(text)} is not spoken here", $"leave it out, or write {string.Join(" or ", ApiVersions)}");
        return null;
    }

    private static HubSpotCredential? Credential(ConnectionKeys section)
    {
        var token = section.Secret("token");
        var oauth = section.Section("oauth");
        var grant = oauth is null ? null : OAuth(oauth);
        if (section.Keys.Has("token") && section.Keys.Has("oauth"))
            section.Findings.Report(DiagnosticCodes.TwoCredentials, section.Keys.PlaceOf("oauth"), "hubspot has a 'token' and an 'oauth'", "keep one of the two", new RelatedPlace(section.Keys.PlaceOf("token"), "the token stands here"));
        else if (!section.Keys.Has("token") && !section.Keys.Has("oauth"))
            section.Findings.Report(DiagnosticCodes.NoCredential, section.Keys.Place, "hubspot has no credential", "add `token: \"${env:HUBSPOT_TOKEN}\"`, or `oauth: { clientId, clientSecret, refreshToken }`");
        return token is not null ? new HubSpotToken(token) : grant;
    }

    private static HubSpotOAuth? OAuth(ConnectionKeys oauth)
    {
        var clientId = oauth.RequiredText("clientId", "add the app's client id");
        var clientSecret = oauth.RequiredSecret("clientSecret");
        var refreshToken = oauth.RequiredSecret("refreshToken");
        oauth.Keys.Finish();
        return clientId is null || clientSecret is null || refreshToken is null ? null : new HubSpotOAuth(clientId, clientSecret, refreshToken);
    }
}
