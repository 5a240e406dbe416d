using System.Collections.Immutable;
using Integration.Core.Handoffs;
using Integration.Core.Stages;

namespace Integration.Core.Kpis;

/// <summary>The events of one handoff, and the moments in them that figures are made of. What decides is when a thing happened, not when it was written down.</summary>
public sealed class HandoffLog
{
    private readonly ImmutableArray<HandoffEvent> events;

    private HandoffLog(ImmutableArray<HandoffEvent> events)
    {
        this.events = events;
        var (first, last) = (events[0], events[^1]);
        (HandoffId, PairId, Product, Source) = (first.HandoffId, last.PairId, first.Product, first.Source);
        (Version, Hash) = (first.AgreementVersion, first.AgreementHash);
        var qualified = events.FirstOrDefault(one => one.Kind == HandoffEventKind.Qualified);
        (QualifiedAt, IsAsked) = (qualified?.At, qualified?.Detail == "asked");
        var sent = events.FirstOrDefault(one => one.Kind == HandoffEventKind.Sent);
        (SentAt, SentTo) = (sent?.At, sent?.Owner);
        DeliveredAt = First(HandoffEventKind.Delivered);
        AcceptedAt = First(HandoffEventKind.Accepted);
        ByDeedAt = First(HandoffEventKind.AcceptedImplicitly);
        RejectedAt = First(HandoffEventKind.Rejected);
        TouchedAt = Earlier(First(HandoffEventKind.FirstTouch), First(HandoffEventKind.Attempt));
        OpportunityAt = First(HandoffEventKind.OpportunityLinked);
        ConvertedAt = First(HandoffEventKind.Converted);
        WonAt = First(HandoffEventKind.Won);
        SalesQualifiedAt = Earlier(events.Where(IsWorking).Select(one => (DateTimeOffset?)one.At).Min(), OpportunityAt);
        FailedAt = First(HandoffEventKind.Failed);
        var withdrawn = events.FirstOrDefault(one => one.Kind == HandoffEventKind.Withdrawn);
        (WithdrawnAt, WithdrawnFor) = (withdrawn?.At, withdrawn?.Reason);
        var closed = events.FirstOrDefault(one => one.Kind == HandoffEventKind.Closed);
        (ClosedAt, EndedAs, EndReason) = (closed?.At, closed?.Detail, closed?.Reason);
    }

    /// <summary>Builds one from the events of one handoff, in any order, each any number of times; at least one.</summary>
    public static HandoffLog Of(IEnumerable<HandoffEvent> events) => new([.. events.DistinctBy(one => one.Sequence).OrderBy(one => one.Sequence)]);

    /// <summary>By sequence.</summary>
    public ImmutableArray<HandoffEvent> Events => events;
    /// <summary>The handoff.</summary>
    public Guid HandoffId { get; }
    /// <summary>The person's pair at last; of merged pairs the survivor.</summary>
    public Guid PairId { get; }
    /// <summary>The product.</summary>
    public string Product { get; }
    /// <summary>Where the person came from, as stamped at the opening.</summary>
    public string? Source { get; }
    /// <summary>Version of the Agreement that it was opened under.</summary>
    public int Version { get; }
    /// <summary>Content hash of that version.</summary>
    public string Hash { get; }
    /// <summary>When the person was found ready, or somebody asked.</summary>
    public DateTimeOffset? QualifiedAt { get; }
    /// <summary>Somebody asked for it.</summary>
    public bool IsAsked { get; }
    /// <summary>When it was given to the sync.</summary>
    public DateTimeOffset? SentAt { get; }
    /// <summary>Name of the first owner.</summary>
    public string? SentTo { get; }
    /// <summary>When Salesforce had it.</summary>
    public DateTimeOffset? DeliveredAt { get; }
    /// <summary>When sales first said yes.</summary>
    public DateTimeOffset? AcceptedAt { get; }
    /// <summary>When sales first did what only somebody does who said yes.</summary>
    public DateTimeOffset? ByDeedAt { get; }
    /// <summary>When sales first said no.</summary>
    public DateTimeOffset? RejectedAt { get; }
    /// <summary>The first qualifying touch.</summary>
    public DateTimeOffset? TouchedAt { get; }
    /// <summary>When sales was first at work with the person, or had an opportunity.</summary>
    public DateTimeOffset? SalesQualifiedAt { get; }
    /// <summary>When the first opportunity was linked.</summary>
    public DateTimeOffset? OpportunityAt { get; }
    /// <summary>When the Lead became a Contact.</summary>
    public DateTimeOffset? ConvertedAt { get; }
    /// <summary>When it was first won.</summary>
    public DateTimeOffset? WonAt { get; }
    /// <summary>When the sync was refused for good.</summary>
    public DateTimeOffset? FailedAt { get; }
    /// <summary>When it was taken back.</summary>
    public DateTimeOffset? WithdrawnAt { get; }
    /// <summary>Why: <c>opted out</c>, <c>merged</c>, <c>erased</c>.</summary>
    public string? WithdrawnFor { get; }
    /// <summary>When nothing was owed any more.</summary>
    public DateTimeOffset? ClosedAt { get; }
    /// <summary>The state in which it closed.</summary>
    public string? EndedAs { get; }
    /// <summary>The reason it closed with; null when none was given.</summary>
    public string? EndReason { get; }

    /// <summary>When sales took it, by word or deed.</summary>
    public DateTimeOffset? TakenAt => Earlier(AcceptedAt, ByDeedAt);
    /// <summary>When sales first decided.</summary>
    public DateTimeOffset? DecidedAt => Earlier(TakenAt, RejectedAt);
    /// <summary>Another pair's handoff goes on in its place.</summary>
    public bool IsMerged => WithdrawnFor == "merged";
    /// <summary>The person asked to be forgotten: it counts without identity.</summary>
    public bool IsErased => WithdrawnFor == "erased";
    /// <summary>When it ended without what a clock waits for; null while it goes on.</summary>
    public DateTimeOffset? OverAt => Earlier(Earlier(WithdrawnAt, FailedAt), ClosedAt);

    /// <summary>Whether the event of one kind that counts was written by a clock that is off.</summary>
    internal bool IsSkewed(params ReadOnlySpan<HandoffEventKind> kinds)
    {
        foreach (var one in events)
            if (one.Skewed && kinds.Contains(one.Kind)) return true;
        return false;
    }

    /// <summary>When sales first did anything at all; null when it did nothing.</summary>
    internal DateTimeOffset? FirstDeedOfSales() => events.Where(one => one.By == TeamSide.Sales).Select(one => (DateTimeOffset?)one.At).Min();

    /// <summary>Whether sales, after it had said no, took the person after all.</summary>
    internal bool IsTakenAfter(DateTimeOffset at) =>
        events.Any(one => one.At > at && one.Kind is HandoffEventKind.Accepted or HandoffEventKind.AcceptedImplicitly or HandoffEventKind.Converted or HandoffEventKind.OpportunityLinked);

    internal static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null ? other : other is null || one <= other ? one : other;

    // The status "working" stands without a detail; the stage of an opportunity of that name comes with its key.
    private static bool IsWorking(HandoffEvent one) => one is { Kind: HandoffEventKind.StageChanged, Reason: "working", Detail: null, Deal: null };

    private DateTimeOffset? First(HandoffEventKind kind)
    {
        DateTimeOffset? first = null;
        foreach (var one in events)
            if (one.Kind == kind && (first is null || one.At < first)) first = one.At;
        return first;
    }
}
