using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;
using Integration.Core.Records;
using Integration.Tests.Shared;

namespace Integration.Connectors.Tests.Http;

public sealed class OutsideHttpTests : IAsyncLifetime
{
    private static readonly OutsideCall Read = new("things/read", HttpMethod.Get, "/things?limit=2", Lane.Normal) { IsRepeatable = true };
    private static readonly OutsideCall Write = new("things/write", HttpMethod.Post, "/things", Lane.Normal) { Body = "{}"u8.ToArray() };
    private StubVendor vendor = null!;
    private QuotaGate quota = null!;

    public async ValueTask InitializeAsync()
    {
        vendor = await StubVendor.StartAsync();
        quota = new QuotaGate(new QuotaOptions { System = "stub", LimitUntilTold = 100_000, BurstMax = 1000 }, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => vendor.DisposeAsync();

    private OutsideHttp Http(ITokenSource? tokens = null, Func<OutsideOptions, OutsideOptions>? with = null)
    {
        var options = new OutsideOptions { System = "stub", BaseUrl = vendor.Url, RepeatPause = TimeSpan.FromMilliseconds(5), RepeatPauseMax = TimeSpan.FromSeconds(2) };
        return new OutsideHttp(OutsideHttp.NewClient(), with?.Invoke(options) ?? options, new StubDialect(), tokens ?? new ConstantToken("t1"), quota, TimeProvider.System, new Seeded(1));
    }

    [Fact]
    public async Task A_good_answer_comes_with_its_body_and_the_token_was_sent()
    {
        vendor.Then(200, """{"a":1}""", headers: ("X-Limit", "5/900"));

        var answer = await Http().SendAsync(Read, default);

        Assert.Equal((CallFate.Answered, 200, """{"a":1}"""), (answer.Fate, answer.Status, System.Text.Encoding.UTF8.GetString(answer.Body.Span)));
        Assert.Equal(("/things?limit=2", "Bearer t1"), (vendor.Requests.Single().Path, vendor.Requests.Single().Authorization));
        Assert.Equal(900, quota.Snapshot().Limit);
        Assert.Equal(5, quota.Snapshot().AccountUsed);
    }

    [Theory]
    // the answer to every attempt               a read ends as                a write ends as              code           requests of the read, of the write
    [InlineData("500", CallFate.Unknown, CallFate.Unknown, "HTTP_500", 4, 1)]
    [InlineData("429", CallFate.NotApplied, CallFate.NotApplied, "HTTP_429", 4, 4)]
    [InlineData("400", CallFate.Refused, CallFate.Refused, "HTTP_400", 1, 1)]
    [InlineData("html", CallFate.Unknown, CallFate.Unknown, "NOT_JSON", 4, 1)]
    [InlineData("half", CallFate.Unknown, CallFate.Unknown, "TRUNCATED", 4, 1)]
    [InlineData("stops", CallFate.Unknown, CallFate.Unknown, "CONNECTION_LOST", 4, 1)]
    [InlineData("drop", CallFate.Unknown, CallFate.Unknown, "CONNECTION_LOST", 4, 1)]
    [InlineData("hang", CallFate.Unknown, CallFate.Unknown, "TIMEOUT", 4, 1)]
    [InlineData("large", CallFate.Unknown, CallFate.Unknown, "ANSWER_TOO_LARGE", 1, 1)]
    public async Task Only_what_is_safe_is_repeated(string answer, CallFate readFate, CallFate writeFate, string code, int readRequests, int writeRequests)
    {
        Script(answer);
        var http = Http(with: options => options with { AttemptTimeout = TimeSpan.FromMilliseconds(answer == "hang" ? 150 : 5000), AnswerBytesMax = 1000, BreakerCallsMin = 100 });

        var read = await http.SendAsync(Read, default);
        var afterRead = vendor.Requests.Count;
        var write = await http.SendAsync(Write, default);

        Assert.Equal((readFate, code), (read.Fate, read.Fault?.Code));
        Assert.Equal((writeFate, code), (write.Fate, write.Fault?.Code));
        Assert.Equal((readRequests, writeRequests), (afterRead, vendor.Requests.Count - afterRead));
    }

    [Fact]
    public async Task A_passing_trouble_is_not_seen_by_the_caller()
    {
        vendor.Then(503, "<html>busy</html>", "text/html").ThenDrop().Then(200, """{"ok":true}""");

        Assert.Equal(CallFate.Answered, (await Http().SendAsync(Read, default)).Fate);
    }

    [Fact]
    public async Task A_wait_longer_than_patience_goes_back_to_the_caller_with_its_time()
    {
        vendor.Then(429, "{}", headers: ("Retry-After", "40"));

        var answer = await Http().SendAsync(Write, default);

        Assert.Equal((CallFate.NotApplied, TimeSpan.FromSeconds(40)), (answer.Fate, answer.Fault!.RetryAfter));
        Assert.Single(vendor.Requests);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent_so_a_write_may_go_again()
    {
        await vendor.DisposeAsync();

        var answer = await Http().SendAsync(Write, default);

        Assert.Equal((CallFate.NotApplied, "NO_CONNECTION"), (answer.Fate, answer.Fault?.Code));
    }

    [Fact]
    public async Task An_expired_token_is_renewed_once_for_all_callers_and_the_call_repeated_once()
    {
        var fetched = 0;
        var tokens = new RenewedToken(_ => Task.FromResult(new AccessToken($"t{Interlocked.Increment(ref fetched)}")), TimeProvider.System);
        for (var call = 0; call < 5; call++) vendor.Then(http => TokenCheckAsync(http, "Bearer t2"));
        var http = Http(tokens);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => http.SendAsync(Write, default)));

        Assert.All(answers, answer => Assert.Equal(CallFate.Answered, answer.Fate));
        Assert.Equal(2, fetched);
    }

    [Fact]
    public async Task A_token_refused_again_after_renewal_stops_there()
    {
        var fetched = 0;
        vendor.Then(401, "{}");
        var tokens = new RenewedToken(_ => Task.FromResult(new AccessToken($"t{Interlocked.Increment(ref fetched)}")), TimeProvider.System);

        var answer = await Http(tokens).SendAsync(Read, default);

        Assert.Equal((CallFate.NotApplied, FaultClass.Side), (answer.Fate, answer.Fault!.Class));
        Assert.Equal((2, 2), (fetched, vendor.Requests.Count));
    }

    [Fact]
    public async Task A_revoked_grant_is_asked_about_once_in_five_minutes()
    {
        var clock = new Clock();
        var fetched = 0;
        var tokens = new RenewedToken(_ => { fetched++; throw new ConnectorHaltException(new Fault(FaultClass.Side, "REVOKED", "The grant is revoked.", "Connect again.")); }, clock);

        for (var call = 0; call < 50; call++)
            Assert.Equal("REVOKED", (await Assert.ThrowsAsync<ConnectorHaltException>(() => tokens.TokenAsync(default).AsTask())).Fault.Code);
        Assert.Equal(1, fetched);
        clock.Advance(TimeSpan.FromMinutes(5.1));
        await Assert.ThrowsAsync<ConnectorHaltException>(() => tokens.TokenAsync(default).AsTask());
        Assert.Equal(2, fetched);
    }

    [Fact]
    public async Task A_token_is_fetched_anew_a_minute_before_it_ends()
    {
        var clock = new Clock();
        var fetched = 0;
        var tokens = new RenewedToken(_ => Task.FromResult(new AccessToken($"t{++fetched}", clock.GetUtcNow().AddMinutes(30))), clock);

        await tokens.TokenAsync(default);
        clock.Advance(TimeSpan.FromMinutes(28.5));
        Assert.Equal("t1", (await tokens.TokenAsync(default)).Value);
        clock.Advance(TimeSpan.FromMinutes(0.6));
        Assert.Equal("t2", (await tokens.TokenAsync(default)).Value);
    }

    [Fact]
    public async Task A_failing_system_is_left_alone_and_tried_again_later()
    {
        vendor.Then(500, "{}");
        var http = Http(with: options => options with { RepeatMax = 0, BreakerCallsMin = 5, BreakerPause = TimeSpan.FromMilliseconds(600) });
        for (var call = 0; call < 5; call++) await http.SendAsync(Write, default);

        var open = await http.SendAsync(Write, default);
        Assert.Equal((CallFate.NotApplied, "CIRCUIT_OPEN"), (open.Fate, open.Fault?.Code));
        Assert.Equal(5, vendor.Requests.Count);

        vendor.Then(200, "{}");
        await Task.Delay(TimeSpan.FromMilliseconds(800), TimeProvider.System);
        Assert.Equal(CallFate.Answered, (await http.SendAsync(Write, default)).Fate);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_the_token()
    {
        vendor.Then(302, "", headers: ("Location", "https://elsewhere.test/"));

        Assert.Equal("HTTP_302", (await Http().SendAsync(Read, default)).Fault?.Code);
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_gets_its_cancellation()
    {
        vendor.ThenHang();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Http().SendAsync(Read, stop.Token));
    }

    private void Script(string answer) => _ = answer switch
    {
        "html" => vendor.Then(200, "<html>down</html>", "text/html"),
        "half" => vendor.Then(200, """{"results":[{"id":"1","prop"""),
        "stops" => vendor.ThenStopHalfway("""{"results":["""),
        "drop" => vendor.ThenDrop(),
        "hang" => vendor.ThenHang(),
        "large" => vendor.Then(200, "\"" + new string('x', 2000) + "\""),
        _ => vendor.Then(int.Parse(answer), "{}"),
    };

    private static async Task TokenCheckAsync(Microsoft.AspNetCore.Http.HttpContext http, string good)
    {
        http.Response.StatusCode = http.Request.Headers.Authorization == good ? 200 : 401;
        await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(http.Response, "{}");
    }

    private sealed class StubDialect : IAnswerDialect
    {
        public AnswerVerdict Judge(int status, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body)
        {
            var fault = OutsideFaults.Http("stub", status);
            return status switch
            {
                401 => new(CallFate.NotApplied, fault with { Class = FaultClass.Side }) { TokenExpired = true },
                429 => new(CallFate.NotApplied, fault with { RetryAfter = headers.TryGetValue("retry-after", out var after) ? TimeSpan.FromSeconds(int.Parse(after)) : null }) { MayPass = true },
                >= 500 => new(CallFate.Unknown, fault) { MayPass = true },
                _ => new(CallFate.Refused, fault),
            };
        }

        public QuotaReading? QuotaOf(IReadOnlyDictionary<string, string> headers) =>
            headers.TryGetValue("x-limit", out var text) ? new QuotaReading(long.Parse(text.Split('/')[1]), long.Parse(text.Split('/')[0])) : null;
    }
}
