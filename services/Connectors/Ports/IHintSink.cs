using Integration.Core.Records;

namespace Integration.Connectors.Ports;

/// <summary>Where workers put what they were told. Stored when the call returns, and only then may anything be acknowledged.</summary>
public interface IHintSink
{
    /// <summary>Stores hints and, in the same transaction, the cursor that covers them; then rings the bell.</summary>
    /// <param name="batch">0 to 2,000 hints; with none the cursor alone moves.</param>
    /// <param name="stop">Stops waiting; what was stored stays stored.</param>
    /// <exception cref="HintsNotStoredException">The ledger could not take them: nothing was stored, nothing may be acknowledged.</exception>
    Task StoreAsync(HintBatch batch, CancellationToken stop);

    /// <summary>The stored value of a cursor; null when never set.</summary>
    Task<string?> CursorAsync(string name, CancellationToken stop);

    /// <summary>Counts something that was told and not stored (bad signature, foreign object), so that the status shows it.</summary>
    /// <param name="counter">Stable name: <c>hubspot.webhook.bad-signature</c>.</param>
    /// <param name="count">At least 1.</param>
    /// <param name="stop">Stops waiting.</param>
    Task CountAsync(string counter, long count, CancellationToken stop);

    /// <summary>Leaves a gauge (quota, lag) for the status: a small JSON document under a stable name.</summary>
    Task GaugeAsync(string name, string json, CancellationToken stop);
}

/// <summary>What one webhook, page or event said.</summary>
/// <param name="Hints">The records to look at.</param>
/// <param name="Cursor">The cursor that may move once they are stored; null = none.</param>
public sealed record HintBatch(IReadOnlyList<Hint> Hints, CursorMove? Cursor = null);

/// <summary>A cursor and its next value.</summary>
public sealed record CursorMove(string Name, string Value);

/// <summary>The ledger could not store hints; whoever sent them must be told to send again.</summary>
public sealed class HintsNotStoredException(string message, Exception cause) : Exception(message, cause);
