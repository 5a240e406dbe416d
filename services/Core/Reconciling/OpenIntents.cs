using System.Collections.Immutable;
using Integration.Core.Asks;
using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Settling;
using Integration.Core.Values;

namespace Integration.Core.Reconciling;

/// <summary>An intent found open at the start of a cycle: its answer was lost, or we crashed. The record itself tells what happened.</summary>
/// <remarks>
/// That it was applied may be concluded at once. That it was not, only after <see cref="Intent.NotBefore"/>: a slow server may still be at it.
/// </remarks>
internal static class OpenIntents
{
    /// <summary>The decision while an intent is open; null when there is none.</summary>
    public static Decision? Resolve(Pair pair, Mapping mapping, Evidence evidence, SyncLimits limits, DateTimeOffset now)
    {
        foreach (var system in (ReadOnlySpan<SystemName>)[SystemName.HubSpot, SystemName.Salesforce])
        {
            if (pair.Into(system) is not { } intent) continue;
            return intent.Kind switch
            {
                IntentKind.Activity => Activity(new Cycle(pair, mapping, evidence, limits, now), intent),
                IntentKind.Create => Create(new Cycle(pair, mapping, evidence, limits, now), intent),
                _ => Change(new Cycle(pair, mapping, evidence, limits, now), intent),
            };
        }
        return null;
    }

    private static Decision Create(Cycle cycle, Intent intent)
    {
        var (pair, evidence) = (cycle.Pair, cycle.Evidence);
        if (evidence.ByKey.IsDefault) return new Decision.Look([new LookUp.ByKey(intent.System)]);
        if (Candidate.MadeOf(evidence.ByKey) is { } made)
        {
            // Found again by our key, so it is not sent again: a second upsert would overwrite what people edited since.
            if (!made.IsOpenTo(pair.Id)) return Identification.Lost(cycle with { Pair = Without(pair, intent) with { Attempts = 0 } }, made.Seen.Key, made.Owner!.Value);
            var (linked, journal, _) = Settlement.Created(cycle, intent, made.Seen);
            return new Decision.Settle(linked)
            {
                Journal = journal,
                Absorbs = made.AbsorbedBy(pair.Id),
                DueAt = cycle.Now, // The own side may have moved since the create was decided.
            };
        }
        return NotYet(cycle, intent, "create was never applied");
    }

    private static Decision Change(Cycle cycle, Intent intent)
    {
        var (pair, fresh) = (cycle.Pair, cycle.Evidence.Of(intent.System));
        var gone = fresh is null || fresh.Life.State != LifeState.Live || fresh.Key != intent.Target;
        var frees = Settlement.Frees(cycle.Mapping, intent);
        if (intent.Kind == IntentKind.Delete || gone)
            return gone ? new Decision.Settle(Without(pair, intent)) { DueAt = cycle.Now, Wakes = frees, Journal = [.. Buried(cycle, intent)] } : NotYet(cycle, intent, "deletion was never applied");
        if (intent.IsAsked) return Asked(cycle, intent, fresh!);
        var untouched = intent.Values.Where(write => IsUntouched(cycle.Mapping, intent, write.Key, fresh!.Values[write.Key])).Select(write => write.Key).ToList();
        var isAcked = intent.State == IntentState.Acked;
        var applied = isAcked || intent.Values.Any(write => Settlement.ShowsOurs(cycle.Mapping, intent, write.Key, fresh!.Values[write.Key]));
        // A value may show ours because somebody typed the same, so it proves nothing for its neighbours: those that stand as before are judged
        // after the settle time and then planned again. Taken for refused they would never be sent.
        if (!applied || (untouched.Count > 0 && !isAcked && cycle.Now < intent.NotBefore)) return NotYet(cycle, intent, "write was never applied");
        var landed = untouched.Aggregate(intent, (part, name) => part with { Values = part.Values.With(name, FieldValue.Missing) });
        var (settled, journal) = Settlement.Updated(cycle, landed, fresh!);
        if (isAcked) journal = journal.AddRange(untouched.Select(name => SentAgain(cycle, intent, name, fresh!)));
        return new Decision.Settle(settled) { Journal = journal.AddRange(Unheard(cycle, landed, journal)), DueAt = cycle.Now, Wakes = frees };
    }

    // The system said that it is done, and what stood there before stands there again: refused in silence, put back by somebody, or overtaken by an
    // earlier request of ours that a slow server took until now. Sent again it is read back at once, and a refusal shows as one.
    private static JournalEntry SentAgain(Cycle cycle, Intent intent, string name, Observation fresh) => cycle.Line(
        JournalKind.Raced, $"{intent.Rules.GetValueOrDefault(name, "write")}: acknowledged, and what stood there before stands there: sent again", intent.Target, name, intent.Values[name], fresh.Values[name]);

    // Nobody said that the value was stored before somebody wrote another: a stage that HubSpot does not go back to, say. It stands in its source
    // alone, and what is there now will be written over it.
    private static IEnumerable<JournalEntry> Unheard(Cycle cycle, Intent intent, ImmutableArray<JournalEntry> settled)
    {
        if (intent.State == IntentState.Acked) yield break;
        foreach (var raced in settled.Where(line => line.Kind == JournalKind.Raced))
            if (Settlement.Written(cycle, intent).FirstOrDefault(field => field.NameIn(intent.System) == raced.Field)?.NameIn(intent.System.Other()) is { } source)
                yield return cycle.Line(JournalKind.Lost, $"{raced.Rule}: raced, and not known to have been stored", cycle.Pair.Of(intent.System.Other()).Ref, source, intent.Cause[source], raced.After);
    }

    // The record went before anybody saw whether the write had landed. Out of the recycle bin it may come back with our values: those of the
    // people who had it before stand nowhere else.
    private static IEnumerable<JournalEntry> Buried(Cycle cycle, Intent intent) => intent.Kind == IntentKind.Delete ? [] : intent.Prior
        .Where(prior => !prior.Value.IsMissing && prior.Value != intent.Values[prior.Key])
        .Select(prior => cycle.Line(JournalKind.Lost, $"{intent.Rules.GetValueOrDefault(prior.Key, "write")}: sent, and the record was gone before it was seen again", intent.Target, prior.Key, prior.Value, intent.Values[prior.Key]));

    // All of it must show: HubSpot takes a stage backwards in a second step, and a crash between leaves the rest written.
    private static Decision.Settle Asked(Cycle cycle, Intent intent, Observation fresh)
    {
        var open = intent.Values.Where(write => !AskedValues.Same(cycle.Mapping, intent.System, write.Key, fresh.Values[write.Key], write.Value)).Select(write => write.Key).ToList();
        // Typed by somebody since: sent again, the ask would take back a person's answer to it.
        var replaced = cycle.Now < intent.NotBefore ? [] : open.Where(name => fresh.Values[name].HasText && fresh.Values[name] != intent.Prior[name]).ToHashSet(StringComparer.Ordinal);
        if (intent.State != IntentState.Acked && open.Exists(name => !replaced.Contains(name))) return NotYet(cycle, intent, "asked write was never applied");
        var (journal, outcomes) = AskSettlement.Written(cycle, intent, fresh);
        return new Decision.Settle(Without(cycle.Pair, intent))
        {
            Journal = [.. journal.Select(line => replaced.Contains(line.Field!) ? line with { Kind = JournalKind.Raced } : line)],
            AskOutcomes = outcomes,
            DueAt = cycle.Now,
        };
    }

    private static Decision Activity(Cycle cycle, Intent intent)
    {
        if (intent.Made is null && cycle.Evidence.ActivityFound.IsDefault) return new Decision.Look([new LookUp.Activity(intent.System, intent.Object, intent.Asks[0])]);
        if ((intent.Made ?? cycle.Evidence.ActivityFound.Select(found => (RecordKey?)found).FirstOrDefault()) is not { } made) return NotYet(cycle, intent, "activity was never made");
        var (journal, outcomes) = AskSettlement.Made(cycle, intent, made);
        return new Decision.Settle(Without(cycle.Pair, intent)) { Journal = journal, AskOutcomes = outcomes, DueAt = cycle.Now };
    }

    private static bool IsUntouched(Mapping mapping, Intent intent, string name, FieldValue now) =>
        now == intent.Prior[name] && !Canonical.Same(Settlement.TypeOf(mapping, intent.System, name), now, intent.Values[name]);

    private static Decision.Settle NotYet(Cycle cycle, Intent intent, string rule)
    {
        if (cycle.Now < intent.NotBefore) return new Decision.Settle(cycle.Pair) { DueAt = intent.NotBefore };
        var fresh = cycle.Evidence.Of(intent.System);
        var raced = fresh is null ? [] : intent.Prior.Where(prior => fresh.Values[prior.Key] is { IsMissing: false } value && value != prior.Value)
            .Select(prior => cycle.Line(JournalKind.Raced, rule, intent.Target, prior.Key, prior.Value, fresh.Values[prior.Key])).ToImmutableArray();
        return new Decision.Settle(Without(cycle.Pair, intent)) { DueAt = cycle.Now, Journal = raced };
    }

    private static Pair Without(Pair pair, Intent intent) => pair.WithIntent(intent.System, null);
}
