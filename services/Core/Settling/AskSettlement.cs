using System.Collections.Immutable;
using Integration.Core.Asks;
using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Reconciling;
using Integration.Core.Records;

namespace Integration.Core.Settling;

/// <summary>How a write that was asked for ended. Bases stay where they are: the sync is to see the change as one of that side.</summary>
internal static class AskSettlement
{
    /// <summary>The record was seen after the write: what was journalled, and what became of the asks.</summary>
    public static (ImmutableArray<JournalEntry> Journal, ImmutableArray<AskOutcome> Outcomes) Written(Cycle cycle, Intent intent, Observation? stored)
    {
        var journal = ImmutableArray.CreateBuilder<JournalEntry>();
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, sent) in intent.Values)
        {
            // A field that the answer does not show was taken with the rest: one write, wholly or not at all.
            var now = stored?.Values[name] is { IsMissing: false } shown ? shown : sent;
            var kind = AskedValues.Same(cycle.Mapping, intent.System, name, now, sent) ? JournalKind.Written
                : now == intent.Prior[name] ? JournalKind.Refused
                : JournalKind.StoredDifferently;
            if (kind == JournalKind.Refused) kept.Add(name);
            journal.Add(Line(cycle, intent, kind, intent.Target, name, intent.Prior[name], kind == JournalKind.Refused ? sent : now));
        }
        return (journal.ToImmutable(), Outcomes(cycle, intent, ask => Kept(ask, kept) is { Count: > 0 } names
            ? AskCodes.Refused(AskCodes.NotTaken, $"{intent.System} answered success and kept the old value of {intent.Object} {string.Join(", ", names)}.")
            : new AskEnd.Done(intent.Target)));
    }

    /// <summary>The activity is there.</summary>
    public static (ImmutableArray<JournalEntry> Journal, ImmutableArray<AskOutcome> Outcomes) Made(Cycle cycle, Intent intent, RecordKey made) =>
        ([Line(cycle, intent, JournalKind.Created, made, null, default, default)], Outcomes(cycle, intent, _ => new AskEnd.Done(made)));

    /// <summary>Takes the end of an asked intent into the pair's next state.</summary>
    public static Decision.Settle End(Decision.Settle step, Cycle cycle, Intent intent, WriteEnd end)
    {
        var (pair, now) = (cycle.Pair, cycle.Now);
        var dropped = pair.WithIntent(intent.System, null);
        switch (end)
        {
            case WriteEnd.Done done when intent.Kind == IntentKind.Activity:
                return Add(step with { Pair = dropped }, Made(cycle, intent, done.Key), now);
            case WriteEnd.Done { Stored: { } stored }:
                return Add(step with { Pair = dropped }, Written(cycle, intent, stored), now);
            case WriteEnd.Done done:
                return Add(step with { Pair = pair.WithIntent(intent.System, intent with { State = IntentState.Acked, Made = done.Key }) }, Nothing, now + Settle.FirstLook);
            case WriteEnd.Unknown:
                return Add(step, Nothing, now + Settle.FirstLook);
            // Our key is on a record already: the activity that an earlier try made.
            case WriteEnd.RecordRefused { Holder: { } made } when intent.Kind == IntentKind.Activity:
                return Add(step with { Pair = dropped }, Made(cycle, intent, made), now);
            case WriteEnd.FieldRefused refused when intent.Kind == IntentKind.Activity || AsksFor(cycle, intent, refused.Field).Any():
                var concerned = intent.Kind == IntentKind.Activity ? intent.Asks.ToHashSet() : [.. AsksFor(cycle, intent, refused.Field)];
                return Add(step with { Pair = dropped }, ([], Outcomes(cycle, intent, ask => concerned.Contains(ask.Id)
                    ? new AskEnd.Refused(refused.Code, $"{intent.System} {intent.Object} {refused.Field}: {refused.Reason}", refused.Mend)
                    : null)), now);
            case WriteEnd.FieldRefused or WriteEnd.RecordRefused when intent.Asks.Length > 1:
                // Nobody says whose fault it is: each goes alone from now on.
                return Add(step with { Pair = dropped }, ([], Outcomes(cycle, intent, _ => new AskEnd.Tried(now))), now);
            case WriteEnd.FieldRefused refused:
                return Add(step with { Pair = dropped }, ([], Outcomes(cycle, intent, _ => new AskEnd.Refused(refused.Code, $"{intent.System} {intent.Object} {refused.Field}: {refused.Reason}", refused.Mend))), now);
            case WriteEnd.RecordRefused refused:
                return Add(step with { Pair = dropped }, ([], Outcomes(cycle, intent, _ => new AskEnd.Refused(refused.Code, $"{intent.System} {intent.Object}: {refused.Reason}", refused.Mend))), now);
            default:
                // Not applied, or the record is not what it was: the pair is looked at now, the ask after a while.
                var after = (end as WriteEnd.NotApplied)?.After;
                return Add(step with { Pair = dropped }, ([], Outcomes(cycle, intent, ask => new AskEnd.Tried(now + (after ?? cycle.Limits.Backoff(ask.Attempts + 1))))), now);
        }
    }

    private static readonly (ImmutableArray<JournalEntry>, ImmutableArray<AskOutcome>) Nothing = ([], []);

    private static ImmutableArray<AskOutcome> Outcomes(Cycle cycle, Intent intent, Func<Ask, AskEnd?> end) =>
    [
        .. cycle.Evidence.Asks.Where(ask => intent.Asks.Contains(ask.Id)).Select(ask => (ask.Id, End: end(ask)))
            .Where(entry => entry.End is not null).Select(entry => new AskOutcome(entry.Id, entry.End!)),
    ];

    private static List<string> Kept(Ask ask, HashSet<string> kept) => ask.Kind is AskKind.SetFields fields ? [.. fields.Values.Names.Where(kept.Contains)] : [];

    private static IEnumerable<Guid> AsksFor(Cycle cycle, Intent intent, string field) => cycle.Evidence.Asks
        .Where(ask => intent.Asks.Contains(ask.Id) && ask.Kind is AskKind.SetFields fields && fields.Values.Names.Contains(field, StringComparer.OrdinalIgnoreCase))
        .Select(ask => ask.Id);

    private static Decision.Settle Add(Decision.Settle step, (ImmutableArray<JournalEntry> Journal, ImmutableArray<AskOutcome> Outcomes) told, DateTimeOffset due) => step with
    {
        Journal = step.Journal.AddRange(told.Journal),
        AskOutcomes = step.AskOutcomes.AddRange(told.Outcomes),
        DueAt = step.DueAt is { } earlier && earlier < due ? earlier : due,
    };

    private static JournalEntry Line(Cycle cycle, Intent intent, JournalKind kind, RecordKey? record, string? field, FieldValue before, FieldValue after)
    {
        var cause = field is not null && intent.Rules.TryGetValue(field, out var named) ? named
            : cycle.Evidence.Asks.FirstOrDefault(ask => intent.Asks.Contains(ask.Id))?.Cause ?? "an ask";
        return cycle.Line(kind, "asked", record, field, before, after) with { Cause = cause };
    }
}
