using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Ledger;
using Integration.Messages;
using Microsoft.Extensions.Logging;

namespace Integration.Hosting.Hints;

/// <summary>Puts what workers were told into the ledger, then rings.</summary>
public sealed class LedgerHintSink : IHintSink
{
    /// <summary>Counts hints of objects that no mapping looks at and no plan watches.</summary>
    public const string ForeignObjectCounter = "hints.foreign-object";

    private const int HintsMax = 2000;
    private readonly ILedger ledger;
    private readonly IDoorbell doorbell;
    private readonly TimeProvider time;
    private readonly IEntropy entropy;
    private readonly ILogger<LedgerHintSink> log;
    private readonly Dictionary<(SystemName, string), string> mappingOf;
    private readonly SightingPlan sightings;

    /// <param name="ledger">Where hints are stored.</param>
    /// <param name="mappings">Which objects are looked at; no two may share one.</param>
    /// <param name="doorbell">Who is woken.</param>
    /// <param name="time">When hints are said to be stored.</param>
    /// <param name="entropy">Ids of new pairs.</param>
    /// <param name="log">Told of counters and gauges that could not be stored.</param>
    /// <param name="sightings">Which objects are watched without being paired; null = none.</param>
    public LedgerHintSink(ILedger ledger, IReadOnlyList<Mapping> mappings, IDoorbell doorbell, TimeProvider time, IEntropy entropy, ILogger<LedgerHintSink> log, SightingPlan? sightings = null)
    {
        this.sightings = sightings ?? SightingPlan.None;
        (this.ledger, this.doorbell, this.time, this.entropy, this.log) = (ledger, doorbell, time, entropy, log);
        mappingOf = Enum.GetValues<SystemName>()
            .SelectMany(system => mappings.SelectMany(mapping => mapping.ObjectsIn(system).Select(name => (Key: (system, name), mapping.Name))))
            .ToDictionary(entry => entry.Key, entry => entry.Name);
    }

    /// <inheritdoc />
    public async Task StoreAsync(HintBatch batch, CancellationToken stop)
    {
        if (batch.Hints.Count > HintsMax) throw new ArgumentException($"{batch.Hints.Count} hints in one batch: at most {HintsMax}", nameof(batch));
        var now = time.GetUtcNow();
        var known = batch.Hints.Where(hint => mappingOf.ContainsKey((hint.Key.System, hint.Key.Object)) || Watches(hint)).ToList();
        var touches = known.Select(hint => Watches(hint) ? Touch.Watched(hint) : new Touch(hint, mappingOf[(hint.Key.System, hint.Key.Object)], entropy.NextId(now))).ToList();
        var cursor = batch.Cursor is { } move ? new CursorValue(move.Name, move.Value) : null;
        var summary = await StoredAsync(() => ledger.TouchAsync(touches, cursor, now, stop));
        if (known.Count < batch.Hints.Count) await CountAsync(ForeignObjectCounter, batch.Hints.Count - known.Count, stop);
        var due = summary.Dirtied + summary.Created;
        if (due > 0 && known.Count > 0) doorbell.Ring(new RecordsTouched(known[0].Key.System, known.Min(hint => hint.Lane), due));
    }

    /// <inheritdoc />
    public Task<string?> CursorAsync(string name, CancellationToken stop) => StoredAsync(() => ledger.CursorAsync(name, stop));

    /// <inheritdoc />
    public Task CountAsync(string counter, long count, CancellationToken stop) =>
        NotedAsync(counter, () => ledger.CountAsync(counter, count, stop));

    /// <inheritdoc />
    public Task GaugeAsync(string name, string json, CancellationToken stop) =>
        NotedAsync(name, () => ledger.GaugeAsync(name, json, time.GetUtcNow(), stop));

    // An object that is paired is told to its pairs, whoever else would watch it.
    private bool Watches(Hint hint) => !mappingOf.ContainsKey((hint.Key.System, hint.Key.Object)) && sightings.Watches(hint.Key.System, hint.Key.Object);

    private static async Task<T> StoredAsync<T>(Func<Task<T>> store)
    {
        try
        {
            return await store();
        }
        catch (LedgerUnavailableException unavailable)
        {
            throw new HintsNotStoredException(unavailable.Message, unavailable);
        }
    }

    // A number that is not counted must not turn a refused signature into a server error, nor stop a poller.
    private async Task NotedAsync(string name, Func<Task> store)
    {
        try
        {
            await store();
        }
        catch (LedgerUnavailableException unavailable)
        {
            log.LogWarning("{Name} was not stored: {Reason}", name, unavailable.Message);
        }
    }
}
