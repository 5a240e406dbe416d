using System.Collections.Immutable;
using Integration.Core.Calendars;

namespace Integration.Core.Agreements;

/// <summary>What makes a handoff accepted although nobody said so.</summary>
public enum ImplicitAcceptance
{
    /// <summary>Nothing but an answer, or a conversion.</summary>
    None,
    /// <summary>The first qualifying touch too. Counted apart from answers; the passing of time never accepts (K2).</summary>
    ByTouch,
}

/// <summary>How sales follows up: the clock that counts against sales.</summary>
public sealed record FollowUpTerms
{
    /// <summary>The team's calendar, for a handoff whose owner has none (a queue).</summary>
    public string Calendar { get; init; } = "";
    /// <summary>From assignment to the first qualifying touch. Default 8 business hours.</summary>
    public BusinessDuration FirstTouch { get; init; } = BusinessDuration.OfHours(8);
    /// <summary>Touches that are owed to a person who is not reached. Default 0: none are counted.</summary>
    public int Attempts { get; init; }
    /// <summary>From assignment to the last of them. Default 15 business days.</summary>
    public BusinessDuration AttemptsWithin { get; init; } = BusinessDuration.OfDays(15);
    /// <summary>Touches closer together than this count as one attempt, in wall time. Default 1 h.</summary>
    public TimeSpan Spacing { get; init; } = TimeSpan.FromHours(1);
    /// <summary>Reminders to the owner, each so long after assignment; those that fall behind the limit are left out.</summary>
    public ImmutableArray<BusinessDuration> Reminders { get; init; } = [];
    /// <summary>Who hears of a breach, in order; the last one is the named executive.</summary>
    public ImmutableArray<EscalationStep> Escalation { get; init; } = [];
    /// <summary>So long after a breach another owner is chosen; null = never.</summary>
    public BusinessDuration? ReassignAfter { get; init; }
    /// <summary>Most reassignments of one handoff by the clock. Default 2.</summary>
    public int ReassignmentsMax { get; init; } = 2;
    /// <summary>For what the clock may stand still; a pause for another reason is recorded and stops nothing.</summary>
    public ImmutableArray<PauseReason> Pauses { get; init; } = [];
    /// <summary>Whether the owner's absence stops the clock. Default false: an absence without cover is the team's breach (K7).</summary>
    public bool AbsencePauses { get; init; }
    /// <summary>From delivery to accepted or rejected. Default 2 business days.</summary>
    public BusinessDuration AnswerWithin { get; init; } = BusinessDuration.OfDays(2);
    /// <summary>What else accepts. Default <see cref="ImplicitAcceptance.ByTouch"/>.</summary>
    public ImplicitAcceptance Implicit { get; init; } = ImplicitAcceptance.ByTouch;
    /// <summary>How often a missing answer, or a missing reason, is asked for before it is escalated, one <see cref="AskEvery"/> apart. Default 2.</summary>
    public int AsksMax { get; init; } = 2;
    /// <summary>Time between two such reminders. Default 1 business day.</summary>
    public BusinessDuration AskEvery { get; init; } = BusinessDuration.OfDays(1);
    /// <summary>From acceptance to an outcome with a reason (K11). Default 10 business days.</summary>
    public BusinessDuration FeedbackWithin { get; init; } = BusinessDuration.OfDays(10);
    /// <summary>So long after delivery without any answer or touch the person goes back to marketing; null = never by itself.</summary>
    public BusinessDuration? GiveUpAfter { get; init; }
}

/// <summary>Who hears of a breach, and when.</summary>
/// <param name="After">Business time after the breach; rising from step to step.</param>
/// <param name="To">Name of the person, as <see cref="Routing.Roster.Reps"/> or the executives know it; <see cref="Manager"/> means the owner's manager.</param>
public sealed record EscalationStep(BusinessDuration After, string To)
{
    /// <summary>The word for the owner's manager, whoever that is.</summary>
    public const string Manager = "manager";
}

/// <summary>A reason for which the clock may stand still.</summary>
/// <param name="Name">Unique: <c>person asked to wait</c>.</param>
/// <param name="Most">The longest single pause, in wall time; the clock goes on after it by itself.</param>
public sealed record PauseReason(string Name, TimeSpan Most);
