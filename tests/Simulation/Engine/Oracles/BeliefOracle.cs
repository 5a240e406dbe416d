using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.Engine.Workers;

namespace Integration.Simulation.Tests.Engine.Oracles;

/// <summary>Judges every commit: what the ledger believes was really shown, in order, and by its present owner.</summary>
internal sealed class BeliefOracle(Scheduler scheduler, Outside outside, Lineage lineage, Action<Finding> found) : ILedgerWitness
{
    private readonly Dictionary<(RecordKey, DateTimeOffset Began, long Version), (DateTimeOffset At, DateTimeOffset Began)> shown = [];
    private readonly Dictionary<(Guid, RecordKey), DateTimeOffset> believed = [];
    private readonly HashSet<(SystemName, string, string)> sent = [];
    private readonly Dictionary<(RecordKey HubSpot, RecordKey Salesforce), List<Look>> looks = [];

    /// <summary>A system showed a record at this moment, to a call that began at the given one.</summary>
    public void Shown(Observation seen, DateTimeOffset began) => shown[Of(seen)] = (scheduler.Now, began);

    /// <summary>World time at which the call began that showed this; null when none did.</summary>
    public DateTimeOffset? BeganAt(Observation seen) => shown.TryGetValue(Of(seen), out var times) ? times.Began : null;

    /// <summary>Values were sent.</summary>
    public void Sent(Intent intent)
    {
        foreach (var (field, value) in intent.Values)
            if (value.Text is { } text) sent.Add((intent.System, field, text));
    }

    /// <summary>Whether a stored decision rests on reads of both records made within a span, and both showed the field.</summary>
    public bool SawBoth(RecordKey one, RecordKey other, FieldMapping field, DateTimeOffset from, DateTimeOffset to) =>
        looks.TryGetValue(one.System == SystemName.HubSpot ? (one, other) : (other, one), out var times)
        && times.Exists(look => look.From >= from && look.To < to && !look.HubSpot[field.HubSpot].IsMissing && !look.Salesforce[field.Salesforce].IsMissing);

    public void Committed(PairCommit commit, CommitResult result, Pair? before)
    {
        if (result != CommitResult.Stored) return;
        var pair = commit.Pair;
        if (before is null || before.Epoch != pair.Epoch) found(new Finding("I13", $"a commit of epoch {pair.Epoch} was stored over epoch {before?.Epoch}", pair.HubSpot.Ref ?? pair.Salesforce.Ref));
        if (lineage.Take(commit, scheduler.Now) is { } twice) found(new Finding("I1", "two open pairs hold one record", twice));
        foreach (var system in (ReadOnlySpan<SystemName>)[SystemName.HubSpot, SystemName.Salesforce])
            if (pair.Of(system) is { Seen: { } seen } side) Seen(pair, side, seen);
        Based(pair, before);
        // A cycle that found an intent open resolves that alone and merges nothing; one that was put off stores what an earlier one saw.
        if (before is not { IntoHubSpot: null, IntoSalesforce: null } || IsOld(before, SystemName.HubSpot, pair) || IsOld(before, SystemName.Salesforce, pair) || pair is not { Status: PairStatus.Active, HubSpot.Seen: { Life.State: LifeState.Live } hubSpot, Salesforce.Seen: { Life.State: LifeState.Live } salesforce } || !shown.TryGetValue(Of(hubSpot), out var one) || !shown.TryGetValue(Of(salesforce), out var other)) return;
        if (!looks.TryGetValue((hubSpot.Key, salesforce.Key), out var times)) looks[(hubSpot.Key, salesforce.Key)] = times = [];
        times.Add(new Look(one.At < other.At ? one.At : other.At, one.At < other.At ? other.At : one.At, hubSpot.Values, salesforce.Values));
    }

    public void Restored()
    {
        believed.Clear();
        lineage.Forget();
    }

    /// <summary>I9: only what was shown is believed, and never what was shown earlier.</summary>
    private void Seen(Pair pair, Side side, Observation seen)
    {
        if (side.Ref is { } own && own != seen.Key) found(new Finding("I9", $"{own} is believed to hold what was shown of {seen.Key}", own));
        if (!shown.TryGetValue(Of(seen), out var times)) found(new Finding("I9", "a read is believed that no system ever answered", seen.Key));
        if (believed.TryGetValue((pair.Id, seen.Key), out var last) && times.At < last) found(new Finding("I9", $"what was shown at {times.At:HH:mm:ss} is believed over what was shown at {last:HH:mm:ss}", seen.Key));
        believed[(pair.Id, seen.Key)] = times.At;
        foreach (var (field, value) in seen.Values)
            if (!outside.Held(seen.Key, field, value.Text)) found(new Finding("I9", $"{field} is believed to be '{value}', which it never was", seen.Key, field));
    }

    private static bool IsOld(Pair before, SystemName system, Pair after) =>
        before.Of(system).Seen is { } old && after.Of(system).Seen is { } seen && Of(old) == Of(seen);

    private static (RecordKey, DateTimeOffset, long) Of(Observation seen) => (seen.Key, seen.ReadStartedAt, seen.Version);

    /// <summary>I5: bases stand on what was seen or sent, nothing else.</summary>
    private void Based(Pair pair, Pair? before)
    {
        foreach (var (name, state) in pair.Fields)
        {
            if (before is not null && before.Fields.TryGetValue(name, out var old) && ReferenceEquals(old, state)) continue;
            foreach (var system in (ReadOnlySpan<SystemName>)[SystemName.HubSpot, SystemName.Salesforce])
            {
                if (state.Base(system).Text is not { } text) continue;
                var fields = outside.Everything.Fields.Where(mapped => mapped.HubSpot == name).Select(mapped => mapped.NameIn(system));
                if (!fields.Any(field => outside.HeldAnywhere(system, field, text) || sent.Contains((system, field, text))))
                    found(new Finding("I5", $"the base of {name} in {system} is '{text}', which was never there nor sent", pair.Of(system).Ref, name));
            }
        }
    }

    private readonly record struct Look(DateTimeOffset From, DateTimeOffset To, FieldValues HubSpot, FieldValues Salesforce);
}
