using System.Net.Http.Headers;
using System.Text.Json;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.HubSpot.Client;
using Integration.HubSpot.Faults;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Tokens;

/// <summary>Trades a refresh token for an access token (facts/hubspot.md section 2.2).</summary>
internal sealed class TokenEndpoint(HttpClient http, HubSpotOptions options, RefreshTokenLogin login, TimeProvider clock)
{
    private const int AnswerBytesMax = 256 * 1024;
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(30);
    // Whether HubSpot rotates refresh tokens is not stated; whatever comes back is used from then on.
    private string refreshToken = login.RefreshToken;

    /// <summary>The token source of a login.</summary>
    public static ITokenSource SourceFor(HttpClient http, HubSpotOptions options, TimeProvider clock) => options.Login switch
    {
        BearerLogin bearer => new ConstantToken(bearer.Token),
        RefreshTokenLogin login => new RenewedToken(new TokenEndpoint(http, options, login, clock).FetchAsync, clock),
        var other => throw new InvalidOperationException($"{other} is no login of HubSpot"),
    };

    /// <summary>Asks for a token. One caller at a time: <see cref="RenewedToken"/> sees to it.</summary>
    /// <exception cref="ConnectorHaltException">Refused (class Side: a person must act) or not reached (class Transient).</exception>
    public async Task<AccessToken> FetchAsync(CancellationToken stop)
    {
        var askedAt = clock.GetUtcNow();
        var (status, body) = await AskAsync(stop);
        var (answer, fault) = JsonAnswers.Read(HubSpotClient.System, body, HubSpotJson.Default.WireToken);
        if (status is < 200 or > 299) throw new ConnectorHaltException(status is 429 or >= 500 || answer is null ? OutsideFaults.Http(HubSpotClient.System, status) : Refusal(answer));
        if (fault is not null) throw new ConnectorHaltException(fault);
        if (string.IsNullOrEmpty(answer!.AccessToken)) throw new ConnectorHaltException(OutsideFaults.WrongShape(HubSpotClient.System, "token.access_token"));
        if (options.PortalId != 0 && answer.HubId is { } hub && hub != options.PortalId)
            throw new ConnectorHaltException(HubSpotFaults.OtherAccount(hub, options.PortalId));
        if (!string.IsNullOrEmpty(answer.RefreshToken)) refreshToken = answer.RefreshToken;
        return new AccessToken(answer.AccessToken, answer.ExpiresIn is > 0 and var seconds ? askedAt.AddSeconds(seconds) : null);
    }

    private async Task<(int Status, ReadOnlyMemory<byte> Body)> AskAsync(CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(AskTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Url, options.ApiVersion.Token))
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["grant_type"] = "refresh_token",
                    ["refresh_token"] = refreshToken,
                    ["client_id"] = login.ClientId,
                    ["client_secret"] = login.ClientSecret,
                }),
            };
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            await response.Content.LoadIntoBufferAsync(AnswerBytesMax, either.Token);
            return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new ConnectorHaltException(OutsideFaults.TimedOut(HubSpotClient.System, AskTimeout));
        }
        catch (HttpRequestException lost)
        {
            throw new ConnectorHaltException(lost.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded
                ? OutsideFaults.TooLarge(HubSpotClient.System, AnswerBytesMax)
                : OutsideFaults.NoConnection(HubSpotClient.System, lost.HttpRequestError));
        }
    }

    private static Fault Refusal(WireToken answer) => new(FaultClass.Side, answer.Status ?? answer.Error ?? "INVALID_GRANT",
        "HubSpot refuses to renew our access: the app was uninstalled, the grant revoked, or the client's secret changed.",
        "Check clientId and clientSecret; then connect the app once more and store the new refresh token.");
}
