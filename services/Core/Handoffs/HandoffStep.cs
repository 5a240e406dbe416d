using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Clocks;
using Integration.Core.People;
using Integration.Core.Routing;

namespace Integration.Core.Handoffs;

/// <summary>What a handoff is decided within.</summary>
/// <param name="Agreement">The version that the handoff was opened under, not the one in force.</param>
/// <param name="Roster">Who there is now.</param>
/// <param name="Person">The person as last read.</param>
public sealed record HandoffContext(Agreement Agreement, Roster Roster, PersonFacts Person);

/// <summary>Something that an admin or a team has to mend; nothing was lost by it.</summary>
/// <param name="Code">One of <see cref="HandoffProblems"/>.</param>
/// <param name="What">One sentence; names, no field values of the person.</param>
/// <param name="Mend">One sentence.</param>
public sealed record HandoffProblem(string Code, string What, string Mend);

/// <summary>The codes of <see cref="HandoffProblem"/>; they never change meaning.</summary>
public static class HandoffProblems
{
    /// <summary>A Salesforce status that the Agreement does not name.</summary>
    public const string StatusUnknown = "HANDOFF-STATUS-UNKNOWN";
    /// <summary>A reason that is not in the Agreement's list.</summary>
    public const string ReasonUnknown = "HANDOFF-REASON-UNKNOWN";
    /// <summary>Nobody of the roster can take it.</summary>
    public const string NobodyThere = "HANDOFF-NOBODY-THERE";
    /// <summary>Required fields of the packet are missing.</summary>
    public const string PacketIncomplete = "HANDOFF-PACKET-INCOMPLETE";
    /// <summary>Sales answered what it was not sent yet.</summary>
    public const string NotSent = "HANDOFF-NOT-SENT";
    /// <summary>It is closed, and the answer changes nothing.</summary>
    public const string Closed = "HANDOFF-CLOSED";
    /// <summary>The clock may not stand still for this.</summary>
    public const string PauseNotAgreed = "HANDOFF-PAUSE-NOT-AGREED";
    /// <summary>Somebody is to be told whom the roster does not know.</summary>
    public const string UnknownPerson = "HANDOFF-UNKNOWN-PERSON";
}

/// <summary>What one observation, or one timer, led to. To be stored in one transaction.</summary>
public sealed record HandoffStep
{
    /// <summary>The handoff afterwards; the same object when nothing changed.</summary>
    public required Handoff Handoff { get; init; }
    /// <summary>Events to be appended, in order.</summary>
    public ImmutableArray<HandoffEvent> Events { get; init; } = [];
    /// <summary>What the sync is asked to write. Their ids follow from handoff and event, so that the same step asks the same.</summary>
    public ImmutableArray<Ask> Asks { get; init; } = [];
    /// <summary>All timers that the handoff has from now on; those that were set and are not among them are cancelled.</summary>
    public ImmutableArray<HandoffTimer> Timers { get; init; } = [];
    /// <summary>What somebody has to mend.</summary>
    public ImmutableArray<HandoffProblem> Problems { get; init; } = [];
    /// <summary>Turns that moved, by team; to be stored with the rest.</summary>
    public ImmutableSortedDictionary<string, Turns> Turns { get; init; } = ImmutableSortedDictionary.Create<string, Turns>(StringComparer.Ordinal);
}
