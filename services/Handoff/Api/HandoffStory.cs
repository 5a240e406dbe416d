using System.Collections.Immutable;
using Integration.Core.Handoffs;
using Integration.Handoff.Files;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Api;

/// <summary>A handoff in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PairId">The person's pair.</param>
/// <param name="HubSpot">The contact, <c>HubSpot/contacts/4711</c>.</param>
/// <param name="Salesforce">The Lead or Contact.</param>
/// <param name="Product">The product.</param>
/// <param name="State">Where it stands.</param>
/// <param name="IsOpen">Whether something is still owed.</param>
/// <param name="Owner">Who has it.</param>
/// <param name="OpenedAt">When the person was found ready.</param>
/// <param name="ChangedAt">When it was last stored.</param>
public sealed record HandoffLine(Guid Id, Guid PairId, string? HubSpot, string? Salesforce, string Product, string State, bool IsOpen, string? Owner, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt)
{
    /// <summary>A line for each row, in their order.</summary>
    public static async Task<IReadOnlyList<HandoffLine>> OfAsync(ILedger ledger, IReadOnlyList<StoredHandoff> rows, CancellationToken stop)
    {
        var pairs = await ledger.PairsAsync([.. rows.Select(row => row.PairId).Distinct()], stop);
        return [.. rows.Select(row => Of(row, pairs.GetValueOrDefault(row.PairId)))];
    }

    internal static HandoffLine Of(StoredHandoff row, Core.Pairs.Pair? pair) =>
        new(row.Id, row.PairId, pair?.HubSpot.Ref?.ToString(), pair?.Salesforce.Ref?.ToString(), row.Product, row.Stage, row.IsOpen, row.Owner, row.OpenedAt, row.ChangedAt);
}

/// <summary>A clock of a handoff.</summary>
/// <param name="Kind">What for.</param>
/// <param name="DueAt">When; null when it was cancelled.</param>
/// <param name="FiredAt">When it fired; null while it has not.</param>
public sealed record ClockLine(string Kind, DateTimeOffset? DueAt, DateTimeOffset? FiredAt);

/// <summary>A receipt, with the values that it was sealed over.</summary>
/// <param name="Sequence">Its place in the chain.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Previous">The hash before.</param>
/// <param name="Body">The sealed text.</param>
/// <param name="Evidence">The values; null once the person was erased.</param>
public sealed record ReceiptLine(long Sequence, string Hash, string Previous, string Body, string? Evidence);

/// <summary>One handoff with everything that is known of it.</summary>
public sealed record HandoffStory
{
    /// <summary>In short.</summary>
    public required HandoffLine Line { get; init; }
    /// <summary>The whole state; of an erased person only that it is withdrawn.</summary>
    public required Core.Handoffs.Handoff Handoff { get; init; }
    /// <summary>What somebody has to mend.</summary>
    public required ImmutableArray<HandoffProblem> Problems { get; init; }
    /// <summary>Its log, oldest first.</summary>
    public required IReadOnlyList<HandoffEvent> Events { get; init; }
    /// <summary>Its clocks, by when they are due.</summary>
    public required IReadOnlyList<ClockLine> Clocks { get; init; }
    /// <summary>Its receipts.</summary>
    public required IReadOnlyList<ReceiptLine> Receipts { get; init; }
    /// <summary>Asks that the sync has not ended yet.</summary>
    public required int AsksOpen { get; init; }

    /// <summary>Tells it; null when there is none of that id.</summary>
    public static async Task<HandoffStory?> TellAsync(ILedger ledger, Guid id, CancellationToken stop)
    {
        if (await ledger.Handoffs.HandoffAsync(id, stop) is not { } row) return null;
        var file = HandoffFile.Of(row);
        var events = await ledger.Handoffs.EventsAsync(new EventQuery(0, HandoffLimits.EventsMax) { HandoffId = id }, stop);
        var clocks = await ledger.Handoffs.TimersAsync(id, stop);
        var receipts = await ledger.Handoffs.ReceiptsOfAsync(id, stop);
        return new HandoffStory
        {
            Line = HandoffLine.Of(row, await ledger.PairAsync(row.PairId, stop)),
            Handoff = file.Handoff,
            Problems = file.Problems,
            Events = [.. EventLine.LogOf(events)],
            Clocks = [.. clocks.OrderBy(clock => clock.FiredAt ?? clock.DueAt ?? DateTimeOffset.MaxValue).Select(clock => new ClockLine(clock.Kind, clock.DueAt, clock.FiredAt))],
            Receipts = [.. receipts.Select(receipt => new ReceiptLine(receipt.Seq, receipt.Hash, receipt.Previous, receipt.Json, receipt.Evidence))],
            AsksOpen = file.Awaited.Count,
        };
    }
}
