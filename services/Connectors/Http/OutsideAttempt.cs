using System.Net.Http.Headers;
using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;

namespace Integration.Connectors.Http;

/// <summary>One attempt of one call, with at most one renewal of its token.</summary>
internal sealed class OutsideAttempt(HttpClient http, OutsideOptions options, IAnswerDialect dialect, ITokenSource tokens, QuotaGate quota, TimeProvider clock)
{
    public async Task<OutsideAnswer> SendAsync(OutsideCall call, CancellationToken stop)
    {
        var first = await OnceAsync(call, mayRenew: true, stop);
        return first ?? (await OnceAsync(call, mayRenew: false, stop))!;
    }

    /// <summary>Null = the token was expired and another one is to be had: once more.</summary>
    private async Task<OutsideAnswer?> OnceAsync(OutsideCall call, bool mayRenew, CancellationToken stop)
    {
        AccessToken? token = null;
        try
        {
            if (call.IsAuthorised) token = await tokens.TokenAsync(stop);
        }
        catch (ConnectorHaltException halt)
        {
            return new OutsideAnswer(CallFate.NotApplied, 0, default, halt.Fault);
        }
        if (await quota.EnterAsync(call.Lane, call.Window, stop) is { } refused)
            return new OutsideAnswer(CallFate.NotApplied, 0, default, refused);

        var startedAt = clock.GetUtcNow();
        var answer = await ExchangeAsync(call, token, stop);
        if (answer.Status != 0 && dialect.QuotaOf(answer.Headers) is { } reading) quota.Observe(reading);
        if (answer.Fate == CallFate.Answered || answer.Status is 0 or (>= 200 and <= 299)) return answer with { StartedAt = startedAt, EndedAt = clock.GetUtcNow() };

        var verdict = dialect.Judge(answer.Status, answer.Headers, answer.Body);
        if (verdict.ClosesBurst is { } pause)
        {
            if (call.Window is { } window) window.Close(pause);
            else quota.CloseBurst(pause);
        }
        if (verdict.ClosesDay) quota.CloseDay();
        if (verdict.TokenExpired && token is not null && tokens.Refused(token) && mayRenew) return null;
        return answer with
        {
            Fate = verdict.Fate,
            Fault = verdict.Fault,
            MayRepeat = verdict.MayPass && (call.IsRepeatable || verdict.Fate == CallFate.NotApplied),
            StartedAt = startedAt,
            EndedAt = clock.GetUtcNow(),
        };
    }

    private async Task<OutsideAnswer> ExchangeAsync(OutsideCall call, AccessToken? token, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(options.AttemptTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            using var request = Request(call, token);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await ReadAsync(response, either.Token);
            var status = (int)response.StatusCode;
            var headers = HeadersOf(response);
            if (body is null) return Unknown(call, status, OutsideFaults.TooLarge(options.System, options.AnswerBytesMax), repeat: false) with { Headers = headers };
            var isGood = status is >= 200 and <= 299;
            var broken = isGood && call.ExpectsJson ? JsonAnswers.Broken(options.System, body.Value) : null;
            if (broken is not null) return Unknown(call, status, broken, repeat: true) with { Headers = headers, Body = body.Value };
            return new OutsideAnswer(isGood ? CallFate.Answered : CallFate.Refused, status, body.Value, null) { Headers = headers };
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return Unknown(call, 0, OutsideFaults.TimedOut(options.System, options.AttemptTimeout), repeat: true);
        }
        catch (HttpRequestException lost) when (lost.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            // Failed while connecting: not a byte of the request left us, so even a write may be repeated.
            return new OutsideAnswer(CallFate.NotApplied, 0, default, OutsideFaults.NoConnection(options.System, lost.HttpRequestError)) { MayRepeat = true };
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            return Unknown(call, 0, OutsideFaults.ConnectionLost(options.System), repeat: true);
        }
    }

    private HttpRequestMessage Request(OutsideCall call, AccessToken? token)
    {
        var request = new HttpRequestMessage(call.Method, new Uri(token?.InstanceUrl ?? options.BaseUrl, call.Path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(call.ExpectsJson ? "application/json" : "*/*"));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        foreach (var (name, value) in call.Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (call.Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(call.ContentType);
        }
        return request;
    }

    /// <summary>The whole body; null when it is larger than allowed.</summary>
    private async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpResponseMessage response, CancellationToken stop)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(stop);
        using var body = new MemoryStream((int)Math.Clamp(response.Content.Headers.ContentLength ?? 4096, 0, options.AnswerBytesMax));
        var chunk = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(chunk, stop)) > 0)
        {
            if (body.Length + read > options.AnswerBytesMax) return null;
            body.Write(chunk, 0, read);
        }
        return body.ToArray();
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            headers.TryAdd(name.ToLowerInvariant(), values.FirstOrDefault() ?? "");
        return headers;
    }

    private static OutsideAnswer Unknown(OutsideCall call, int status, Fault fault, bool repeat) =>
        new(CallFate.Unknown, status, default, fault) { MayRepeat = repeat && call.IsRepeatable };
}
