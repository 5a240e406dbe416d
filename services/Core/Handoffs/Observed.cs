using System.Collections.Immutable;
using Integration.Core.Records;

namespace Integration.Core.Handoffs;

/// <summary>What was seen of a handed-over person. Exactly one of the nested kinds. Seen again, it changes nothing.</summary>
/// <param name="At">When it happened, by the clock of the system in which it did: of a status when it changed, not when it was read.</param>
public abstract record Observed(DateTimeOffset At)
{
    /// <summary>Salesforce has the record.</summary>
    public sealed record Delivered(DateTimeOffset At, RecordKey Record) : Observed(At);

    /// <summary>The sync was refused for good.</summary>
    /// <param name="At">When.</param>
    /// <param name="Code">The ask's code.</param>
    public sealed record Undeliverable(DateTimeOffset At, string Code) : Observed(At);

    /// <summary>The record's status in Salesforce, with the reason beside it (null when blank).</summary>
    public sealed record Status(DateTimeOffset At, string Value, string? Reason = null) : Observed(At);

    /// <summary>Somebody answered through the API or the console.</summary>
    /// <param name="At">When.</param>
    /// <param name="Meaning">What was said; <see cref="Agreements.StatusMeaning.Open"/> says nothing.</param>
    /// <param name="Reason">Reason of the Agreement; null when none was given.</param>
    public sealed record Answer(DateTimeOffset At, Agreements.StatusMeaning Meaning, string? Reason = null) : Observed(At);

    /// <summary>Somebody did something for the person.</summary>
    /// <param name="At">When.</param>
    /// <param name="Id">Key of the record that shows it.</param>
    /// <param name="Channel"><c>call</c>, <c>mail</c>, <c>meeting</c>, <c>message</c>.</param>
    /// <param name="ByPerson">False for what a machine sent; it does not count.</param>
    /// <param name="By">Who, when known.</param>
    public sealed record Touched(DateTimeOffset At, string Id, string Channel, bool ByPerson, string? By = null) : Observed(At);

    /// <summary>The Lead became a Contact.</summary>
    public sealed record Converted(DateTimeOffset At, RecordKey Contact, RecordKey? Opportunity = null) : Observed(At);

    /// <summary>An opportunity of the person, as it is now. <see cref="Observed.At"/> is when it last changed.</summary>
    public sealed record Deal(DateTimeOffset At, Opportunity Opportunity) : Observed(At);

    /// <summary>Who owns the record in Salesforce.</summary>
    public sealed record OwnedBy(DateTimeOffset At, string SalesforceId) : Observed(At);

    /// <summary>The owner's user was deactivated.</summary>
    public sealed record OwnerGone(DateTimeOffset At, string SalesforceId) : Observed(At);

    /// <summary>Somebody asked that the clock stand still.</summary>
    public sealed record PauseAsked(DateTimeOffset At, string Reason) : Observed(At);

    /// <summary>Somebody asked that the clock go on.</summary>
    public sealed record ResumeAsked(DateTimeOffset At) : Observed(At);

    /// <summary>The person is gone or does not want to be spoken to.</summary>
    public sealed record PersonGone(DateTimeOffset At, GoneHow How) : Observed(At);

    /// <summary>The pair was merged into another.</summary>
    /// <param name="At">When.</param>
    /// <param name="Into">The surviving pair.</param>
    /// <param name="Yields">Whether another open handoff of the survivor goes on for this product (<see cref="Merging.GoesOn"/>); then this one is withdrawn.</param>
    public sealed record Merged(DateTimeOffset At, Guid Into, bool Yields) : Observed(At);
}

/// <summary>How a person was lost.</summary>
public enum GoneHow
{
    /// <summary>Does not want mail. Withdraws what sales has not taken yet.</summary>
    OptedOut,
    /// <summary>The record was deleted.</summary>
    Deleted,
    /// <summary>The person asked to be forgotten.</summary>
    Erased,
}

/// <summary>Decides between two open handoffs of one product when their pairs become one.</summary>
public static class Merging
{
    /// <summary>The one that goes on: the further one, of equally far ones the one that was sent first, then the lower id.</summary>
    public static Handoff GoesOn(Handoff one, Handoff other) =>
        ImmutableArray.Create(one, other).OrderByDescending(handoff => Progress.Of(handoff.State)).ThenBy(handoff => handoff.SentAt ?? DateTimeOffset.MaxValue).ThenBy(handoff => handoff.Id).First();
}

/// <summary>How far an open handoff is.</summary>
internal static class Progress
{
    public static int Of(HandoffState state) => state switch
    {
        HandoffState.Held => 0,
        HandoffState.Sent => 1,
        HandoffState.Delivered => 2,
        HandoffState.Rejected or HandoffState.Recycled => 3,
        HandoffState.Accepted => 4,
        HandoffState.Working => 5,
        HandoffState.Converted => 6,
        HandoffState.Lost => 7,
        HandoffState.Won => 8,
        _ => -1,
    };
}
