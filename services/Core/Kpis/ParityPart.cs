using Integration.Core.Handoffs;

namespace Integration.Core.Kpis;

/// <summary>What became of a handoff that was sent. Each is in exactly one of these, or in the gap.</summary>
public enum ParityPart
{
    /// <summary>Sales took it, by word or by deed; whatever came of it.</summary>
    Accepted,
    /// <summary>It could not be carried into Salesforce.</summary>
    Failed,
    /// <summary>Nobody ever answered, and the clock took it back.</summary>
    Lapsed,
    /// <summary>Sales said no.</summary>
    Rejected,
    /// <summary>Sales has not answered yet.</summary>
    Waiting,
    /// <summary>It was taken back before sales was done.</summary>
    Withdrawn,
}

/// <summary>The one decision behind K30 and the record by record comparison: what marketing sent, told by the log and told by the state, is told alike.</summary>
public static class ParityParts
{
    /// <summary>By the log.</summary>
    /// <param name="log">Of a handoff that was sent.</param>
    /// <returns>Null for one that fits no part: the gap.</returns>
    public static ParityPart? Of(HandoffLog log) => Of(
        log.FailedAt is not null, log.WithdrawnAt is not null, log.TakenAt is not null, log.RejectedAt is not null, log.ClosedAt is null,
        // The body of an erased line says no more how it ended; of what is left, only the clock ends a handoff.
        log.EndedAs is "recycled" or null);

    /// <summary>By the state.</summary>
    /// <param name="handoff">One that was sent.</param>
    /// <returns>Null for one that fits no part: the gap.</returns>
    public static ParityPart? Of(Handoff handoff) => Of(
        handoff.State == HandoffState.Failed, handoff.State == HandoffState.Withdrawn, handoff.AcceptedAt is not null, handoff.State == HandoffState.Rejected, handoff.IsOpen, handoff.State == HandoffState.Recycled);

    /// <summary>As figures and answers write it.</summary>
    public static string Word(ParityPart part) => part.ToString().ToLowerInvariant();

    private static ParityPart? Of(bool failed, bool withdrawn, bool taken, bool rejected, bool isOpen, bool gaveUp) =>
        failed ? ParityPart.Failed
        : withdrawn ? ParityPart.Withdrawn
        : taken ? ParityPart.Accepted
        : rejected ? ParityPart.Rejected
        : isOpen ? ParityPart.Waiting
        : gaveUp ? ParityPart.Lapsed
        : null;
}
