using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Simulation.Tests.References.Town;

namespace Integration.Simulation.Tests.References.Oracles;

/// <summary>Judges every write at the moment of its commit: it was stored before it was sent, and nothing is made twice (R2), nobody who left is given anything (R5).</summary>
internal sealed class TownWitness(BothSystems town, WatchedLedger ledger, Scheduler scheduler, TimeSpan indexLag, Action<Finding> found, Action<string> note) : IWitness
{
    private readonly Dictionary<Guid, (DateTimeOffset Guard, DateTimeOffset Claimed, RecordKey? Cause)> grounds = [];
    private readonly Dictionary<(Guid Pair, SystemName System), RecordKey> made = [];
    // World time at which the call began that showed this: what the ledger keeps is by the clock of some process.
    private readonly Dictionary<(RecordKey Key, DateTimeOffset Began, long Version), DateTimeOffset> shown = [];

    /// <summary>Writes that arrived, refused ones as well.</summary>
    public int Writes { get; private set; }

    public void Asked(RecordWrite write)
    {
        var (intent, pair) = (write.Intent, WatchedLedger.Now(ledger.PairAsync(write.PairKey, CancellationToken.None)));
        note($"send {intent.Kind} {intent.Target?.ToString() ?? intent.Object} {string.Join(", ", intent.Values.Select(value => $"{value.Key}={value.Value}"))}");
        if (pair?.Into(intent.System)?.Id != intent.Id) found(new Finding("I2", $"a {intent.Kind} was sent without its intent in the ledger", intent.Target));
        var guard = pair?.Of(intent.System).Seen is { } seen && seen.Key == intent.Target && shown.TryGetValue(Of(seen), out var began) ? began : scheduler.Now;
        grounds[intent.Id] = (guard, ledger.ClaimedAt.GetValueOrDefault(write.PairKey), pair?.Of(intent.System.Other()).Ref);
    }

    public void Arriving(RecordWrite write, RecordKey? target)
    {
        var intent = write.Intent;
        if (intent.Kind != IntentKind.Create || !grounds.TryGetValue(intent.Id, out var known)) return;
        if (target is { } again) found(new Finding("R2", "a create was sent again for a record that its key had made already", again));
        var (mapping, isFirm) = (town.MappingOf(new RecordKey(intent.System, intent.Object, "")), BothSystems.IsFirm(new RecordKey(intent.System, intent.Object, "")));
        var name = mapping.Match.NameIn(intent.System);
        var value = Meanings.Of(mapping.Match, intent.Values[name].Text);
        if (value is null) return;
        var seenBy = intent.System == SystemName.HubSpot && isFirm ? SeenInIndex(mapping.Match, known) : known.Claimed;
        if (town.Records.Values.FirstOrDefault(record => record.Key.System == intent.System && BothSystems.IsFirm(record.Key) == isFirm && record.Life == LifeState.Live
            && record.LifeSince < seenBy && record.MadeAt < seenBy && record.Cells[name][^1] is var cell && cell.At < seenBy && Meanings.Of(mapping.Match, cell.Value) == value) is { } other)
            found(new Finding("R2", $"a second {intent.Object} was made for {value}", other.Key));
    }

    /// <summary>HubSpot finds companies in an index alone, which shows them later. Asked twice with time between, it has shown all that stood when there was first something to look for.</summary>
    private DateTimeOffset SeenInIndex(FieldMapping match, (DateTimeOffset Guard, DateTimeOffset Claimed, RecordKey? Cause) known)
    {
        var lagging = known.Claimed - indexLag;
        return known.Cause is { } cause && town.Records.TryGetValue(cause, out var source) && source.Cells[match.NameIn(cause.System)][^1].At is var since && since > lagging && since < known.Claimed ? since : lagging;
    }

    public void Ended(RecordWrite write, WriteOutcome outcome)
    {
        var intent = write.Intent;
        Writes++;
        note($"{outcome.Result} {intent.Kind} {outcome.Key} {string.Join(", ", intent.Values.Select(value => $"{value.Key}={value.Value}"))} {outcome.Fault?.Code} {outcome.Fault?.Field}");
        if (outcome is not { Result: WriteResult.Done, Key: { } key }) return;
        var known = grounds.GetValueOrDefault(intent.Id);
        // Owners are believed for five minutes, and longer when they cannot be read.
        if (intent.Values[intent.System == SystemName.HubSpot ? "hubspot_owner_id" : "OwnerId"].Text is { } owner && town.Owners.LastFailed < known.Claimed - TimeSpan.FromMinutes(6) && town.Owners.WasDismissedBefore(intent.System, owner, known.Claimed - TimeSpan.FromMinutes(6)))
            found(new Finding("R5", "a record was given to somebody who was deactivated", key));
        if (intent.Kind == IntentKind.Create)
        {
            if (made.TryGetValue((write.PairKey, intent.System), out var first) && first != key && town.Records[first].Life == LifeState.Live) found(new Finding("R2", "a second record was made under one key", key));
            made[(write.PairKey, intent.System)] = key;
        }
        town.Look(Actor.Engine, key, _ => known.Cause is { } cause && town.Records.TryGetValue(cause, out var source) ? source.Person : -1, known.Guard);
    }

    public void Heard(RecordWrite write, WriteOutcome outcome)
    {
    }

    public void Read(Observation seen, DateTimeOffset began) => shown.TryAdd(Of(seen), began);

    private static (RecordKey Key, DateTimeOffset Began, long Version) Of(Observation seen) => (seen.Key, seen.ReadStartedAt, seen.Version);
}

/// <summary>What a value means, by the oracle's own plain definition.</summary>
internal static class Meanings
{
    public static string? Of(FieldMapping field, string? value)
    {
        var text = value?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        return field.Type switch
        {
            FieldType.Email => text.ToLowerInvariant(),
            FieldType.Domain => Host(text.ToLowerInvariant()),
            _ => text,
        };
    }

    private static string Host(string address)
    {
        var at = address.IndexOf("://", StringComparison.Ordinal);
        var host = (at < 0 ? address : address[(at + 3)..]).Split('/')[0];
        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    }
}
