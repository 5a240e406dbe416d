namespace Integration.Core.Clocks;

/// <summary>What a timer is for.</summary>
public enum TimerKind
{
    /// <summary>The sync should have delivered by now.</summary>
    DeliveryDue,
    /// <summary>The owner is reminded of the first touch.</summary>
    Remind,
    /// <summary>The limit of the first touch.</summary>
    FirstTouchDue,
    /// <summary>Somebody above is told of the breach.</summary>
    Escalate,
    /// <summary>Another owner is chosen.</summary>
    Reassign,
    /// <summary>The limit of the attempts.</summary>
    AttemptsDue,
    /// <summary>Accepted or rejected is owed and asked for.</summary>
    AskAnswer,
    /// <summary>Somebody above is told that there is no answer.</summary>
    EscalateAnswer,
    /// <summary>Nobody did anything: the person goes back.</summary>
    GiveUp,
    /// <summary>The reason of a rejection, a return or a loss is owed and asked for.</summary>
    AskReason,
    /// <summary>Somebody above is told that there is no reason.</summary>
    EscalateReason,
    /// <summary>It closes without a reason.</summary>
    CloseWithoutReason,
    /// <summary>An outcome is owed since acceptance (K11).</summary>
    FeedbackDue,
    /// <summary>A pause ends by itself.</summary>
    PauseEnd,
}

/// <summary>A moment at which a handoff does something by itself.</summary>
/// <param name="Id">Stable: the same moment of the same handoff has the same id whenever it is reckoned, and fires once.</param>
/// <param name="HandoffId">The handoff.</param>
/// <param name="Kind">What for.</param>
/// <param name="Step">Which one of several, from 0.</param>
/// <param name="DueAt">When; UTC. Moves when the clock stands still; the id does not.</param>
public sealed record HandoffTimer(string Id, Guid HandoffId, TimerKind Kind, int Step, DateTimeOffset DueAt);
