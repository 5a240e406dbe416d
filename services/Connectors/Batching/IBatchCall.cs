using Integration.Connectors.Ports;
using Integration.Core.Records;

namespace Integration.Connectors.Batching;

/// <summary>One kind of call that carries many records, as the pump needs to know it.</summary>
/// <typeparam name="TItem">One record's question or write.</typeparam>
/// <typeparam name="TOutcome">What became of it.</typeparam>
public interface IBatchCall<TItem, TOutcome>
{
    /// <summary>Items share a call only if their groups are equal: same object, same fields, same operation.</summary>
    string GroupOf(TItem item);

    /// <summary>Items with equal keys never share a call, nor run in two calls at once: both vendors refuse a batch with doubles, and two calls have no order.</summary>
    string KeyOf(TItem item);

    /// <summary>Sends one batch.</summary>
    /// <param name="lane">The hottest lane in the batch; the quota is taken from it.</param>
    /// <param name="batch">1 to <see cref="BatchPumpOptions.BatchMax"/> items of one group, keys distinct.</param>
    /// <returns>As many outcomes as items, in the items' order.</returns>
    /// <remarks>Takes no cancellation: a batch belongs to several callers, and none of them may take it from the others. It must end by its own time-outs.</remarks>
    Task<IReadOnlyList<TOutcome>> SendAsync(Lane lane, IReadOnlyList<TItem> batch);

    /// <summary>The outcome of an item whose call failed as a whole.</summary>
    /// <param name="item">The item.</param>
    /// <param name="fault">Why.</param>
    /// <param name="mayHaveBeenSent">False when it is certain that nothing left this process.</param>
    TOutcome Failed(TItem item, Fault fault, bool mayHaveBeenSent);
}

/// <summary>The pump's sizes.</summary>
public sealed record BatchPumpOptions
{
    /// <summary>Most items in one call; 1 to 2,000, the vendor's own limit.</summary>
    public required int BatchMax { get; init; }
    /// <summary>Calls at the same time; 1 to 32. Default 4: more only meets the vendors' row locks sooner (facts: HubSpot 423, Salesforce UNABLE_TO_LOCK_ROW).</summary>
    public int InFlightMax { get; init; } = 4;
    /// <summary>Items that may wait; at least <see cref="BatchMax"/>. Beyond it a submission is refused, unsent. Default 50,000.</summary>
    public int QueueMax { get; init; } = 50_000;
}
