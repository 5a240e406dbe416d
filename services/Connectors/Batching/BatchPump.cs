using Integration.Connectors.Ports;
using Integration.Core.Records;

namespace Integration.Connectors.Batching;

/// <summary>Joins the items of many callers into full calls: alone when idle, full under load, hottest lane first.</summary>
/// <remarks>
/// A free call slot takes at once what waits, so nobody waits for a batch to fill; only while all slots are busy do items
/// gather. Items of cooler lanes ride along in the room that is left: they cost no further call. Starts no thread and no timer.
/// </remarks>
public sealed class BatchPump<TItem, TOutcome>
{
    private readonly IBatchCall<TItem, TOutcome> call;
    private readonly BatchPumpOptions options;
    private readonly Lock gate = new();
    private readonly WaitingItems<TItem, TOutcome> waiting = new();
    private int inFlight;

    /// <summary>A pump over one kind of call.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range.</exception>
    public BatchPump(IBatchCall<TItem, TOutcome> call, BatchPumpOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BatchMax, 2_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.InFlightMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.InFlightMax, 32);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.QueueMax, options.BatchMax);
        this.call = call;
        this.options = options;
    }

    /// <summary>Items that wait for a call slot.</summary>
    public int Waiting { get { lock (gate) return waiting.Count; } }

    /// <summary>Submits items and waits for the outcome of each.</summary>
    /// <param name="lane">Their lane.</param>
    /// <param name="items">Any number; equal keys are allowed and go one after the other.</param>
    /// <param name="stop">Stops this caller's waiting: items not sent yet are withdrawn, sent ones land without it.</param>
    /// <returns>As many outcomes as items, in the items' order.</returns>
    public async Task<IReadOnlyList<TOutcome>> SubmitAsync(Lane lane, IReadOnlyList<TItem> items, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (items.Count == 0) return [];
        var entries = items.Select(item => new WaitingItem<TItem, TOutcome>(item, lane, call.GroupOf(item), call.KeyOf(item))).ToArray();
        lock (gate)
        {
            if (waiting.Count + entries.Length > options.QueueMax)
                return [.. items.Select(item => call.Failed(item, QueueFull(), mayHaveBeenSent: false))];
            foreach (var entry in entries) waiting.Add(entry);
        }
        Dispatch();
        using var withdrawal = stop.Register(() => Withdraw(entries, stop));
        return await Task.WhenAll(entries.Select(entry => entry.Outcome.Task));
    }

    private void Dispatch()
    {
        while (true)
        {
            IReadOnlyList<WaitingItem<TItem, TOutcome>> batch;
            lock (gate)
            {
                if (inFlight == options.InFlightMax) return;
                batch = waiting.Take(options.BatchMax);
                if (batch.Count == 0) return;
                inFlight++;
            }
            _ = RunAsync(batch);
        }
    }

    private async Task RunAsync(IReadOnlyList<WaitingItem<TItem, TOutcome>> batch)
    {
        var endedInline = true;
        IReadOnlyList<TOutcome> outcomes;
        try
        {
            var sending = call.SendAsync(batch.Min(entry => entry.Lane), [.. batch.Select(entry => entry.Item)]);
            endedInline = sending.IsCompleted;
            outcomes = await sending;
            if (outcomes.Count != batch.Count)
                throw new InvalidOperationException($"{outcomes.Count} outcomes for {batch.Count} items");
        }
        catch (Exception defect)
        {
            // A throwing call is our own defect, but its items must not hang: each hears of it, and may have been sent.
            outcomes = [.. batch.Select(entry => call.Failed(entry.Item, Defect(defect), mayHaveBeenSent: true))];
        }
        lock (gate)
        {
            inFlight--;
            waiting.Release(batch);
        }
        for (var index = 0; index < batch.Count; index++) batch[index].Outcome.TrySetResult(outcomes[index]);
        // A call that ended inline returns into Dispatch's own loop; calling it again would nest once per batch.
        if (!endedInline) Dispatch();
    }

    private void Withdraw(WaitingItem<TItem, TOutcome>[] entries, CancellationToken stop)
    {
        lock (gate)
            foreach (var entry in entries) waiting.Remove(entry);
        foreach (var entry in entries) entry.Outcome.TrySetCanceled(stop);
    }

    private Fault QueueFull() => new(FaultClass.Transient, "QUEUE_FULL",
        $"{options.QueueMax} records wait for a call already.", "Nothing was sent; it is tried again. If it lasts, give the system a larger call allowance.")
    { RetryAfter = TimeSpan.FromSeconds(5) };

    private static Fault Defect(Exception defect) => new(FaultClass.Transient, "CONNECTOR_DEFECT",
        $"The connector failed with {defect.GetType().Name} in {defect.TargetSite?.DeclaringType?.Name}.{defect.TargetSite?.Name}.",
        "The record is looked at again. Please report this with the log of the same minute.");
}
