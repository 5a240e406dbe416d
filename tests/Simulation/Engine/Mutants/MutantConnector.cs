using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;

namespace Integration.Simulation.Tests.Engine.Mutants;

/// <summary>A connector with one rule taken out.</summary>
internal sealed class MutantConnector(IConnector inner, Mutant mutant, Process process, Outside outside) : IConnector
{
    private static readonly TimeSpan IndexLag = TimeSpan.FromMinutes(3);
    private readonly Dictionary<RecordKey, Observation> cache = [];

    public SystemName System => inner.System;

    public async Task<ReadAnswer> ReadAsync(ReadRequest request, CancellationToken stop)
    {
        var known = mutant == Mutant.DecidesOnCachedSide ? request.Keys.Where(key => cache.TryGetValue(key, out var seen) && process.Clock - seen.ReadEndedAt < TimeSpan.FromMinutes(10)).Distinct().ToList() : [];
        var answer = await inner.ReadAsync(request with { Keys = [.. request.Keys.Except(known)] }, stop);
        foreach (var outcome in answer.Outcomes)
            if (outcome.Seen is not null) cache[outcome.Key] = outcome.Seen;
        return new ReadAnswer([.. answer.Outcomes.Select(outcome => outcome with { Seen = Changed(outcome.Seen, request.Fields) }), .. known.Select(key => new ReadOutcome(key, Changed(cache[key], request.Fields)))]);
    }

    public async Task<FindAnswer> FindAsync(FindRequest request, CancellationToken stop)
    {
        var answer = await inner.FindAsync(request, stop);
        var unasked = request.Finds.Where(find =>
            (mutant == Mutant.NoConversionLookUp && find.Kind == FindKind.ConvertedInto)
            || (mutant == Mutant.NoKeyLookUp && find.Kind == FindKind.ByPairKey)
            // Who looks for a match looks for the key as well; the look after a lost answer, which goes alone, is another rule.
            || (mutant == Mutant.KeyFirstMissing && find.Kind == FindKind.ByPairKey && request.Finds.Any(other => other.Kind == FindKind.ByMatch))).Select(find => find.Ref).ToHashSet();
        return new FindAnswer([.. answer.Outcomes.Select(outcome => unasked.Contains(outcome.Ref) ? new FindOutcome(outcome.Ref, [])
            : outcome with { Found = [.. outcome.Found.Where(IsIndexed).Select(seen => Changed(seen, request.Fields)!)] })]);
    }

    public Task<OwnersAnswer> OwnersAsync(OwnersRequest request, CancellationToken stop) => inner.OwnersAsync(request, stop);

    public async Task<WriteAnswer> WriteAsync(WriteRequest request, CancellationToken stop)
    {
        if (mutant == Mutant.WritesAgainstDirection && System == SystemName.HubSpot)
            request = request with { Writes = [.. request.Writes.Select(write => write.Intent.Kind != IntentKind.Update ? write : write with { Intent = write.Intent with { Values = write.Intent.Values.With("message", FieldValue.Of("against")) } })] };
        var answer = await inner.WriteAsync(request, stop);
        var intents = request.Writes.ToDictionary(write => write.Intent.Id, write => write.Intent);
        var outcomes = answer.Outcomes.Select(outcome => Changed(outcome, intents[outcome.IntentId])).ToList();
        var done = outcomes.FindAll(outcome => outcome is { Result: WriteResult.Done, Stored: not null });
        if (mutant != Mutant.AnswersMixedUp || done.Count < 2) return new WriteAnswer(outcomes);
        return new WriteAnswer([.. outcomes.Select(outcome => outcome.IntentId == done[0].IntentId ? outcome with { Key = done[1].Key, Stored = done[1].Stored }
            : outcome.IntentId == done[1].IntentId ? outcome with { Key = done[0].Key, Stored = done[0].Stored } : outcome)]);
    }

    private bool IsIndexed(Observation seen) =>
        mutant != Mutant.LaggingMatch || (outside.Records.TryGetValue(seen.Key, out var record) && record.ChangedAt + IndexLag < process.Scheduler.Now);

    private Observation? Changed(Observation? seen, FieldSelection fields) => mutant switch
    {
        Mutant.KeyFirstMissing when seen is not null => seen with { PairKey = null },
        Mutant.AbsenceIsDeletion when seen is { Life.State: LifeState.Unknown } => seen with { Life = new Life(LifeState.Deleted) },
        Mutant.MissingIsBlank when seen is { Life.State: LifeState.Live } =>
            seen with { Values = FieldValues.Of(fields.ByObject[seen.Key.Object].Select(name => KeyValuePair.Create(name, seen.Values[name].IsMissing ? FieldValue.Blank : seen.Values[name]))) },
        _ => seen,
    };

    private WriteOutcome Changed(WriteOutcome outcome, Intent intent) => mutant switch
    {
        Mutant.LostAnswerIsNo when outcome.Result == WriteResult.Unknown => outcome with { Result = WriteResult.NotApplied },
        Mutant.ReadBackIsOurs when outcome.Stored is { } stored => outcome with { Stored = stored with { ChangedByUs = true } },
        Mutant.SentIsStored when outcome.Stored is { } stored => outcome with { Stored = stored with { Values = stored.Values.With(intent.Values) } },
        _ => outcome,
    };
}
