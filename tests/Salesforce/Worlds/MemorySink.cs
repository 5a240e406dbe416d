using Integration.Connectors.Ports;
using Integration.Core.Records;

namespace Integration.Salesforce.Tests.Worlds;

/// <summary>Takes hints into memory; refuses when told to.</summary>
internal sealed class MemorySink : IHintSink
{
    private readonly Lock gate = new();

    public List<HintBatch> Batches { get; } = [];
    public Dictionary<string, string> Cursors { get; } = [];
    public Dictionary<string, long> Counts { get; } = [];
    public Dictionary<string, string> Gauges { get; } = [];
    public bool IsDown { get; set; }

    public IEnumerable<Hint> Hints { get { lock (gate) return [.. Batches.SelectMany(batch => batch.Hints)]; } }

    public Task StoreAsync(HintBatch batch, CancellationToken stop)
    {
        if (IsDown) throw new HintsNotStoredException("the ledger is down", new IOException());
        if (batch.Hints.Count > 2_000) throw new ArgumentOutOfRangeException(nameof(batch), "0 to 2,000 hints");
        lock (gate)
        {
            Batches.Add(batch);
            if (batch.Cursor is { } cursor) Cursors[cursor.Name] = cursor.Value;
        }
        return Task.CompletedTask;
    }

    public Task<string?> CursorAsync(string name, CancellationToken stop) { lock (gate) return Task.FromResult(Cursors.GetValueOrDefault(name)); }

    public Task CountAsync(string counter, long count, CancellationToken stop)
    {
        lock (gate) Counts[counter] = Counts.GetValueOrDefault(counter) + count;
        return Task.CompletedTask;
    }

    public Task GaugeAsync(string name, string json, CancellationToken stop)
    {
        lock (gate) Gauges[name] = json;
        return Task.CompletedTask;
    }
}
