using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Integration.Connectors.Http;

/// <summary>Carries calls to one vendor: quota, token, time-out, repetition of what is safe, circuit breaker.</summary>
/// <remarks>Never throws for what the outside did; only cancellation and programming errors throw. Thread-safe.</remarks>
public sealed class OutsideHttp
{
    private readonly OutsideOptions options;
    private readonly IEntropy entropy;
    private readonly OutsideAttempt attempt;
    private readonly ResiliencePipeline<OutsideAnswer> pipeline;

    /// <summary>A way to one vendor.</summary>
    /// <param name="http">Without time-out, redirects or base address of its own: <see cref="NewClient"/>.</param>
    /// <param name="options">How patiently.</param>
    /// <param name="dialect">What its answers mean.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="quota">Its allowance.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="entropy">Spreads repetitions.</param>
    public OutsideHttp(HttpClient http, OutsideOptions options, IAnswerDialect dialect, ITokenSource tokens, QuotaGate quota, TimeProvider clock, IEntropy entropy)
    {
        this.options = options;
        this.entropy = entropy;
        attempt = new OutsideAttempt(http, options, dialect, tokens, quota, clock);
        pipeline = new ResiliencePipelineBuilder<OutsideAnswer> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<OutsideAnswer>
            {
                MaxRetryAttempts = Math.Max(1, options.RepeatMax),
                ShouldHandle = args => ValueTask.FromResult(options.RepeatMax > 0 && args.Outcome.Result is { MayRepeat: true } answer && PauseAfter(answer, 0) <= options.RepeatPauseMax),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(PauseAfter(args.Outcome.Result!, args.AttemptNumber)),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<OutsideAnswer>
            {
                FailureRatio = options.BreakerShare,
                MinimumThroughput = options.BreakerCallsMin,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = options.BreakerPause,
                // Refusals and rate limits are answers of a working vendor; only silence and 5xx speak against it.
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { Fate: CallFate.Unknown } or { Fault.Code: OutsideFaults.NoConnectionCode }),
            })
            .Build();
    }

    /// <summary>An HTTP client fit for this class: pooled, no redirects (a bearer token must not follow one), no time-out of its own.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        // Vendors move addresses; a connection kept for ever would not follow DNS.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Sends a call and waits for the last word on it.</summary>
    public async Task<OutsideAnswer> SendAsync(OutsideCall call, CancellationToken stop)
    {
        try
        {
            var answer = await pipeline.ExecuteAsync(static (state, token) => new ValueTask<OutsideAnswer>(state.attempt.SendAsync(state.call, token)), (attempt, call), stop);
            ConnectorMeters.Count(options.System, call, answer);
            return answer;
        }
        catch (BrokenCircuitException open)
        {
            var answer = new OutsideAnswer(CallFate.NotApplied, 0, default, OutsideFaults.CircuitOpen(options.System, open.RetryAfter ?? options.BreakerPause));
            ConnectorMeters.Count(options.System, call, answer);
            return answer;
        }
    }

    private TimeSpan PauseAfter(OutsideAnswer answer, int attemptNumber)
    {
        var own = options.RepeatPause * Math.Pow(2, attemptNumber) * (0.5 + entropy.NextDouble() / 2);
        // Never sooner than asked; a little later, so that a thousand waiting callers do not return in one instant.
        return answer.Fault?.RetryAfter is { } asked ? asked + options.RepeatPause * entropy.NextDouble() : own;
    }
}
