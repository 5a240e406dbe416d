using System.Collections.Immutable;
using Integration.Core.Handoffs;
using Integration.Ledger.Handoffs;
using CoreHandoff = Integration.Core.Handoffs.Handoff;

namespace Integration.Handoff.Files;

/// <summary>A handoff with what this service has to remember beside it. Stored as one JSON text.</summary>
internal sealed record HandoffFile
{
    /// <summary>Most problems that are kept; older ones are in the log of events by what they led to.</summary>
    private const int ProblemsMax = 20;

    /// <summary>The handoff.</summary>
    public required CoreHandoff Handoff { get; init; }
    /// <summary>Asks that the sync has not ended yet.</summary>
    public ImmutableSortedSet<Guid> Awaited { get; init; } = [];
    /// <summary>Those of them that deliver the person: once all are done, Salesforce has it.</summary>
    public ImmutableSortedSet<Guid> Delivering { get; init; } = [];
    /// <summary>Those of them that move the record to another owner: until they are done, the record still shows the former one.</summary>
    public ImmutableSortedSet<Guid> Moving { get; init; } = [];
    /// <summary>Status and reason as they last stood in Salesforce, and since when.</summary>
    public SeenStatus? Status { get; init; }
    /// <summary>Lead or Contact when it was sent or first seen there: a Contact that was none before was converted.</summary>
    public string? SalesforceObject { get; init; }
    /// <summary>Ids of the clocks that are set in the ledger.</summary>
    public ImmutableSortedSet<string> Timers { get; init; } = [];
    /// <summary>What somebody has to mend, newest last, each once.</summary>
    public ImmutableArray<HandoffProblem> Problems { get; init; } = [];

    /// <summary>The file of a row. One whose person was erased is closed and withdrawn; of the rest of it only the log's kinds and times are left.</summary>
    public static HandoffFile Of(StoredHandoff row) => IsErased(row) ? Erased(row) : HandoffJson.Read<HandoffFile>(row.State);

    /// <summary>Whether the ledger wiped it with its person.</summary>
    public static bool IsErased(StoredHandoff row) => row.State is "{}";

    /// <summary>With problems added.</summary>
    public HandoffFile With(IEnumerable<HandoffProblem> more)
    {
        var fresh = more.ToList();
        // What is said again leaves the file as it is: a handoff that is held says so at each retry, and would be written each time.
        return Problems.TakeLast(fresh.Count).SequenceEqual(fresh) ? this : this with { Problems = [.. Problems.Except(fresh).Concat(fresh.Distinct()).TakeLast(ProblemsMax)] };
    }

    private static HandoffFile Erased(StoredHandoff row) => new()
    {
        Handoff = new CoreHandoff
        {
            Id = row.Id,
            PairId = row.PairId,
            Product = row.Product,
            AgreementVersion = 0,
            AgreementHash = row.Agreement,
            State = HandoffState.Withdrawn,
            QualifiedAt = row.OpenedAt,
            ClosedAt = row.ChangedAt,
        },
    };
}

/// <summary>A status in Salesforce.</summary>
/// <param name="Value">Null while there was none.</param>
/// <param name="Reason">The reason beside it; null when blank.</param>
/// <param name="Since">The record's version when the value was first seen: never before the change itself.</param>
internal sealed record SeenStatus(string? Value, string? Reason, DateTimeOffset Since);
