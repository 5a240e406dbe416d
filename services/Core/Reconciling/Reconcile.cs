using System.Collections.Immutable;
using Integration.Core.Asks;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.References;

namespace Integration.Core.Reconciling;

/// <summary>The pure decision: pair, mapping, what was just read and the time, to intents, new bases, or a reason to hold.</summary>
/// <remarks>
/// Total and free of effects: every input has exactly one outcome, and the same input the same one on every machine.
/// The order of the steps is the specification's (sync-correctness 4.2): open intents first, then what became of the
/// records, then what was asked for, then who belongs to whom, then the fields.
/// </remarks>
public static class Reconcile
{
    /// <summary>Decides one pair.</summary>
    /// <param name="pair">The pair as claimed.</param>
    /// <param name="mapping">Its mapping as of now.</param>
    /// <param name="evidence">Fresh reads of every ref the pair has, and the answers to earlier <see cref="Decision.Look"/>s.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="now">Our clock.</param>
    public static Decision Decide(Pair pair, Mapping mapping, Evidence evidence, SyncLimits limits, DateTimeOffset now) =>
        Asking.Complete(Step(pair, mapping, evidence, limits, now), pair, evidence, now) switch
        {
            Decision.Settle settle => settle with { Wakes = settle.Wakes.AddRange(Waking.By(mapping, pair, settle.Pair)) },
            Decision.Write write => write with { Wakes = write.Wakes.AddRange(Waking.By(mapping, pair, write.Pair)) },
            var look => look,
        };

    private static Decision Step(Pair pair, Mapping mapping, Evidence evidence, SyncLimits limits, DateTimeOffset now)
    {
        if (pair.Status == PairStatus.Superseded) return LeftOver.Look(new Cycle(pair, mapping, evidence, limits, now));
        var before = pair;
        foreach (var system in (ReadOnlySpan<SystemName>)[SystemName.HubSpot, SystemName.Salesforce])
        {
            if (evidence.Of(system) is not { } fresh) continue;
            if (FreshRead.IsStale(pair.Of(system), fresh)) return new Decision.Settle(pair) { DueAt = now + limits.BackoffFirst };
            if (fresh.Life.State is LifeState.Live) pair = FreshRead.Take(pair, mapping, system, fresh);
        }

        if (OpenIntents.Resolve(pair, mapping, evidence, limits, now) is { } open) return open;
        if (Succession.Decide(pair, mapping, evidence, limits, now) is { } succeeded) return succeeded;
        pair = Revive(before, pair, evidence);
        // Both are there, whatever was seen before: the deletion is over and counts no more.
        if (pair.Deletion is not null && pair.Status != PairStatus.Tombstone) pair = pair with { Deletion = null };
        if (pair.Status == PairStatus.Tombstone) return Closed(pair);

        var cycle = new Cycle(pair, mapping, evidence, limits, now) { Claimed = before };
        if (Asking.Decide(cycle) is { } asked) return asked;
        return pair.HubSpot.Ref is null || pair.Salesforce.Ref is null
            ? Identification.Decide(cycle)
            : FieldSync.Decide(cycle);
    }

    /// <summary>A pair is clean up to the generation that was current before its reads, never up to the present one.</summary>
    internal static Pair Clean(Pair pair, Mapping mapping) => Mapped(pair, mapping) with
    {
        Status = PairStatus.Active,
        Hold = null,
        CleanGeneration = pair.DirtyGeneration,
        MappingVersion = mapping.Version,
        Attempts = 0,
    };

    /// <summary>A row that was taken out, or that does not hold for what the lead became, holds nothing any more: nobody would ever look whether its cause still stands. Its bases stay.</summary>
    private static Pair Mapped(Pair pair, Mapping mapping) =>
        pair.WithoutHolds(name => !(pair.Salesforce.Ref is { } ours ? mapping.FieldsOn(ours.Object) : mapping.Fields).Any(field => field.HubSpot == name));

    internal static Decision.Settle Hold(Cycle cycle, Hold hold, ImmutableArray<JournalEntry> journal = default)
    {
        // Who waits is looked at once a day as well: a wake that came just before the wait was stored would be slept through.
        if (hold.WaitsOn is not null) hold = hold with { RetryAt = hold.RetryAt ?? cycle.Now + cycle.Limits.HoldRetry };
        var same = cycle.Pair.Hold is { } old && old.Code == hold.Code && old.CauseHash == hold.CauseHash;
        var held = Clean(cycle.Pair, cycle.Mapping) with { Status = PairStatus.Held, Hold = same ? cycle.Pair.Hold! with { WaitsOn = hold.WaitsOn, RetryAt = hold.RetryAt } : hold };
        ImmutableArray<JournalEntry> lines = same ? [] : [cycle.Line(JournalKind.Held, hold.Code, null)];
        return new Decision.Settle(held) { DueAt = held.Hold!.RetryAt, Journal = journal.IsDefault ? lines : [.. journal, .. lines] };
    }

    private static Decision.Settle Closed(Pair pair) => new(pair with { CleanGeneration = pair.DirtyGeneration });

    // The same id came back out of the recycle bin: its bases still hold, so the pair simply goes on.
    // A record that was closed alone and was never gone has nothing to come back from.
    private static Pair Revive(Pair before, Pair pair, Evidence evidence) =>
        pair.Status == PairStatus.Tombstone
        && !((before.HubSpot.Ref is null || before.Salesforce.Ref is null) && (before.HubSpot.Seen ?? before.Salesforce.Seen) is { Life.State: LifeState.Live })
        && (pair.HubSpot.Ref is null || evidence.HubSpot?.Life.State == LifeState.Live)
        && (pair.Salesforce.Ref is null || evidence.Salesforce?.Life.State == LifeState.Live)
            ? pair with { Status = PairStatus.Active }
            : pair;
}

/// <summary>One decision's inputs in one hand.</summary>
internal sealed record Cycle(Pair Pair, Mapping Mapping, Evidence Evidence, SyncLimits Limits, DateTimeOffset Now)
{
    /// <summary>The pair before the reads of this cycle were taken in; null where nothing was read.</summary>
    public Pair? Claimed { get; init; }

    /// <summary>What was known of a record before this cycle read it; null when it was never read.</summary>
    public Observation? SeenBefore(RecordKey key) => Claimed?.Of(key.System).Seen is { } seen && seen.Key == key ? seen : null;

    public JournalEntry Line(JournalKind kind, string rule, RecordKey? record, string? field = null, FieldValue before = default, FieldValue after = default) => new()
    {
        At = Now,
        PairId = Pair.Id,
        Kind = kind,
        Record = record,
        Field = field,
        Before = before,
        After = after,
        Rule = rule,
        Cause = Pair.HubSpot.Ref is { } hubSpot && Pair.Salesforce.Ref is { } salesforce ? $"{hubSpot} and {salesforce} read" : $"{Pair.HubSpot.Ref ?? Pair.Salesforce.Ref} read",
        MappingVersion = Mapping.Version,
    };
}
