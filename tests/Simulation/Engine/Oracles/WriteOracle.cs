using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.Engine.Workers;

namespace Integration.Simulation.Tests.Engine.Oracles;

/// <summary>What an update was decided on, as far as can be told from outside.</summary>
/// <param name="Guard">World time at which the last read of the destination began.</param>
/// <param name="Claimed">World time of the claim.</param>
/// <param name="Cause">The record on the other side.</param>
/// <param name="ValuedFields">The destination's fields whose base is a value.</param>
/// <param name="BasedFields">Those of them that both sides had agreed on.</param>
internal sealed record Grounds(DateTimeOffset Guard, DateTimeOffset Claimed, RecordKey? Cause, IReadOnlySet<string> ValuedFields, IReadOnlySet<string> BasedFields);

/// <summary>Judges every write at the moment of its commit, by the true history and not by what our program believes.</summary>
internal sealed class WriteOracle(Scheduler scheduler, Outside outside, WatchedLedger ledger, Lineage lineage, BeliefOracle beliefs, OverwriteOracle overwrites, Counts counts, Action<Finding> found, Action<string> note) : IWitness
{
    private static readonly TimeSpan HoldDay = TimeSpan.FromHours(20);
    private readonly Dictionary<Guid, Grounds> grounds = [];
    private readonly Dictionary<string, (long Revision, DateTimeOffset At, int Times)> refused = new(StringComparer.Ordinal);
    private readonly Dictionary<(Guid Pair, SystemName System), int> writes = [];
    private readonly Dictionary<(Guid Pair, SystemName System), RecordKey> made = [];
    private readonly Dictionary<Guid, (SystemName System, DateTimeOffset At)> carried = [];

    /// <summary>Writes that a restored ledger may repeat.</summary>
    public int Allowance { get; set; }

    public void Read(Observation seen, DateTimeOffset began) => beliefs.Shown(seen, began);

    public void Asked(RecordWrite write)
    {
        var (intent, pair) = (write.Intent, WatchedLedger.Now(ledger.PairAsync(write.PairKey, CancellationToken.None)));
        note($"send {intent.Kind} {intent.Target?.ToString() ?? intent.Object} {string.Join(", ", intent.Values.Select(value => $"{value.Key}={value.Value}"))}");
        if (pair?.Into(intent.System)?.Id != intent.Id) found(new Finding("I2", $"a {intent.Kind} was sent without its intent in the ledger", intent.Target));
        beliefs.Sent(intent);
        if (intent.Kind == IntentKind.Delete) Braked(write.PairKey, intent);
        var claimed = ledger.ClaimedAt.GetValueOrDefault(write.PairKey);
        var guard = intent.Target is null ? scheduler.Now
            : pair?.Of(intent.System).Seen is { } seen && seen.Key == intent.Target ? beliefs.BeganAt(seen) ?? DateTimeOffset.MinValue : DateTimeOffset.MinValue;
        IReadOnlySet<string> Names(Func<FieldState, bool> which) => pair is null ? new HashSet<string>()
            : pair.Fields.Where(field => which(field.Value)).Select(field => outside.Everything.Fields.First(each => each.HubSpot == field.Key).NameIn(intent.System)).ToHashSet(StringComparer.Ordinal);
        grounds[intent.Id] = new Grounds(guard, claimed, pair?.Of(intent.System.Other()).Ref, Names(state => state.Base(intent.System).HasText), Names(state => state.Base(intent.System).HasText && !state.Base(intent.System.Other()).IsMissing));
        if (guard < claimed) found(new Finding("I3", "a write was decided without reading its destination in the same cycle", intent.Target));
    }

    public void Arriving(RecordWrite write, RecordKey? target)
    {
        var intent = write.Intent;
        if (!grounds.TryGetValue(intent.Id, out var known)) return;
        if (intent.Kind == IntentKind.Create) Creating(write, target, known);
        else if (target is { } key && outside.Records.TryGetValue(key, out var record))
        {
            if (intent.Kind == IntentKind.Delete) Deleting(known, key);
            else overwrites.Judge(intent, record, known);
        }
    }

    public void Ended(RecordWrite write, WriteOutcome outcome)
    {
        var intent = write.Intent;
        if (outcome.Result == WriteResult.Rejected)
        {
            counts.Rejected++;
            note($"refused {write.Intent.Kind} {write.Intent.Target}: {outcome.Fault!.Code} {outcome.Fault.Field}");
            return;
        }
        counts.Writes++;
        var key = outcome.Key!.Value;
        if (intent.Kind == IntentKind.Create)
        {
            if (made.TryGetValue((write.PairKey, intent.System), out var first) && first != key && outside.Records[first].Life == LifeState.Live) found(new Finding("I4", "a second record was made under one key", key));
            made[(write.PairKey, intent.System)] = key;
        }
        var known = grounds.GetValueOrDefault(intent.Id);
        var person = known?.Cause is { } own && outside.Records.TryGetValue(own, out var owner) ? owner.Person : -1;
        outside.Written(key, person, known?.Guard ?? scheduler.Now);
        note($"stored {intent.Kind} {key}: {string.Join(", ", outside.Records[key].Cells.Select(cell => $"{cell.Key}={cell.Value[^1].Value}"))}");
        if (intent.Kind != IntentKind.Delete && outside.Records[key].Life != LifeState.Live) found(new Finding("I11", "a write reached a record that is not live", key));
        Bounded(write.PairKey, intent.System, key);
    }

    public void Heard(RecordWrite write, WriteOutcome outcome)
    {
        if (outcome.Result != WriteResult.Rejected || outcome.Fault!.Class is FaultClass.Identity or FaultClass.Transient) return;
        var same = $"{write.PairKey} {write.Intent.System} {string.Join('|', write.Intent.Values.Select(value => $"{value.Key}={value.Value}"))}";
        var again = refused.TryGetValue(same, out var before) && before.Revision == outside.Revision && scheduler.Now - before.At < HoldDay;
        // Once more is nobody's fault: the lease may have ended before the refusal was stored.
        if (again && before.Times > 1)
            found(new Finding("I12", $"the same refused write was sent again after {(scheduler.Now - before.At).TotalMinutes:0} min although nothing changed", write.Intent.Target));
        refused[same] = (outside.Revision, scheduler.Now, again ? before.Times + 1 : 1);
    }

    /// <summary>I4: one record for each key, and none where a person's record stood when we looked.</summary>
    private void Creating(RecordWrite write, RecordKey? target, Grounds known)
    {
        var intent = write.Intent;
        // One that is not shared with us when we look for its key is not found; the org keeps the key unique all the same.
        if (target is { } twice && !(outside.Records[twice].UnsharedUntil > known.Claimed)) found(new Finding("I4", "a create was sent again for a record that its key had made already", twice));
        var match = outside.Mapping.Match;
        var email = People.Meaning(match.Type, intent.Values[match.NameIn(intent.System)].Text);
        bool Stood(TrueRecord record) => record.Key.System == intent.System && record.Life == LifeState.Live && record.LifeSince < known.Claimed && record.MadeAt < known.Claimed && record.UnsharedUntil is null;
        if (email is not null && outside.Records.Values.FirstOrDefault(record => Stood(record)
            && record.Cells[match.NameIn(intent.System)] is var changes && changes[^1].At < known.Claimed && People.Meaning(match.Type, changes[^1].Value) == email) is { } other)
            found(new Finding("I4", $"a second record was made for {email}", other.Key));
        // After a restore nobody can know of a link that was made since, and nobody finds a lead that is not shared with us.
        if (Allowance == 0 && known.Cause is { } own && outside.Records[own].ConvertedFrom is { } from && from.At < known.Claimed && !(outside.Records[from.Lead].UnsharedUntil > known.Claimed)
            && lineage.Partners(from.Lead).Where(partner => partner.At < known.Claimed && Stood(outside.Records[partner.Key])).Select(partner => partner.Key).FirstOrDefault() is { Id: not null } first)
            found(new Finding("I4", "a converted lead's Contact was given a second counterpart", first));
    }

    /// <summary>I8: a mass deletion is not carried over. Two processes that decide at once may each let through what one may.</summary>
    private void Braked(Guid pair, Intent intent)
    {
        var most = outside.Knobs.DeletesPerHour;
        if (most == 0) return;
        carried.TryAdd(pair, (intent.System, intent.SentAt));
        var within = carried.Values.Count(each => each.System == intent.System && each.At > intent.SentAt - TimeSpan.FromMinutes(59));
        if (within > 2 * most) found(new Finding("I8", $"{within} deletions were carried over within the hour and {most} are let through", intent.Target));
    }

    /// <summary>I8: deleted only where the mapping says so and the other record really was.</summary>
    private void Deleting(Grounds known, RecordKey key)
    {
        if (outside.Mapping.DeleteFromHubSpot != DeleteRule.Propagate) found(new Finding("I8", "a record was deleted that the mapping does not delete", key));
        if (known.Cause is { } dead && outside.Records.TryGetValue(dead, out var cause) && !cause.WasDeleted) found(new Finding("I8", "a record was deleted although its counterpart never was", key));
    }

    /// <summary>I12 and L1: writes end.</summary>
    private void Bounded(Guid pairId, SystemName system, RecordKey key)
    {
        var count = writes[(pairId, system)] = writes.GetValueOrDefault((pairId, system)) + 1;
        var deeds = lineage.RecordsOf(pairId).Append(key).Distinct().Sum(record => outside.Records.TryGetValue(record, out var known) ? known.PersonDeeds : 0);
        if (count > 2 * deeds + 2 + Allowance) found(new Finding("I12", $"{count} writes into {system} for {deeds} deeds of people", key));
    }
}
