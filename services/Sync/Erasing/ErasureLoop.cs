using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Ledger.Erasures;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Sync.Erasing;

/// <summary>Carries out the erasures that a system told of, once a read confirms that the record is gone there.</summary>
/// <remarks>A webhook is only a hint, also this one. The ask is stored with it and stays until it is carried out or disproved, so that a crash costs a round.</remarks>
public sealed class ErasureLoop(ILedger ledger, IConnector hubSpot, IConnector salesforce, MappingSet mappings, Eraser eraser, SyncOptions options, TimeProvider time, IEntropy entropy, ILogger<ErasureLoop> log) : BackgroundService
{
    /// <summary>Counts asks that were given up because the record was there for a whole day.</summary>
    public const string DisprovedCounter = "erasures.disproved";

    private const int BatchMax = 100;
    // A deletion shows within minutes; a record that is there a day later was not erased.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <summary>Carries out what is due.</summary>
    /// <returns>How many persons were erased.</returns>
    public async Task<int> WorkAsync(CancellationToken stop)
    {
        var asks = await ledger.Erasures.AsksAsync(time.GetUtcNow(), BatchMax, stop);
        var erased = 0;
        foreach (var ask in asks)
            if (await OneAsync(ask, stop)) erased++;
        return erased;
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.EveryAsync(options.SweepPeriod, "The round of erasures", WorkAsync, time, log, stoppingToken);

    private async Task<bool> OneAsync(ErasureAsk ask, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var read = await Of(ask.Record.System).ReadAsync(new ReadRequest(Lane.Hot, [ask.Record], mappings.Selection(ask.Record.System)), stop);
        var seen = read.Outcomes.FirstOrDefault(outcome => outcome.Key == ask.Record)?.Seen;
        if (seen?.Life.State is LifeState.Live or LifeState.Merged or LifeState.Converted && now - ask.AskedAt > Patience)
        {
            await ledger.Erasures.DropAsync(ask.Record, stop);
            await ledger.CountAsync(DisprovedCounter, 1, stop);
            log.LogWarning("{Record} was said to be erased and is still there a day later; it is kept.", ask.Record);
            return false;
        }
        if (seen is null || seen.Life.State is LifeState.Live or LifeState.Merged or LifeState.Converted || !await IsGoneOnTheOtherSideAsync(ask.Record, now, stop))
        {
            await ledger.Erasures.PutOffAsync(ask.Record, now + Again, stop);
            return false;
        }
        var proof = await eraser.EraseAsync(ask.Record, $"{ask.Record.System} privacy deletion", stop);
        log.LogInformation("Erasure {Erasure}: {Pairs} pairs and {Lines} journal lines wiped", proof.Id, proof.Pairs, proof.JournalLines);
        return true;
    }

    /// <summary>Deletes the counterpart where the mapping wants it; the ask is what remembers it, and a deletion may be repeated.</summary>
    private async Task<bool> IsGoneOnTheOtherSideAsync(RecordKey record, DateTimeOffset now, CancellationToken stop)
    {
        var pairs = await ledger.PairsOfAsync([record], stop);
        if (!pairs.TryGetValue(record, out var pair) || record.System != SystemName.HubSpot || pair.Salesforce.Ref is not { } target || mappings.Named(pair.Mapping) is not { EraseInSalesforce: EraseRule.Delete }) return true;
        if (pair.Salesforce.Seen is { Life.State: LifeState.Deleted or LifeState.Gone }) return true;
        var intent = new Intent { Id = entropy.NextId(now), System = target.System, Kind = IntentKind.Delete, Object = target.Object, Target = target, SentAt = now, NotBefore = now };
        var answer = await salesforce.WriteAsync(new WriteRequest(Lane.Hot, [new RecordWrite(pair.Id, intent)], mappings.Selection(target.System)), stop);
        var outcome = answer.Outcomes.FirstOrDefault(each => each.IntentId == intent.Id);
        if (outcome?.Result == WriteResult.Done || outcome?.Fault?.Class == FaultClass.Identity) return true;
        log.LogWarning("{Record} could not be deleted for an erasure ({Code}); it is tried again in a minute", target, outcome?.Fault?.Code ?? "NO-OUTCOME");
        return false;
    }

    private IConnector Of(SystemName system) => system == SystemName.HubSpot ? hubSpot : salesforce;
}
