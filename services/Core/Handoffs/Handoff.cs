using System.Collections.Immutable;
using Integration.Core.Records;

namespace Integration.Core.Handoffs;

/// <summary>One person handed to sales for one product under one version of the Agreement.</summary>
/// <remarks>Times are those of the system in which a thing happened, unless said otherwise. Serializes to JSON and back as it is.</remarks>
public sealed record Handoff
{
    /// <summary>Unique; made by the caller.</summary>
    public required Guid Id { get; init; }
    /// <summary>The person's pair; moves to the survivor when pairs are merged.</summary>
    public required Guid PairId { get; init; }
    /// <summary>The product.</summary>
    public required string Product { get; init; }
    /// <summary>The version that it was opened under, and stays under whatever is signed later.</summary>
    public required int AgreementVersion { get; init; }
    /// <summary>Content hash of that version.</summary>
    public required string AgreementHash { get; init; }
    /// <summary>Where it stands.</summary>
    public required HandoffState State { get; init; }
    /// <summary>Who asked for it; null when the verdict did.</summary>
    public string? AskedBy { get; init; }
    /// <summary>Why sales gets the person, in words; holds field values, null once the person was erased.</summary>
    public string? Why { get; init; }
    /// <summary>HubSpot's original source of the person when it was opened; null when there was none.</summary>
    public string? Source { get; init; }
    /// <summary>Why it is held; null when it is not.</summary>
    public string? HeldFor { get; init; }

    /// <summary>When the person was found ready, by our clock.</summary>
    public required DateTimeOffset QualifiedAt { get; init; }
    /// <summary>When it was given to the sync, by our clock; null while held.</summary>
    public DateTimeOffset? SentAt { get; init; }
    /// <summary>When Salesforce had it.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }
    /// <summary>When sales took it.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }
    /// <summary>It was taken by deed, not by word.</summary>
    public bool AcceptedImplicitly { get; init; }
    /// <summary>When sales said no or gave it back; the cool-down runs from here. Null again when sales changes its mind.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }
    /// <summary>How often sales said no or gave it back.</summary>
    public int Returns { get; init; }
    /// <summary>When the Lead was converted or the first opportunity was linked.</summary>
    public DateTimeOffset? ConvertedAt { get; init; }
    /// <summary>When the last opportunity was won or lost.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>When nothing was owed any more, by our clock; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who has it; null while held.</summary>
    public Owner? Owner { get; init; }
    /// <summary>Names of those who had it before, first to last.</summary>
    public ImmutableArray<string> FormerOwners { get; init; } = [];
    /// <summary>Reassignments made by the clock.</summary>
    public int ReassignedByClock { get; init; }
    /// <summary>Qualifying touches, by time. At most <see cref="TouchesMax"/>; later ones change nothing.</summary>
    public ImmutableArray<Touch> Touches { get; init; } = [];
    /// <summary>Times in which the clock stands still, in order; only the last may be without an end.</summary>
    public ImmutableArray<Pause> Pauses { get; init; } = [];
    /// <summary>When the first-touch limit of the first owner passed without a touch; null while it did not.</summary>
    public DateTimeOffset? BreachedAt { get; init; }

    /// <summary>Reason of the Agreement for a rejection or return, or the reason of a loss; null while none is known.</summary>
    public string? Reason { get; init; }
    /// <summary>Opportunities that came of it, by key.</summary>
    public ImmutableArray<Opportunity> Opportunities { get; init; } = [];

    /// <summary>Ids of the timers that have fired: none fires twice.</summary>
    public ImmutableSortedSet<string> Fired { get; init; } = [];
    /// <summary>Answers that were taken in, so that the same one read again is no new one.</summary>
    public ImmutableSortedSet<string> Heard { get; init; } = [];
    /// <summary>Number of events written so far; the next one has this plus one.</summary>
    public int Events { get; init; }

    /// <summary>Most touches that are kept.</summary>
    public const int TouchesMax = 100;

    /// <summary>Whether it is open.</summary>
    public bool IsOpen => ClosedAt is null;
    /// <summary>The earliest qualifying touch; null while there is none.</summary>
    public DateTimeOffset? FirstTouchAt => Touches.IsEmpty ? null : Touches[0].At;
    /// <summary>Which owner this is: 1 for the first. Part of the ids of its timers.</summary>
    public int Spell => FormerOwners.Length + 1;
}

/// <summary>Who has a handoff.</summary>
/// <param name="Name">As people know it; the Salesforce user id for somebody outside the roster.</param>
/// <param name="SalesforceId">User (005) or queue (00G), 18 characters.</param>
/// <param name="HubSpotOwnerId">Null when it has no seat in HubSpot.</param>
/// <param name="Calendar">Name of the calendar its time is reckoned in.</param>
/// <param name="Since">Since when; its own clock starts here.</param>
public sealed record Owner(string Name, string SalesforceId, string? HubSpotOwnerId, string Calendar, DateTimeOffset Since)
{
    /// <summary>A queue: nobody in person.</summary>
    public bool IsQueue => SalesforceId.StartsWith("00G", StringComparison.Ordinal);
}

/// <summary>Something that a person of sales did for the handed-over person.</summary>
/// <param name="Id">Key of the record that shows it.</param>
/// <param name="At">When.</param>
/// <param name="Channel"><c>call</c>, <c>mail</c>, <c>meeting</c>, <c>message</c>.</param>
/// <param name="By">Salesforce user id or HubSpot owner id; null when not known.</param>
public sealed record Touch(string Id, DateTimeOffset At, string Channel, string? By);

/// <summary>A time in which the clock stands still.</summary>
/// <param name="Reason">One of the agreed reasons.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended or ends at the latest.</param>
/// <param name="Ended">Whether it has ended.</param>
public sealed record Pause(string Reason, DateTimeOffset From, DateTimeOffset To, bool Ended);

/// <summary>A Salesforce opportunity as last seen.</summary>
/// <param name="Key">The record.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Stage">Stage name.</param>
/// <param name="Amount">Amount; null when none is set.</param>
/// <param name="Currency">ISO 4217; null in an org of one currency.</param>
/// <param name="IsClosed">Won or lost.</param>
/// <param name="IsWon">Won.</param>
/// <param name="Reason">Reason of a loss; null when blank.</param>
/// <param name="Competitor">Competitor of a loss; null when blank. <c>none</c> is an answer.</param>
/// <param name="Inferred">Linked by account, owner and time, not by a contact role or the conversion (K3c).</param>
public sealed record Opportunity(
    RecordKey Key, DateTimeOffset CreatedAt, string Stage, decimal? Amount, string? Currency, bool IsClosed, bool IsWon, string? Reason, string? Competitor, bool Inferred = false)
{
    /// <summary>When it last changed, of what we know; what is older is not taken in. Set by <see cref="Advance"/>.</summary>
    public DateTimeOffset ChangedAt { get; init; }
}
