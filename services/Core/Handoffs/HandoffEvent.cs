using Integration.Core.Stages;

namespace Integration.Core.Handoffs;

/// <summary>What happened in a handoff. All figures are reckoned from these, never from the present value of a field.</summary>
public enum HandoffEventKind
{
    /// <summary>The person was found ready, or somebody asked.</summary>
    Qualified,
    /// <summary>The person had been handed over for the product before.</summary>
    ReEntered,
    /// <summary>It cannot be sent yet; the reason says why.</summary>
    Held,
    /// <summary>Given to the sync.</summary>
    Sent,
    /// <summary>Salesforce has it.</summary>
    Delivered,
    /// <summary>Sales said yes.</summary>
    Accepted,
    /// <summary>Sales did what only somebody does who said yes.</summary>
    AcceptedImplicitly,
    /// <summary>Sales said no.</summary>
    Rejected,
    /// <summary>The first qualifying touch; written again if an earlier one becomes known.</summary>
    FirstTouch,
    /// <summary>A qualifying touch, the first one too.</summary>
    Attempt,
    /// <summary>The owner was reminded.</summary>
    Reminded,
    /// <summary>A limit passed: <c>first-touch</c>, <c>attempts</c>, <c>delivery</c>.</summary>
    Breached,
    /// <summary>Somebody above was told.</summary>
    Escalated,
    /// <summary>It has another owner.</summary>
    Reassigned,
    /// <summary>The clock stands still.</summary>
    Paused,
    /// <summary>The clock goes on.</summary>
    Resumed,
    /// <summary>An answer, a reason or a competitor is owed and was asked for.</summary>
    AnswerMissing,
    /// <summary>A status or the stage or amount of an opportunity changed.</summary>
    StageChanged,
    /// <summary>The Lead became a Contact.</summary>
    Converted,
    /// <summary>An opportunity was made.</summary>
    OpportunityCreated,
    /// <summary>An opportunity belongs to it.</summary>
    OpportunityLinked,
    /// <summary>Won.</summary>
    Won,
    /// <summary>Lost.</summary>
    Lost,
    /// <summary>The person goes back to marketing.</summary>
    Recycled,
    /// <summary>It was taken back before sales was done.</summary>
    Withdrawn,
    /// <summary>It could not be carried into Salesforce.</summary>
    Failed,
    /// <summary>The person's pair was taken over by another one: from here on the handoff belongs to that one. The detail names both pairs.</summary>
    Moved,
    /// <summary>Nothing is owed any more.</summary>
    Closed,
}

/// <summary>One line of the append-only event log.</summary>
public sealed record HandoffEvent
{
    /// <summary>1 for the first event of the handoff, then one more each.</summary>
    public required int Sequence { get; init; }
    /// <summary>The handoff.</summary>
    public required Guid HandoffId { get; init; }
    /// <summary>The person's pair at that time.</summary>
    public required Guid PairId { get; init; }
    /// <summary>The product.</summary>
    public required string Product { get; init; }
    /// <summary>What happened.</summary>
    public required HandoffEventKind Kind { get; init; }
    /// <summary>When, by the clock of the system in which it happened; for a limit, when it passed.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>When we wrote it down.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
    /// <summary>Version of the Agreement that the handoff is under.</summary>
    public required int AgreementVersion { get; init; }
    /// <summary>Its content hash.</summary>
    public required string AgreementHash { get; init; }
    /// <summary>Name of the owner at that time; null while there was none.</summary>
    public string? Owner { get; init; }
    /// <summary>Which team did it; null for ourselves (a limit that passed).</summary>
    public TeamSide? By { get; init; }
    /// <summary>Reason of the Agreement, name of a limit, of a pause or of whom was told; null where there is none.</summary>
    public string? Reason { get; init; }
    /// <summary>Amount of the opportunity concerned.</summary>
    public decimal? Amount { get; init; }
    /// <summary>Its currency, ISO 4217.</summary>
    public string? Currency { get; init; }
    /// <summary>The opportunity concerned, whole, as it was seen; null for an event that concerns none. Reasons of deals are reckoned from it (K24).</summary>
    public Opportunity? Deal { get; init; }
    /// <summary>Where the person came from when the handoff was opened: HubSpot's original source, a word of a fixed list. A later edit does not rewrite it.</summary>
    public string? Source { get; init; }
    /// <summary>The two clocks differ by more than two minutes: left out of medians (KPI convention 5).</summary>
    public bool Skewed { get; init; }
    /// <summary>A few words more; keys and names, no field values of the person.</summary>
    public string? Detail { get; init; }
}
