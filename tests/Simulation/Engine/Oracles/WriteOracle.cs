using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.Engine.Workers;

namespace Integration.Simulation.Tests.Engine.Oracles;

/// <summary>Judges every write at the moment of its commit, by the true history and not by what our program believes.</summary>
internal sealed class WriteOracle(Scheduler scheduler, Outside outside, WatchedLedger ledger, Action<Finding> found, Action<string> note) : IWriteWitness
{
    private static readonly TimeSpan HoldDay = TimeSpan.FromHours(20);
    private readonly Dictionary<RecordKey, List<DateTimeOffset>> reads = [];
    private readonly Dictionary<Guid, DateTimeOffset> guards = [];
    private readonly Dictionary<string, (long Revision, DateTimeOffset At)> refused = new(StringComparer.Ordinal);
    private readonly Dictionary<(Guid Pair, SystemName System), int> writes = [];
    private readonly HashSet<(SystemName, string, string)> sent = [];

    public Counts Counts { get; } = new();

    public void Read(RecordKey key, DateTimeOffset began)
    {
        if (!reads.TryGetValue(key, out var list)) reads[key] = list = [];
        list.Add(began);
    }

    public void Asked(RecordWrite write)
    {
        var (intent, pair) = (write.Intent, WatchedLedger.Now(ledger.PairAsync(write.PairKey, CancellationToken.None)));
        note($"send {intent.Kind} {intent.Target?.ToString() ?? intent.Object} {string.Join(", ", intent.Values.Select(value => $"{value.Key}={value.Value}"))}");
        if (pair?.Into(intent.System)?.Id != intent.Id) found(new Finding("I2", $"a {intent.Kind} was sent without its intent in the ledger", intent.Target));
        foreach (var (field, value) in intent.Values)
            if (value.Text is { } text) sent.Add((intent.System, field, text));
        if (intent.Target is not { } target || pair?.Of(intent.System).Seen is not { } seen) return;
        var guard = reads.GetValueOrDefault(target, []).Where(began => began <= seen.ReadStartedAt).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        guards[intent.Id] = guard;
        if (guard < ledger.ClaimedAt.GetValueOrDefault(write.PairKey)) found(new Finding("I3", "a write was decided without reading its destination in the same cycle", target));
    }

    public void Arriving(RecordWrite write, RecordKey? target)
    {
        var intent = write.Intent;
        if (intent.Kind == IntentKind.Create)
        {
            if (target is not null) found(new Finding("I4", "a create was sent again for a record that its key had made already", target));
            Doubles(intent);
            return;
        }
        if (target is not { } key || !outside.Records.TryGetValue(key, out var record)) return;
        if (intent.Kind == IntentKind.Delete)
        {
            if (outside.Mapping.DeleteFromHubSpot != Core.Mappings.DeleteRule.Propagate) found(new Finding("I8", "a record was deleted that the mapping does not delete", key));
            var pair = WatchedLedger.Now(ledger.PairAsync(write.PairKey, CancellationToken.None));
            if (pair?.Of(intent.System.Other()).Ref is { } dead && outside.Records.TryGetValue(dead, out var cause) && !cause.WasDeleted) found(new Finding("I8", "a record was deleted although its counterpart never was", key));
            return;
        }
        var guard = guards.GetValueOrDefault(intent.Id);
        foreach (var (field, value) in intent.Values)
        {
            if (outside.Mapping.Fields.First(mapped => mapped.NameIn(intent.System) == field) is var mapped && !mapped.WritesTo(intent.System))
                found(new Finding("I10", $"{field} was written against its direction", key));
            if (!record.Cells.TryGetValue(field, out var changes)) continue;
            var now = changes[^1];
            if (now.Value != intent.Prior[field].Text)
            {
                Counts.Raced++;
                if (now.At < guard) found(new Finding("I3", $"{field} held '{now.Value}' since before the guard read, and '{intent.Prior[field]}' was thought to be overwritten", key));
            }
            if (People.Meaning(mapped.Type, now.Value) == People.Meaning(mapped.Type, value.Text)) Counts.Redundant++;
            if (value.IsBlank && (mapped.NeverBlank || mapped.Type == Core.Mappings.FieldType.Email || changes.All(change => change.Value is null)))
                found(new Finding("I7", $"{field} was cleared that never may be, or never held anything", key));
        }
    }

    public void Ended(RecordWrite write, WriteOutcome outcome)
    {
        var intent = write.Intent;
        if (outcome.Result == WriteResult.Rejected)
        {
            Counts.Rejected++;
            note($"refused {write.Intent.Kind} {write.Intent.Target}: {outcome.Fault!.Code} {outcome.Fault.Field}");
            return;
        }
        Counts.Writes++;
        var key = outcome.Key!.Value;
        var pair = WatchedLedger.Now(ledger.PairAsync(write.PairKey, CancellationToken.None));
        var person = pair?.Of(intent.System.Other()).Ref is { } own && outside.Records.TryGetValue(own, out var owner) ? owner.Person : -1;
        outside.Look(key, person, Actor.Engine, guards.GetValueOrDefault(intent.Id, scheduler.Now));
        note($"stored {intent.Kind} {key}: {string.Join(", ", outside.Records[key].Cells.Select(cell => $"{cell.Key}={cell.Value[^1].Value}"))}");
        if (intent.Kind != IntentKind.Delete && outside.Records[key].Life != LifeState.Live) found(new Finding("I11", "a write reached a record that is not live", key));
        Bounded(write.PairKey, intent.System, key);
        outside.Changed([key]);
    }

    /// <summary>Bases stand on what was seen or sent, nothing else.</summary>
    public void Based(Pair pair)
    {
        foreach (var (name, state) in pair.Fields)
            foreach (var system in (ReadOnlySpan<SystemName>)[SystemName.HubSpot, SystemName.Salesforce])
            {
                if (state.Base(system).Text is not { } text) continue;
                var fields = outside.Mapping.Fields.Where(mapped => mapped.HubSpot == name).Select(mapped => mapped.NameIn(system)).ToList();
                var held = fields.Any(field => sent.Contains((system, field, text)))
                    || outside.Records.Values.Any(record => record.Key.System == system && fields.Any(field => record.Cells.TryGetValue(field, out var changes) && changes.Any(change => change.Value == text)));
                if (!held) found(new Finding("I5", $"the base of {name} in {system} is '{text}', which was never there nor sent", pair.Of(system).Ref));
            }
    }

    // Somebody may have made the other one between our look and our create; longer than any look takes, it was overlooked.
    private void Doubles(Intent intent)
    {
        var match = outside.Mapping.Match;
        var email = People.Meaning(match.Type, intent.Values[match.NameIn(intent.System)].Text);
        var other = outside.Records.Values.FirstOrDefault(record => record.Key.System == intent.System && record.Life == LifeState.Live
            && record.Cells.TryGetValue(match.NameIn(intent.System), out var changes) && People.Meaning(match.Type, changes[^1].Value) == email
            && changes[^1].At < intent.SentAt - TimeSpan.FromMinutes(2) && record.LifeSince < intent.SentAt - TimeSpan.FromMinutes(2));
        if (email is not null && other is not null) found(new Finding("I4", $"a second record was made for {email}", other.Key));
    }

    public void Heard(RecordWrite write, WriteOutcome outcome)
    {
        if (outcome.Result != WriteResult.Rejected || outcome.Fault!.Class is FaultClass.Identity or FaultClass.Transient) return;
        var same = $"{write.PairKey} {write.Intent.System} {string.Join('|', write.Intent.Values.Select(value => $"{value.Key}={value.Value}"))}";
        if (refused.TryGetValue(same, out var before) && before.Revision == outside.Revision && scheduler.Now - before.At < HoldDay && scheduler.Now - before.At > TimeSpan.FromMinutes(3))
            found(new Finding("I12", $"the same refused write was sent again after {(scheduler.Now - before.At).TotalMinutes:0} min although nothing changed", write.Intent.Target));
        refused[same] = (outside.Revision, scheduler.Now);
    }

    private void Bounded(Guid pairId, SystemName system, RecordKey key)
    {
        var count = writes[(pairId, system)] = writes.GetValueOrDefault((pairId, system)) + 1;
        var people = outside.Records.Values.Sum(record => record.PersonDeeds);
        if (count > 2 * people + 2) found(new Finding("I12", $"{count} writes into {system} for {people} deeds of people", key));
    }
}
