using System.Globalization;
using System.Security.Cryptography;
using Integration.Config.Diagnostics;

namespace Integration.Config.Systems;

/// <summary>Reads the <c>salesforce</c> section.</summary>
internal static class SalesforceConnectionReader
{
    // facts/salesforce.md 1: below 37 no change events over CometD, 68 is the newest released; a later one is let in, since a version is kept for years.
    private const int ApiVersionMin = 37;
    private const int ApiVersionMax = 99;

    public static SalesforceConnection? Read(ConnectionKeys section)
    {
        if (!section.Keys.Has("url")) section.Keys.Missing("url", "add `url: https://NAME.my.salesforce.com`");
        var url = section.Url("url", mayHavePath: false);
        var version = Version(section);
        var clientId = section.RequiredText("clientId", "add the consumer key of the Salesforce app");
        var credential = Credential(section, clientId);
        if (credential is SalesforceClientSecret && url is { Host: "login.salesforce.com" or "test.salesforce.com" })
            section.Findings.Report(DiagnosticCodes.LoginHost, section.Keys.Node("url")!, $"client credentials are refused on {url.Host}", "write the org's My Domain: https://NAME.my.salesforce.com");
        var dailyCalls = section.DailyCalls();
        var poll = section.Poll();
        section.Keys.Finish();
        if (url is null || credential is null || dailyCalls is null) return null;
        var connection = new SalesforceConnection { Url = url, Credential = credential, DailyCalls = dailyCalls.Value };
        return connection with { ApiVersion = version ?? connection.ApiVersion, Poll = poll ?? connection.Poll };
    }

    private static string? Version(ConnectionKeys section)
    {
        if (section.Text("apiVersion") is not { } text) return null;
        var digits = text.TrimStart('v');
        var number = digits.EndsWith(".0", StringComparison.Ordinal) ? digits[..^2] : digits;
        if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version is >= ApiVersionMin and <= ApiVersionMax)
            return string.Create(CultureInfo.InvariantCulture, $"{version}.0");
        section.Findings.Report(DiagnosticCodes.BadApiVersion, section.Keys.Node("apiVersion")!, $"Salesforce's API version {Quote.Of(text)} is not spoken here", $"leave it out for 68.0, or write one from {ApiVersionMin}.0 on");
        return null;
    }

    private static SalesforceCredential? Credential(ConnectionKeys section, string? clientId)
    {
        var keys = section.Keys;
        var clientSecret = section.Secret("clientSecret");
        var refreshToken = section.Secret("refreshToken");
        var jwt = section.Section("jwt") is { } inner ? Jwt(inner, clientId ?? "") : null;
        if (keys.Has("jwt") && (keys.Has("clientSecret") || keys.Has("refreshToken")))
        {
            var other = keys.Has("refreshToken") ? "refreshToken" : "clientSecret";
            section.Findings.Report(DiagnosticCodes.TwoCredentials, keys.PlaceOf("jwt"), $"salesforce has a 'jwt' and a '{other}'", "keep one of the two", new RelatedPlace(keys.PlaceOf(other), $"the {other} stands here"));
        }
        else if (!keys.Has("jwt") && !keys.Has("clientSecret") && !keys.Has("refreshToken"))
            section.Findings.Report(DiagnosticCodes.NoCredential, keys.Place, "salesforce has no credential", "add `clientSecret: \"${env:SALESFORCE_SECRET}\"`, a `refreshToken`, or `jwt: { user, privateKey }`");
        if (clientId is null) return null;
        if (jwt is not null) return jwt;
        if (refreshToken is not null) return new SalesforceRefreshToken(clientId, refreshToken, clientSecret);
        return clientSecret is null ? null : new SalesforceClientSecret(clientId, clientSecret);
    }

    private static SalesforceJwt? Jwt(ConnectionKeys jwt, string clientId)
    {
        var user = jwt.RequiredText("user", "add the user name that the integration runs as");
        var privateKey = jwt.RequiredSecret("privateKey");
        jwt.Keys.Finish();
        if (privateKey is null || user is null) return null;
        if (IsRsa(privateKey)) return new SalesforceJwt(clientId, user, privateKey);
        jwt.Findings.Report(DiagnosticCodes.BadPrivateKey, jwt.Keys.Node("privateKey")!, "'privateKey' holds no RSA key in PEM form", "give the unencrypted PEM file whose certificate the Salesforce app holds");
        return null;
    }

    private static bool IsRsa(Secret key)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(key.Reveal());
            return rsa.ExportParameters(includePrivateParameters: true).D is { Length: > 0 };
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
