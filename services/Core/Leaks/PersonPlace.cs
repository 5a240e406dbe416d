using System.Collections.Immutable;
using Integration.Core.Recycling;
using Integration.Core.Verdicts;

namespace Integration.Core.Leaks;

/// <summary>The last verdict of a person for a product, as the ledger keeps it.</summary>
/// <param name="Kind">What was said.</param>
/// <param name="At">When.</param>
public sealed record LastVerdict(VerdictKind Kind, DateTimeOffset At);

/// <summary>A handoff, and what drives it on.</summary>
/// <param name="Past">The handoff.</param>
/// <param name="IsOnItsWay">The sync has asks of it to carry out, or Salesforce has it already.</param>
/// <param name="HasClock">At least one of its clocks is set.</param>
public sealed record StandingHandoff(PastHandoff Past, bool IsOnItsWay = true, bool HasClock = true);

/// <summary>What is known of one person when it is asked where the person stands.</summary>
public sealed record PersonPlace
{
    /// <summary>The person's pair.</summary>
    public required Guid PairId { get; init; }
    /// <summary>HubSpot knows the person, whose record is not deleted, and an Agreement is in force. Default true.</summary>
    public bool IsInScope { get; init; } = true;
    /// <summary>Another pair took this one over.</summary>
    public bool IsTakenOver { get; init; }
    /// <summary>The sync cannot carry the person over for a reason of its own, which it names.</summary>
    public bool IsBlocked { get; init; }
    /// <summary>News of the person were not judged yet: what nothing drives on may be taken up again at once.</summary>
    public bool Waits { get; init; }
    /// <summary>Since when the person could have been judged.</summary>
    public required DateTimeOffset Since { get; init; }
    /// <summary>The last verdicts by product; empty before the first.</summary>
    public ImmutableSortedDictionary<string, LastVerdict> Verdicts { get; init; } = ImmutableSortedDictionary.Create<string, LastVerdict>(StringComparer.Ordinal);
    /// <summary>The person's handoffs, of all products.</summary>
    public ImmutableArray<StandingHandoff> Handoffs { get; init; } = [];
}

/// <summary>Where a person stands.</summary>
/// <param name="Standing">Of several products the furthest; null when the person is out of scope, or nowhere.</param>
/// <param name="Leaks">What is wrong; empty when nothing is.</param>
public sealed record PersonStanding(Standing? Standing, ImmutableArray<Leak> Leaks);
