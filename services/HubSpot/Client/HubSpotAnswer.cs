using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Client;

/// <summary>An answer read into its type, or why there is none. Exactly one of value and fault is set.</summary>
internal sealed record HubSpotAnswer<T>(T? Value, Fault? Fault, CallFate Fate, int Status, DateTimeOffset StartedAt, DateTimeOffset EndedAt) where T : class
{
    /// <summary>What HubSpot's clock read when it answered; null when it does not say.</summary>
    public DateTimeOffset? Date { get; init; }
    /// <summary>The error body, where the refusal had one.</summary>
    public WireError? Error { get; init; }
}

/// <summary>The answer of a call that answers with nothing.</summary>
internal sealed record Nothing
{
    public static Nothing It { get; } = new();
}
