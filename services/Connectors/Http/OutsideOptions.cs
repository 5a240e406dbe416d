namespace Integration.Connectors.Http;

/// <summary>How patiently a system is called.</summary>
public sealed record OutsideOptions
{
    /// <summary>Name in metrics and faults: <c>hubspot</c>.</summary>
    public required string System { get; init; }
    /// <summary>Base address; https, except on loopback.</summary>
    public required Uri BaseUrl { get; init; }
    /// <summary>For one attempt, from sending to the last byte; 1 to 600 s. Default 30 s.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>Further attempts of a call that may be repeated; 0 to 10. Default 3.</summary>
    public int RepeatMax { get; init; } = 3;
    /// <summary>Wait before the first repetition, doubled each time, half of it random; default 0.5 s.</summary>
    public TimeSpan RepeatPause { get; init; } = TimeSpan.FromMilliseconds(500);
    /// <summary>Longest wait inside a call; a vendor who asks for more is obeyed by the caller's schedule instead. Default 20 s.</summary>
    public TimeSpan RepeatPauseMax { get; init; } = TimeSpan.FromSeconds(20);
    /// <summary>Largest answer read; beyond it the call fails. Default 32 MB (2,000 Salesforce rows of 16 kB).</summary>
    public int AnswerBytesMax { get; init; } = 32 * 1024 * 1024;
    /// <summary>The circuit opens when this share of at least <see cref="BreakerCallsMin"/> attempts in 30 s got no trusted answer. Default 0.5.</summary>
    public double BreakerShare { get; init; } = 0.5;
    /// <summary>Default 20.</summary>
    public int BreakerCallsMin { get; init; } = 20;
    /// <summary>How long an open circuit refuses calls before it tries one. Default 15 s.</summary>
    public TimeSpan BreakerPause { get; init; } = TimeSpan.FromSeconds(15);
}
