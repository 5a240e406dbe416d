using Integration.Connectors.Ports;
using Integration.Hosting.Health;

namespace Integration.Hosting.Hints;

/// <summary>Passes everything on, and lets readiness see how the feeds of this process do.</summary>
public sealed class WatchedHintSink(IHintSink inner, FeedHealth health) : IHintSink
{
    /// <inheritdoc />
    public Task StoreAsync(HintBatch batch, CancellationToken stop) => inner.StoreAsync(batch, stop);

    /// <inheritdoc />
    public Task<string?> CursorAsync(string name, CancellationToken stop) => inner.CursorAsync(name, stop);

    /// <inheritdoc />
    public Task CountAsync(string counter, long count, CancellationToken stop) => inner.CountAsync(counter, count, stop);

    /// <inheritdoc />
    public Task GaugeAsync(string name, string json, CancellationToken stop)
    {
        // Before the ledger, which may be what fails.
        health.Left(name, json);
        return inner.GaugeAsync(name, json, stop);
    }
}
