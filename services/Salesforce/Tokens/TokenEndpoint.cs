using System.Net.Http.Headers;
using System.Text.Json;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Tokens;

/// <summary>Trades a login for an access token at <c>/services/oauth2/token</c>.</summary>
/// <remarks>
/// There is no expires_in in the answer: a session lives 15 minutes to 24 hours by the org's setting and use extends it.
/// So tokens are renewed when refused, never by schedule.
/// </remarks>
internal sealed class TokenEndpoint(HttpClient http, SalesforceOptions options, RefreshTokenKeeper keeper, TimeProvider clock)
{
    private const int AnswerBytesMax = 256 * 1024;
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The token source of a login.</summary>
    public static ITokenSource SourceFor(HttpClient http, SalesforceOptions options, TimeProvider clock, Action<string> warn) => options.Login switch
    {
        BearerLogin bearer => new ConstantToken(bearer.Token),
        var login => new RenewedToken(new TokenEndpoint(http, options, new RefreshTokenKeeper(login as RefreshTokenLogin, warn), clock).FetchAsync, clock),
    };

    /// <summary>Asks for a token.</summary>
    /// <exception cref="ConnectorHaltException">Refused (class Side: a person must act) or not reached (class Transient).</exception>
    public async Task<AccessToken> FetchAsync(CancellationToken stop)
    {
        var (status, body) = await AskAsync(stop);
        JsonElement answer;
        try
        {
            answer = JsonElement.Parse(body.Span);
        }
        catch (JsonException)
        {
            throw new ConnectorHaltException(status is >= 200 and <= 299 ? OutsideFaults.NotJson("salesforce") : OutsideFaults.Http("salesforce", status));
        }
        if (answer.ValueKind != JsonValueKind.Object) throw new ConnectorHaltException(OutsideFaults.WrongShape("salesforce", "oauth2/token"));
        if (status is < 200 or > 299) throw new ConnectorHaltException(RefusalOf(status, answer));
        if (FieldText.TextOf(answer, "access_token") is not { } token) throw new ConnectorHaltException(OutsideFaults.WrongShape("salesforce", "oauth2/token.access_token"));
        if (FieldText.TextOf(answer, "refresh_token") is { } rotated) keeper.Keep(rotated);
        return new AccessToken(token) { InstanceUrl = InstanceOf(answer) };
    }

    private async Task<(int Status, ReadOnlyMemory<byte> Body)> AskAsync(CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(AskTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Url, "/services/oauth2/token")) { Content = new FormUrlEncodedContent(Form()) };
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.Content.Headers.ContentLength > AnswerBytesMax) throw new ConnectorHaltException(OutsideFaults.TooLarge("salesforce", AnswerBytesMax));
            await response.Content.LoadIntoBufferAsync(AnswerBytesMax, either.Token);
            return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new ConnectorHaltException(OutsideFaults.TimedOut("salesforce", AskTimeout));
        }
        catch (HttpRequestException lost)
        {
            throw new ConnectorHaltException(lost.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded
                ? OutsideFaults.TooLarge("salesforce", AnswerBytesMax)
                : OutsideFaults.NoConnection("salesforce", lost.HttpRequestError));
        }
    }

    private Dictionary<string, string> Form() => options.Login switch
    {
        ClientCredentialsLogin login => new() { ["grant_type"] = "client_credentials", ["client_id"] = login.ClientId, ["client_secret"] = login.ClientSecret },
        RefreshTokenLogin login => new() { ["grant_type"] = "refresh_token", ["refresh_token"] = keeper.Current, ["client_id"] = login.ClientId, ["client_secret"] = login.ClientSecret },
        JwtLogin login => new() { ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer", ["assertion"] = JwtAssertion.Sign(login, clock.GetUtcNow()) },
        var other => throw new InvalidOperationException($"{other} asks for no token"),
    };

    private Fault RefusalOf(int status, JsonElement answer)
    {
        // error_description may be missing (simple-salesforce #825); it names no secret and is what an admin searches for.
        var code = FieldText.TextOf(answer, "error") ?? $"HTTP_{status}";
        var said = FieldText.TextOf(answer, "error_description") is { Length: <= 255 } text ? $" It says: {text}." : "";
        if (status is 429 or >= 500) return OutsideFaults.Http("salesforce", status);
        return new Fault(FaultClass.Side, code, $"Salesforce refuses our login.{said}", options.Login switch
        {
            ClientCredentialsLogin => "Check clientId and clientSecret, that the app allows client credentials and has a run-as user, and that the url is the org's My Domain.",
            RefreshTokenLogin => "Grant the app access once more and store the new refresh token.",
            _ => "Check that the app holds the key's certificate, that the user is pre-authorised, the audience, and this machine's clock.",
        });
    }

    // The bearer token goes there: an address that is not Salesforce's own would receive it.
    private Uri? InstanceOf(JsonElement answer)
    {
        if (FieldText.TextOf(answer, "instance_url") is not { } text) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)) throw new ConnectorHaltException(OutsideFaults.WrongShape("salesforce", "oauth2/token.instance_url"));
        // An org emulated on loopback may not know the port it is reached by; ours is the better knowledge then.
        if (options.Url.IsLoopback) return null;
        return url.Scheme == Uri.UriSchemeHttps ? url : throw new ConnectorHaltException(OutsideFaults.WrongShape("salesforce", "oauth2/token.instance_url"));
    }
}
