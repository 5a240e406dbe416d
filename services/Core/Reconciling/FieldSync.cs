using System.Collections.Immutable;
using System.Globalization;
using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Merges;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.References;
using Integration.Core.Scopes;
using Integration.Core.Values;

namespace Integration.Core.Reconciling;

/// <summary>Both records are there: every field gets its verdict, and the writes become at most one intent per side.</summary>
internal static class FieldSync
{
    public static Decision Decide(Cycle cycle)
    {
        var fields = cycle.Mapping.FieldsOn(cycle.Pair.Salesforce.Ref!.Value.Object).ToList();
        // Consent goes first and alone: neither another field's refusal nor the pair's scope may keep a person's no waiting.
        var consent = Verdicts(cycle, fields.Where(field => field.IsConsent));
        if (consent.Look.Count > 0 || !consent.Into.IsEmpty) return Carry(cycle with { Pair = consent.Pair }, consent, 2 * cycle.Limits.WritesPerDayMax);
        cycle = cycle with { Pair = consent.Pair };
        if (ScopeVerdict.Outside(cycle) is { } outside) return Reconcile.Hold(cycle, outside, consent.Journal.ToImmutable());
        var rest = Verdicts(cycle, fields.Where(field => !field.IsConsent));
        rest.Journal.InsertRange(0, consent.Journal);
        return Carry(cycle with { Pair = rest.Pair }, rest, cycle.Limits.WritesPerDayMax);
    }

    private static Decision Carry(Cycle cycle, Gathering gathered, int writesMax)
    {
        var (pair, into, journal) = (cycle.Pair, gathered.Into, gathered.Journal.ToImmutable());
        if (gathered.Look.Count > 0) return new Decision.Look([.. gathered.Look]);
        var rejected = into.DropRejected(cycle);
        if (into.IsEmpty && rejected) return Reconcile.Hold(cycle, pair.Hold!, journal);
        if (into.IsEmpty)
        {
            var clean = Reconcile.Clean(pair, cycle.Mapping);
            return new Decision.Settle(clean) { Journal = journal, DueAt = FieldRetry(clean, cycle) };
        }

        var counted = Counted(pair, cycle);
        if (counted.WritesCounted > writesMax)
            return Reconcile.Hold(cycle, HoldCodes.Hold(HoldCodes.Oscillates, Digest.Of(pair.HubSpot.Seen!.Values, Digest.Of(pair.Salesforce.Seen!.Values, cycle.Mapping.Version))) with { RetryAt = cycle.Now + cycle.Limits.HoldRetry });
        var writing = Reconcile.Clean(counted, cycle.Mapping) with { CleanGeneration = pair.CleanGeneration, Attempts = pair.Attempts };
        // What one side refused stays refused while the other side is written: released here it would be neither sent nor listed.
        if (rejected) writing = writing with { Status = PairStatus.Held, Hold = pair.Hold };
        return new Decision.Write(into.On(cycle, writing)) { Journal = journal };
    }

    /// <summary>Each of the fields gets its verdict; nothing is decided for the pair yet.</summary>
    private static Gathering Verdicts(Cycle cycle, IEnumerable<FieldMapping> fields)
    {
        var pair = cycle.Pair;
        var (hubSpot, salesforce) = (pair.HubSpot.Seen!.Values, pair.Salesforce.Seen!.Values);
        var journal = ImmutableArray.CreateBuilder<JournalEntry>();
        var into = new Writes();
        var look = ImmutableArray.CreateBuilder<LookUp>();
        foreach (var field in Referring.LinksLast(fields))
        {
            var (h, s) = (hubSpot[field.HubSpot], salesforce[field.Salesforce]);
            var state = pair.Field(field.HubSpot);
            var verdict = field.RefersTo is null ? FieldMerge.Decide(field, state, h, s) : Referring.Decide(cycle, field, state, h, s, look);
            if (Referring.IsLink(field) && !verdict.IntoHubSpot.IsMissing && into.Has(SystemName.HubSpot))
            {
                // Its company is linked by now. Left as waiting, the association would be taken for settled until the wait's time is over, a day later.
                if (state.Hold is not null && !IsHeld(cycle, field, SystemName.HubSpot, verdict.IntoHubSpot)) pair = pair with { Fields = pair.Fields.SetItem(field.HubSpot, state with { Hold = null }) };
                continue;
            }
            switch (verdict.Outcome)
            {
                case FieldOutcome.Adopt:
                    if (verdict.Loser is { } loser) journal.Add(Lost(cycle, field, loser, h, s, verdict.Rule));
                    pair = pair with { Fields = pair.Fields.SetItem(field.HubSpot, Agreed(state, h, s)) };
                    break;
                case FieldOutcome.Hold:
                    pair = Held(cycle, pair, field, state, verdict, h, s, journal);
                    break;
                case FieldOutcome.Write:
                    pair = Plan(cycle, pair, field, state, verdict, h, s, into, journal, look);
                    break;
                case FieldOutcome.Suspended:
                    pair = Suspended(cycle, pair, field, state, h, journal);
                    break;
                case FieldOutcome.Nothing when state.Hold is not null:
                    pair = pair with { Fields = pair.Fields.SetItem(field.HubSpot, state with { Hold = null }) };
                    break;
            }
        }
        return new Gathering(pair, into, journal, look);
    }

    private static Pair Plan(
        Cycle cycle, Pair pair, FieldMapping field, FieldState state, FieldVerdict verdict, FieldValue h, FieldValue s,
        Writes into, ImmutableArray<JournalEntry>.Builder journal, ImmutableArray<LookUp>.Builder look)
    {
        foreach (var system in (ReadOnlySpan<SystemName>)[SystemName.HubSpot, SystemName.Salesforce])
        {
            var value = system == SystemName.HubSpot ? verdict.IntoHubSpot : verdict.IntoSalesforce;
            if (value.IsMissing || state.Hold is not { } hold) continue;
            if (hold.Code == HoldCodes.FieldTaken && field == cycle.Mapping.Match)
            {
                // Asked by reading the holder, never by sending again: a rejected write a minute for ever is what the prototype did.
                if (!cycle.Evidence.HoldersLooked.Contains(field.HubSpot))
                {
                    look.Add(new LookUp.Holder(field.HubSpot, system, value.Text ?? ""));
                    return pair;
                }
                if (cycle.Evidence.Holders.TryGetValue(field.HubSpot, out var holder) && holder != pair.Of(system).Ref)
                    return pair with { Fields = pair.Fields.SetItem(field.HubSpot, state with { Hold = hold with { WaitsOn = holder.ToString(), RetryAt = cycle.Now + cycle.Limits.HoldRetry } }) };
                continue;
            }
            if (IsHeld(cycle, field, system, value)) return pair;
        }
        if (Undoing.Of(cycle, field, state, h, s) is { } rival) return WithHold(cycle, pair, field, state, rival, h, s, journal);
        if ((verdict.Loser ?? NeverTaken(state, verdict) ?? Cleared(state, verdict, h, s)) is { } loser) journal.Add(Lost(cycle, field, loser, h, s, verdict.Rule));
        into.Add(SystemName.HubSpot, field, verdict.IntoHubSpot, h, s, verdict.Rule);
        into.Add(SystemName.Salesforce, field, verdict.IntoSalesforce, s, h, verdict.Rule);
        if (field.StampedIn is { } stamp && !verdict.IntoSalesforce.IsMissing) into.Stamp(stamp, verdict.IntoSalesforce.IsBlank ? FieldValue.Blank : ChangedAt(pair, state));
        return state.Hold is null ? pair : pair with { Fields = pair.Fields.SetItem(field.HubSpot, state with { Hold = null }) };
    }

    /// <summary>The side whose value is written over and stands nowhere else, because the other system had stored something else in its place; null = none. Another writing of the same is no loss.</summary>
    private static SystemName? NeverTaken(FieldState state, FieldVerdict verdict) =>
        !state.StoredDifferently || verdict.IntoHubSpot.IsMissing == verdict.IntoSalesforce.IsMissing
        || string.Equals(state.BaseHubSpot.Text?.Trim(), state.BaseSalesforce.Text?.Trim(), StringComparison.OrdinalIgnoreCase) ? null
        : verdict.IntoHubSpot.IsMissing ? SystemName.Salesforce : SystemName.HubSpot;

    /// <summary>The side that somebody cleared since the two records are paired, before they were ever in step; null = none. A blank that was there from the start is no loss.</summary>
    private static SystemName? Cleared(FieldState state, FieldVerdict verdict, FieldValue h, FieldValue s) =>
        !verdict.IntoHubSpot.IsMissing && h.IsBlank && state is { BaseHubSpot.IsMissing: true, HubSpotChanged: not null } ? SystemName.HubSpot
        : !verdict.IntoSalesforce.IsMissing && s.IsBlank && state is { BaseSalesforce.IsMissing: true, SalesforceChanged: not null } ? SystemName.Salesforce
        : null;

    /// <summary>Whether exactly this write was refused before, and neither the value nor the mapping changed since.</summary>
    internal static bool IsHeld(Cycle cycle, FieldMapping field, SystemName system, FieldValue value) =>
        cycle.Pair.Field(field.HubSpot).Hold is { } hold && hold.CauseHash == CauseOf(cycle.Mapping, system, value) && cycle.Now < (hold.RetryAt ?? DateTimeOffset.MaxValue);

    /// <summary>What a rejection of this value would rest on: the value, where it goes, and the mapping.</summary>
    internal static string CauseOf(Mapping mapping, SystemName system, FieldValue value) =>
        Digest.Of(system.ToString(), value.Text, mapping.Version);

    private static Pair Held(Cycle cycle, Pair pair, FieldMapping field, FieldState state, FieldVerdict verdict, FieldValue h, FieldValue s, ImmutableArray<JournalEntry>.Builder journal)
    {
        var hold = HoldCodes.Hold(verdict.HoldCode!, Digest.Of(h.Text, s.Text, cycle.Mapping.Version), verdict.Need?.Detail);
        if (verdict.Need is { } need) hold = hold with { WaitsOn = need.WaitsOn, RetryAt = cycle.Now + cycle.Limits.HoldRetry };
        return WithHold(cycle, pair, field, state, hold, h, s, journal, $"{verdict.Rule}: ");
    }

    /// <summary>A side does not show the field. Its bases stay, so that whatever either side holds when it is back is judged by what both last agreed on.</summary>
    private static Pair Suspended(Cycle cycle, Pair pair, FieldMapping field, FieldState state, FieldValue h, ImmutableArray<JournalEntry>.Builder journal)
    {
        var blind = h.IsMissing ? SystemName.HubSpot : SystemName.Salesforce;
        var hold = HoldCodes.Hold(HoldCodes.FieldNotReadable, Digest.Of(blind.ToString(), field.NameIn(blind), cycle.Mapping.Version), $"{blind} {field.NameIn(blind)} of {pair.Of(blind).Ref}.");
        return WithHold(cycle, pair, field, state, hold, default, default, journal);
    }

    private static Pair WithHold(
        Cycle cycle, Pair pair, FieldMapping field, FieldState state, Hold hold, FieldValue h, FieldValue s, ImmutableArray<JournalEntry>.Builder journal, string rule = "")
    {
        if (state.Hold is { } old && old.Code == hold.Code && old.CauseHash == hold.CauseHash) return pair;
        journal.Add(cycle.Line(JournalKind.Held, rule + hold.Code, pair.HubSpot.Ref, field.HubSpot, h, s));
        return pair with { Fields = pair.Fields.SetItem(field.HubSpot, state with { Hold = hold }) };
    }

    // Not exact: HubSpot's read shows no time of a single property, and the record's last change is at or after it.
    private static FieldValue ChangedAt(Pair pair, FieldState state) => FieldValue.Of(
        DateTimeOffset.FromUnixTimeMilliseconds(state.HubSpotChanged?.NotAfter ?? pair.HubSpot.Seen!.Version).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    private static JournalEntry Lost(Cycle cycle, FieldMapping field, SystemName loser, FieldValue h, FieldValue s, string rule)
    {
        var (lost, kept) = loser == SystemName.HubSpot ? (h, s) : (s, h);
        return cycle.Line(JournalKind.Lost, rule, cycle.Pair.Of(loser).Ref, field.NameIn(loser), lost, kept);
    }

    /// <summary>The state of a field that both sides agree on.</summary>
    internal static FieldState Agreed(FieldState state, FieldValue h, FieldValue s) =>
        state.WithBases(h, s) with { Hold = null, Refused = default, LastSent = default, LastReadBack = default, LastWrite = null };

    private static Pair Counted(Pair pair, Cycle cycle)
    {
        var fresh = pair.WritesCountedSince is not { } since || cycle.Now - since > TimeSpan.FromDays(1);
        return fresh ? pair with { WritesCounted = 1, WritesCountedSince = cycle.Now } : pair with { WritesCounted = pair.WritesCounted + 1 };
    }

    /// <summary>When a held field is tried again; a time that passed without a try (the field is suspended) is put off, or the pair would be due for ever.</summary>
    internal static DateTimeOffset? FieldRetry(Pair pair, Cycle cycle) =>
        pair.Fields.Values.Select(state => state.Hold?.RetryAt).Where(at => at is not null).Min() is not { } at ? null
            : at > cycle.Now ? at : cycle.Now + cycle.Limits.HoldRetry;

    private sealed record Gathering(Pair Pair, Writes Into, ImmutableArray<JournalEntry>.Builder Journal, ImmutableArray<LookUp>.Builder Look);

    /// <summary>The values gathered for each side.</summary>
    private sealed class Writes
    {
        private readonly Dictionary<SystemName, Gathered> sides = [];

        public bool IsEmpty => sides.Count == 0;

        public bool Has(SystemName system) => sides.ContainsKey(system);

        public void Add(SystemName system, FieldMapping field, FieldValue value, FieldValue prior, FieldValue cause, string rule)
        {
            if (value.IsMissing) return;
            var name = field.NameIn(system);
            var gathered = sides.GetValueOrDefault(system, Gathered.None);
            sides[system] = new Gathered(
                gathered.Values.With(name, value), gathered.Prior.With(name, prior), gathered.Cause.With(field.NameIn(system.Other()), cause), gathered.Rules.SetItem(name, rule));
        }

        /// <summary>Writes a field that no row maps along with the one it belongs to: no prior, no base, no rule of its own.</summary>
        public void Stamp(string name, FieldValue value) =>
            sides[SystemName.Salesforce] = sides[SystemName.Salesforce] with { Values = sides[SystemName.Salesforce].Values.With(name, value) };

        /// <summary>Leaves out a write that was refused as a whole and is still the same write; true when there was one.</summary>
        public bool DropRejected(Cycle cycle)
        {
            if (cycle.Pair.Hold is not { Code: HoldCodes.Rejected } hold || cycle.Now >= (hold.RetryAt ?? DateTimeOffset.MaxValue)) return false;
            var same = sides.Where(side => Digest.Of(side.Value.Values, cycle.Mapping.Version) == hold.CauseHash).Select(side => side.Key).ToList();
            foreach (var system in same) sides.Remove(system);
            return same.Count > 0;
        }

        public Pair On(Cycle cycle, Pair pair)
        {
            foreach (var (system, gathered) in sides.OrderBy(side => side.Key))
            {
                var target = pair.Of(system).Ref!.Value;
                pair = pair.WithIntent(system, new Intent
                {
                    Id = system == SystemName.HubSpot ? cycle.Evidence.IntentIntoHubSpot : cycle.Evidence.IntentIntoSalesforce,
                    System = system,
                    Kind = IntentKind.Update,
                    Object = target.Object,
                    Target = target,
                    Values = gathered.Values,
                    Prior = gathered.Prior,
                    Cause = gathered.Cause,
                    Rules = gathered.Rules,
                    SentAt = cycle.Now,
                    NotBefore = cycle.Now + cycle.Limits.SettleTime,
                });
            }
            return pair;
        }
    }

    private sealed record Gathered(FieldValues Values, FieldValues Prior, FieldValues Cause, ImmutableSortedDictionary<string, string> Rules)
    {
        public static Gathered None { get; } = new(FieldValues.None, FieldValues.None, FieldValues.None, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));
    }
}
