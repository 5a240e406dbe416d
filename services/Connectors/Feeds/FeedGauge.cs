using System.Text.Json;
using System.Text.Json.Serialization;
using Integration.Connectors.Ports;

namespace Integration.Connectors.Feeds;

/// <summary>How a feed fares, for the status.</summary>
/// <param name="Name">The feed.</param>
public sealed record FeedGauge(string Name)
{
    /// <summary>When the last round ended well; null = none yet.</summary>
    public DateTimeOffset? LastRoundAt { get; init; }
    /// <summary>How far behind the system's changes the feed was then, in seconds; null = not known.</summary>
    public double? LagSeconds { get; init; }
    /// <summary>Hints stored since the start.</summary>
    public long Hints { get; init; }
    /// <summary>Failed rounds since the last good one; 0 = in order.</summary>
    public int FailuresInRow { get; init; }
    /// <summary>Code of the last failure, kept for reference after it is over; null = none since the start.</summary>
    public string? LastErrorCode { get; init; }
    /// <summary>What happened, and what mends it.</summary>
    public string? LastError { get; init; }
    /// <summary>When.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }

    internal FeedGauge After(FeedRound round, DateTimeOffset now) => this with
    {
        LastRoundAt = now,
        LagSeconds = round.SeenUntil is { } until ? Math.Max(0, (now - until).TotalSeconds) : null,
        Hints = Hints + round.Hints,
        FailuresInRow = 0,
    };

    internal FeedGauge After(Exception error, DateTimeOffset now) => this with
    {
        FailuresInRow = FailuresInRow + 1,
        LastErrorCode = error is ConnectorHaltException halt ? halt.Fault.Code : error.GetType().Name,
        LastError = error is ConnectorHaltException or HintsNotStoredException ? error.Message : "The feed failed; the log has the error.",
        LastErrorAt = now,
    };

    /// <summary>The JSON of the status gauge.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FeedJson.Default.FeedGauge);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FeedGauge))]
internal sealed partial class FeedJson : JsonSerializerContext;
