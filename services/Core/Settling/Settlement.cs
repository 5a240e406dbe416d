using System.Collections.Immutable;
using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.References;
using Integration.Core.Values;

namespace Integration.Core.Settling;

/// <summary>Moves the bases once a write is known to have landed: X was sent, Z stood there before, Y stands there now.</summary>
/// <remarks>The base of the side that caused the write becomes the value used in the decision, never the present one: an edit made since must stay visible.</remarks>
internal static class Settlement
{
    /// <summary>Whether the value read shows that our write landed.</summary>
    public static bool ShowsOurs(Mapping mapping, Intent intent, string name, FieldValue now)
    {
        var type = TypeOf(mapping, intent.System, name);
        return !now.IsMissing && Canonical.Same(type, now, intent.Values[name]) && !Canonical.Same(type, now, intent.Prior[name]);
    }

    /// <summary>
    /// Whether the read after a write shows a field changed that we did not write: somebody edited it meanwhile, or the system itself did
    /// because of our write. It counts as read from here on, so that the hint of it is taken for an echo: nobody else will look.
    /// </summary>
    public static bool ShowsMore(Pair pair, Intent intent, Observation stored) =>
        pair.Of(intent.System) is { Ref: { } read, Seen: { } before } && read == intent.Target && before.Key == stored.Key
        && stored.Values.Any(value => intent.Values[value.Key].IsMissing && !value.Value.IsMissing && value.Value != before.Values[value.Key]);

    /// <summary>An update landed; the record was seen after it.</summary>
    public static (Pair Pair, ImmutableArray<JournalEntry> Journal) Updated(Cycle cycle, Intent intent, Observation stored)
    {
        var system = intent.System;
        var pair = cycle.Pair.WithIntent(system, null);
        // A sibling's opt-out is written on a record of another pair, which keeps its own view of it.
        if (pair.Of(system).Ref == intent.Target) pair = pair.With(system, See(pair.Of(system), stored));
        var journal = ImmutableArray.CreateBuilder<JournalEntry>();
        foreach (var field in Written(cycle, intent))
        {
            var name = field.NameIn(system);
            var (sent, prior, now) = (intent.Values[name], intent.Prior[name], stored.Values[name]);
            if (now.IsMissing) continue;
            var state = pair.Field(field.HubSpot);
            var cause = intent.Cause[field.NameIn(system.Other())];
            var settled = Settle(field.Type, state, system, sent, prior, now, stored.ChangedByUs, cause);
            if (settled.Kind == JournalKind.Written)
            {
                var (h, s) = system == SystemName.HubSpot ? (prior, cause) : (cause, prior);
                settled.State = settled.State with { LastWrite = new OwnWrite(system, prior, intent.SentAt, Undoing.Count(field.Type, state, h, s, cycle.Limits, intent.SentAt)) };
            }
            pair = pair with { Fields = pair.Fields.SetItem(field.HubSpot, settled.State) };
            // What was refused stands nowhere else: the source may change before anybody looks.
            journal.Add(cycle.Line(settled.Kind, intent.Rules.GetValueOrDefault(name, "write"), intent.Target, name, prior, settled.Kind == JournalKind.Refused ? sent : now));
        }
        return (pair, journal.ToImmutable());
    }

    /// <summary>A create landed: the link and the bases are recorded together. <c>Again</c> tells that fields are left which only a merge can settle.</summary>
    public static (Pair Pair, ImmutableArray<JournalEntry> Journal, bool Again) Created(Cycle cycle, Intent intent, Observation stored)
    {
        var (system, own) = (intent.System, intent.System.Other());
        var pair = Reconcile.Clean(cycle.Pair.WithIntent(system, null), cycle.Mapping).With(system, new Side { Ref = stored.Key, Seen = stored });
        var source = pair.Of(own).Seen!.Values;
        var again = false;
        var lines = ImmutableArray.CreateBuilder<JournalEntry>();
        lines.Add(cycle.Line(JournalKind.Created, "created: no counterpart", stored.Key));
        foreach (var field in cycle.Mapping.FieldsOn(pair.Salesforce.Ref!.Value.Object))
        {
            var now = stored.Values[field.NameIn(system)];
            // An association is never part of a create's answer; it is written by a cycle of its own, which reads it first.
            if (now.IsMissing) again |= Referring.IsLink(field) && source[field.NameIn(own)].HasText;
            if (now.IsMissing) continue;
            var sent = intent.Values[field.NameIn(system)];
            var state = pair.Field(field.HubSpot);
            if (sent.HasText)
            {
                var isOtherForm = !Canonical.Same(field.Type, now, sent) && stored.ChangedByUs;
                var basis = Canonical.Same(field.Type, now, sent) || stored.ChangedByUs ? now : sent;
                // Not written back, so the difference must be listed: nobody could tell it from a lost write.
                state = Bases(state, system, basis, intent.Cause[field.NameIn(own)]) with { StoredDifferently = isOtherForm };
                // Somebody wrote after our create: seen here and by no hint, which is an echo of this.
                again |= basis != now;
                if (isOtherForm) lines.Add(cycle.Line(JournalKind.StoredDifferently, "created", stored.Key, field.NameIn(system), sent, now));
            }
            else
            {
                var here = source[field.NameIn(own)];
                if (here.IsMissing) continue;
                var (h, s) = system == SystemName.HubSpot ? (now, here) : (here, now);
                if (Expression.Agrees(field, h, s)) state = state.WithBases(h, s);
                else again = true;
            }
            pair = pair with { Fields = pair.Fields.SetItem(field.HubSpot, state) };
        }
        return (pair, lines.ToImmutable(), again);
    }

    /// <summary>Whoever waits for a match value of this record has to look again: our own write or deletion gave it free, and no later read will differ.</summary>
    internal static ImmutableArray<string> Frees(Mapping mapping, Intent intent) =>
        intent.Target is { } target && (intent.Kind == IntentKind.Delete || !intent.Values[mapping.Match.NameIn(intent.System)].IsMissing) ? [target.ToString()] : [];

    internal static IEnumerable<FieldMapping> Written(Cycle cycle, Intent intent) =>
        cycle.Mapping.FieldsOn(intent.System == SystemName.Salesforce ? intent.Object : cycle.Pair.Salesforce.Ref!.Value.Object)
            .Where(field => !intent.Values[field.NameIn(intent.System)].IsMissing);

    /// <summary>A read after a write may show fewer fields than a full one: the others keep what was seen before.</summary>
    private static Side See(Side side, Observation stored) => side with
    {
        // The answer to a changed association has no stamp. Without one the next edit would seem to lie anywhere since 1970, and `newest` could not tell.
        Seen = side.Seen is { } before && before.Key == stored.Key ? stored with { Values = before.Values.With(stored.Values), Version = stored.Version == 0 ? before.Version : stored.Version } : stored,
    };

    /// <summary>Cases A1 to A4 of sync-correctness 4.5.</summary>
    private static (FieldState State, JournalKind Kind) Settle(
        FieldType type, FieldState state, SystemName system, FieldValue sent, FieldValue prior, FieldValue now, bool ours, FieldValue cause)
    {
        if (Canonical.Same(type, now, sent))
            return (Bases(state, system, now, cause) with { StoredDifferently = false, Refused = default, LastSent = default, LastReadBack = default }, JournalKind.Written);
        if (now == prior)
            return (Bases(state, system, now, cause) with { Refused = sent }, JournalKind.Refused);
        if (ours || (state.LastSent == sent && state.LastReadBack == now))
            return (Bases(state, system, now, cause) with { StoredDifferently = true, LastSent = sent, LastReadBack = now }, JournalKind.StoredDifferently);
        // Someone wrote after us: with the sent value as base, what stands there counts as their change.
        return (Bases(state, system, sent, cause) with { LastSent = sent, LastReadBack = now }, JournalKind.Raced);
    }

    private static FieldState Bases(FieldState state, SystemName system, FieldValue written, FieldValue cause) =>
        system == SystemName.HubSpot ? state.WithBases(written, cause) : state.WithBases(cause, written);

    internal static FieldType TypeOf(Mapping mapping, SystemName system, string name) =>
        mapping.Fields.FirstOrDefault(field => field.NameIn(system) == name)?.Type ?? FieldType.Text;
}
