using System.Collections.Concurrent;
using Integration.Connectors.Ports;
using Integration.Core.Records;

namespace Integration.HubSpot.Tests;

/// <summary>A ledger's hint side in memory; refuses on request, as a ledger that is down does.</summary>
internal sealed class MemorySink : IHintSink
{
    private readonly Lock gate = new();

    public List<Hint> Hints { get; } = [];
    public ConcurrentDictionary<string, string> Cursors { get; } = new();
    public ConcurrentDictionary<string, long> Counters { get; } = new();
    public ConcurrentDictionary<string, string> Gauges { get; } = new();
    public bool IsDown { get; set; }

    public IReadOnlyList<string> Ids { get { lock (gate) return [.. Hints.Select(hint => hint.Key.Id)]; } }

    public void Clear() { lock (gate) Hints.Clear(); }

    public Task StoreAsync(HintBatch batch, CancellationToken stop)
    {
        if (IsDown) throw new HintsNotStoredException("The ledger is down.", new IOException());
        Assert.InRange(batch.Hints.Count, 0, 2_000);
        lock (gate)
        {
            Hints.AddRange(batch.Hints);
            if (batch.Cursor is { } cursor) Cursors[cursor.Name] = cursor.Value;
        }
        return Task.CompletedTask;
    }

    public Task<string?> CursorAsync(string name, CancellationToken stop) => Task.FromResult(Cursors.GetValueOrDefault(name));

    public Task CountAsync(string counter, long count, CancellationToken stop)
    {
        Counters.AddOrUpdate(counter, count, (_, before) => before + count);
        return Task.CompletedTask;
    }

    public Task GaugeAsync(string name, string json, CancellationToken stop)
    {
        Gauges[name] = json;
        return Task.CompletedTask;
    }
}
