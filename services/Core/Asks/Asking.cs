using System.Collections.Immutable;
using Integration.Core.Intents;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;

namespace Integration.Core.Asks;

/// <summary>What the open asks of a pair lead to. They go before the sync's own writes, so that the sync sees what they changed as a change of that side.</summary>
internal static class Asking
{
    // A stamp of Salesforce is a whole second (facts/salesforce.md 9), and the clocks of our processes may differ by half a minute.
    private static readonly TimeSpan StampOver = TimeSpan.FromSeconds(30);
    private static readonly SystemName[] Systems = [SystemName.HubSpot, SystemName.Salesforce];

    /// <summary>The pair may get its counterpart although the mapping waits for a handoff.</summary>
    public static bool IsReleased(Cycle cycle) => cycle.Evidence.Asks.Any(ask => ask.Kind is AskKind.Release);

    /// <summary>The decision while an ask can be ended or carried out; null when none can, and the sync goes on.</summary>
    public static Decision? Decide(Cycle cycle)
    {
        // Whatever fights over the pair would be fed by one more writer.
        if (cycle.Evidence.Asks.IsEmpty || cycle.Pair.Hold is { Code: HoldCodes.Oscillates }) return null;
        var ended = cycle.Evidence.Asks.Select(ask => (Ask: ask, End: AskEnds.Of(cycle, ask))).Where(entry => entry.End is not null)
            .Select(entry => new AskOutcome(entry.Ask.Id, entry.End!)).ToImmutableArray();
        // Ended first and alone: an outcome is news, and news are told by the commit that releases the pair.
        if (ended.Length > 0) return new Decision.Settle(cycle.Pair) { AskOutcomes = ended, DueAt = cycle.Now };
        var next = Systems.Select(system => Next(cycle, system)).OfType<Intent>().ToList();
        // All that is asked for stands there already.
        if (next.Where(intent => intent.Values.Count == 0).ToList() is { Count: > 0 } idle)
            return new Decision.Settle(cycle.Pair) { AskOutcomes = [.. idle.SelectMany(intent => intent.Asks.Select(id => new AskOutcome(id, new AskEnd.Done(intent.Target))))], DueAt = cycle.Now };
        return next.Count == 0 ? null : new Decision.Write(next.Aggregate(cycle.Pair, (pair, intent) => pair.WithIntent(intent.System, intent)));
    }

    /// <summary>Adds to a decision what follows from it for the asks: refused where the pair has ended, looked at again where a record came or a wait is over.</summary>
    public static Decision Complete(Decision decision, Pair before, Evidence evidence, DateTimeOffset now) =>
        decision is Decision.Settle settle ? Complete(settle, evidence.Asks, now, ask => LookedAtAgain(ask, before, settle.Pair, evidence, now)) : decision;

    /// <summary>The same after sending.</summary>
    public static Decision.Settle Complete(Decision.Settle settle, ImmutableArray<Ask> asks, DateTimeOffset now) =>
        Complete(settle, asks, now, ask => IsPossible(settle.Pair, ask) ? now : null);

    private static Decision.Settle Complete(Decision.Settle settle, ImmutableArray<Ask> asks, DateTimeOffset now, Func<Ask, DateTimeOffset?> lookedAtAgain)
    {
        // Those of an open write are looked at when it is.
        var told = settle.AskOutcomes.Select(outcome => outcome.AskId).Concat(AsksOf(settle.Pair.IntoHubSpot)).Concat(AsksOf(settle.Pair.IntoSalesforce)).ToHashSet();
        var open = asks.IsDefault ? [] : asks.Where(ask => !told.Contains(ask.Id)).ToList();
        if (open.Count == 0) return settle;
        // A superseded pair's asks are passed on by the ledger; only with nobody to pass them to they end here.
        if (settle.Pair.Status == PairStatus.Tombstone || settle.Pair is { Status: PairStatus.Superseded, SupersededBy: null })
            return settle with { AskOutcomes = [.. settle.AskOutcomes, .. open.Select(ask => new AskOutcome(ask.Id, PairEnded(settle.Pair)))] };
        if (settle.Pair.Status == PairStatus.Superseded) return settle;
        var due = open.Select(ask => ask.NotBefore > now ? ask.NotBefore : lookedAtAgain(ask)).Min();
        return due is { } at && (settle.DueAt is not { } earlier || at < earlier) ? settle with { DueAt = at } : settle;
    }

    private static IEnumerable<Guid> AsksOf(Intent? intent) => intent is { IsAsked: true } ? intent.Asks : [];

    private static AskEnd.Refused PairEnded(Pair pair) => AskCodes.Refused(
        AskCodes.PairEnded, $"A record of {string.Join(" and ", pair.Refs())} was deleted and the pair has ended.");

    // At once when it has become possible; when the stamp that it waits for is surely over; else when the pair is.
    private static DateTimeOffset? LookedAtAgain(Ask ask, Pair before, Pair after, Evidence evidence, DateTimeOffset now) =>
        !IsPossible(after, ask) ? null
        : !IsPossible(before, ask) ? now
        : IsGuarded(ask) && IsThere(evidence, ask) ? now + StampOver
        : null;

    private static bool IsPossible(Pair pair, Ask ask) => pair.Hold is not { Code: HoldCodes.Oscillates } && (SystemOf(ask) is { } system
        ? pair.Of(system).Ref is not null
        : pair.HubSpot.Ref is not null && pair.Salesforce.Ref is not null);

    private static SystemName? SystemOf(Ask ask) => ask.Kind switch
    {
        AskKind.SetFields fields => fields.System,
        AskKind.Activity activity => activity.System,
        _ => null,
    };

    /// <summary>The next intent into a system: all fields asked for in one write, then one activity at a time.</summary>
    private static Intent? Next(Cycle cycle, SystemName system)
    {
        if (cycle.Pair.Of(system).Ref is not { } target || cycle.Evidence.Of(system) is not { Life.State: LifeState.Live } fresh) return null;
        var here = cycle.Evidence.Asks.Where(ask => SystemOf(ask) == system).ToList();
        var fields = InTurn(here, cycle, IsStampOver(cycle, fresh));
        // One that failed before goes alone: which of several was refused is not always said. So does one that may find another value there.
        if (fields.Count > 0) return Fields(cycle, target, fresh, GoesAlone(fields[0]) ? [fields[0]] : [.. fields.TakeWhile(ask => !GoesAlone(ask))]);
        return here.FirstOrDefault(ask => ask.Kind is AskKind.Activity && !(ask.NotBefore > cycle.Now)) is { } made ? Activity(cycle, target, made) : null;
    }

    private static bool GoesAlone(Ask ask) => ask.Attempts > 0 || IsGuarded(ask);

    private static bool IsGuarded(Ask ask) => ask.Kind is AskKind.SetFields { Only: not null };

    private static bool IsThere(Evidence evidence, Ask ask) => SystemOf(ask) is { } system && evidence.Of(system) is { Life.State: LifeState.Live };

    // The condition of a write is the record's stamp. Whatever happens in the second of the stamp after our read bears the same stamp, and would be
    // written over; a record that was seen with it that long before the read has that second behind it.
    private static bool IsStampOver(Cycle cycle, Observation fresh) =>
        cycle.SeenBefore(fresh.Key) is { } earlier && earlier.Version == fresh.Version && fresh.Version > 0 && fresh.ReadStartedAt - earlier.ReadEndedAt >= StampOver;

    /// <summary>The field asks that may go now: not before an earlier one of a common field, which would put its older value over theirs.</summary>
    private static List<Ask> InTurn(IEnumerable<Ask> asks, Cycle cycle, bool isStampOver)
    {
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        var ready = new List<Ask>();
        foreach (var ask in asks)
        {
            if (ask.Kind is not AskKind.SetFields fields) continue;
            if (ask.NotBefore > cycle.Now || (IsGuarded(ask) && !isStampOver) || fields.Values.Names.Any(waiting.Contains)) waiting.UnionWith(fields.Values.Names);
            else ready.Add(ask);
        }
        return ready;
    }

    private static Intent Fields(Cycle cycle, RecordKey target, Observation fresh, ImmutableArray<Ask> asks)
    {
        var (values, prior) = (FieldValues.None, FieldValues.None);
        var rules = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var ask in asks)
            foreach (var (name, value) in ((AskKind.SetFields)ask.Kind).Values)
            {
                // Of two asks for one field the later counts; what stands there already is not sent: it would move stamps and run automation.
                values = values.With(name, AskedValues.Same(cycle.Mapping, target.System, name, fresh.Values[name], value) ? FieldValue.Missing : value);
                prior = prior.With(name, fresh.Values[name]);
                rules[name] = ask.Cause;
            }
        return Of(cycle, target.System, IntentKind.Update, target.Object, target, asks) with
        {
            Values = values,
            UnchangedSince = asks.Any(IsGuarded) ? fresh.Version : null,
            Prior = FieldValues.Of(prior.Where(before => !values[before.Key].IsMissing)),
            Rules = rules.ToImmutable(),
        };
    }

    private static Intent Activity(Cycle cycle, RecordKey person, Ask ask)
    {
        var activity = (AskKind.Activity)ask.Kind;
        return Of(cycle, person.System, IntentKind.Activity, activity.Object, person, [ask]) with { Values = activity.Values };
    }

    private static Intent Of(Cycle cycle, SystemName system, IntentKind kind, string objectName, RecordKey target, ImmutableArray<Ask> asks) => new()
    {
        Id = system == SystemName.HubSpot ? cycle.Evidence.IntentIntoHubSpot : cycle.Evidence.IntentIntoSalesforce,
        System = system,
        Kind = kind,
        Object = objectName,
        Target = target,
        Asks = [.. asks.Select(ask => ask.Id)],
        SentAt = cycle.Now,
        NotBefore = cycle.Now + cycle.Limits.SettleTime,
    };
}
