using Integration.Core.Records;

namespace Integration.Connectors.Batching;

/// <summary>One submitted item and the promise of its outcome.</summary>
internal sealed class WaitingItem<TItem, TOutcome>(TItem item, Lane lane, string group, string key)
{
    public TItem Item => item;
    public Lane Lane => lane;
    public string Group => group;
    public string Key => key;
    public long Sequence { get; set; }
    public LinkedListNode<WaitingItem<TItem, TOutcome>>? Node { get; set; }

    // Asynchronous continuations: a caller's code must not run under the pump's slot.
    public TaskCompletionSource<TOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>What waits, by group and lane, and which keys are under way. Not thread-safe: the pump's lock guards it.</summary>
internal sealed class WaitingItems<TItem, TOutcome>
{
    private static readonly Lane[] Lanes = [Lane.Hot, Lane.Normal, Lane.Bulk];
    private readonly Dictionary<string, LinkedList<WaitingItem<TItem, TOutcome>>[]> groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> keysUnderWay = new(StringComparer.Ordinal);
    private long sequence;

    public int Count { get; private set; }

    public void Add(WaitingItem<TItem, TOutcome> entry)
    {
        if (!groups.TryGetValue(entry.Group, out var lanes))
            groups[entry.Group] = lanes = [.. Lanes.Select(_ => new LinkedList<WaitingItem<TItem, TOutcome>>())];
        entry.Sequence = sequence++;
        entry.Node = lanes[(int)entry.Lane].AddLast(entry);
        Count++;
    }

    public void Remove(WaitingItem<TItem, TOutcome> entry)
    {
        if (entry.Node is null) return;
        entry.Node.List!.Remove(entry.Node);
        entry.Node = null;
        Count--;
        if (Array.TrueForAll(groups[entry.Group], lane => lane.Count == 0)) groups.Remove(entry.Group);
    }

    /// <summary>The next batch: led by the oldest item of the hottest lane that may go, filled from its group in lane order.</summary>
    public IReadOnlyList<WaitingItem<TItem, TOutcome>> Take(int batchMax)
    {
        var lead = Lanes.Select(OldestOf).FirstOrDefault(entry => entry is not null);
        if (lead is null) return [];
        var batch = new List<WaitingItem<TItem, TOutcome>>();
        foreach (var lane in groups[lead.Group])
            for (var node = lane.First; node is not null && batch.Count < batchMax; node = node.Next)
                if (keysUnderWay.Add(node.Value.Key)) batch.Add(node.Value);
        foreach (var entry in batch) Remove(entry);
        return batch;
    }

    public void Release(IReadOnlyList<WaitingItem<TItem, TOutcome>> batch)
    {
        foreach (var entry in batch) keysUnderWay.Remove(entry.Key);
    }

    private WaitingItem<TItem, TOutcome>? OldestOf(Lane lane)
    {
        WaitingItem<TItem, TOutcome>? oldest = null;
        foreach (var lanes in groups.Values)
        {
            var first = lanes[(int)lane].FirstOrDefault(entry => !keysUnderWay.Contains(entry.Key));
            if (first is not null && (oldest is null || first.Sequence < oldest.Sequence)) oldest = first;
        }
        return oldest;
    }
}
