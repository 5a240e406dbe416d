using Integration.Connectors.Ports;
using Integration.Core.Asks;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Simulation.Tests.Handoffs.Company;
using Integration.Simulation.Tests.Handoffs.Oracles;

namespace Integration.Simulation.Tests.Handoffs.Workers;

/// <summary>H5: what is written outside is the mapping's, or was asked for by a stored decision and is carried out by the sync, once.</summary>
internal sealed class OfficeWitness(Office office, HandoffBook book, Func<ILedger> ledger, Scheduler scheduler, Action<Finding> found, Action<string> note) : IWitness
{
    private readonly Dictionary<Guid, RecordKey> made = [];
    private readonly HashSet<Guid> overtaken = [];

    /// <summary>Writes of any kind that were carried out.</summary>
    public int Writes { get; private set; }

    public void Asked(RecordWrite write)
    {
        var intent = write.Intent;
        if (!intent.IsAsked)
        {
            var mapped = office.Mapping.FieldsOf(intent.System, intent.Object);
            if (intent.Kind == IntentKind.Activity || intent.Values.Names.FirstOrDefault(name => !mapped.Contains(name)) is not null)
                found(new Finding("H5", $"{intent.Kind} of {intent.Object} with {string.Join(", ", intent.Values.Names)} was written, and nobody had asked for it", intent.Target));
            return;
        }
        var asks = intent.Asks.Select(id => book.Asks.GetValueOrDefault(id)).ToList();
        if (asks.Exists(ask => ask is null)) found(new Finding("H5", $"{intent.Kind} of {intent.Object} names an ask that no decision had stored", intent.Target));
        var wanted = asks.OfType<Ask>().Select(ask => ask.Kind switch { AskKind.SetFields set => set.Values, AskKind.Activity activity => activity.Values, _ => FieldValues.None }).ToList();
        foreach (var (name, value) in intent.Values)
            if (!wanted.Exists(values => values[name] == value)) found(new Finding("H5", $"{name} was written, and none of its asks says that", intent.Target));
    }

    // H10: an ask that names what it replaces finds that there, at the moment of the write, or is not carried out.
    public void Arriving(RecordWrite write, RecordKey? target)
    {
        foreach (var set in write.Intent.IsAsked ? write.Intent.Asks.Select(id => book.Asks.GetValueOrDefault(id)?.Kind).OfType<AskKind.SetFields>() : [])
            if (set.Only is { } guard && (target != guard.Record || guard.Values.Any(field => office.Value(guard.Record, field.Key) != field.Value.Text))) overtaken.Add(write.Intent.Id);
    }

    public void Ended(RecordWrite write, WriteOutcome outcome)
    {
        note($"write {write.Intent.Kind} {outcome.Key} {string.Join(", ", write.Intent.Values.Names)}: {outcome.Result} {outcome.Fault?.Code}");
        if (write.Intent.IsAsked && write.Intent.Asks.Any(id => book.Asks.GetValueOrDefault(id)?.Kind is AskKind.SetFields { Only: not null })) book.Guarded[outcome.Result] = book.Guarded.GetValueOrDefault(outcome.Result) + 1;
        if (outcome is not { Result: WriteResult.Done, Key: { } key }) return;
        if (overtaken.Contains(write.Intent.Id)) found(new Finding("H10", $"the status of {key} was opened anew over what somebody had set since it was read", key));
        Writes++;
        office.Outside.Written(key, PersonOf(write, key), scheduler.Now);
    }

    public void Heard(RecordWrite write, WriteOutcome outcome)
    {
    }

    public void Read(Observation seen, DateTimeOffset began)
    {
    }

    /// <summary>A record was made for an ask.</summary>
    public void Made(RecordWrite write, RecordKey key)
    {
        note($"made {key} for {write.Intent.Target}: {write.Intent.Values["Subject"].Text}");
        Writes++;
        var ask = write.PairKey;
        if (made.TryGetValue(ask, out var before) && before != key) found(new Finding("H5", $"one ask has made {before} and {key}", write.Intent.Target));
        made[ask] = key;
    }

    private int PersonOf(RecordWrite write, RecordKey key)
    {
        if (office.Outside.Records.TryGetValue(key, out var known)) return known.Person;
        var pair = WatchedLedger.Now(ledger().PairAsync(write.PairKey, CancellationToken.None));
        return pair?.HubSpot.Ref is { } contact && office.Outside.Records.TryGetValue(contact, out var person) ? person.Person : -1;
    }
}
