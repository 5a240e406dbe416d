using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;

namespace Integration.Simulation.Tests.Engine.Workers;

/// <summary>Hears of what a connector does, at the moment of the server's commit.</summary>
internal interface IWriteWitness
{
    /// <summary>A write is asked for; called before it travels.</summary>
    void Asked(RecordWrite write);

    /// <summary>Called before the server applies it.</summary>
    void Arriving(RecordWrite write, RecordKey? target);

    /// <summary>Called after.</summary>
    void Ended(RecordWrite write, WriteOutcome outcome);

    /// <summary>The caller has the answer: only now can it know of a refusal.</summary>
    void Heard(RecordWrite write, WriteOutcome outcome);

    /// <summary>A record was read at this moment; the read had begun at the given one.</summary>
    void Read(RecordKey key, DateTimeOffset began);
}

/// <summary>What both connectors share: one call per request, one outcome per record.</summary>
internal abstract class SimulatedConnector(SystemName system, Process process, Network network, Outside outside, IWriteWitness witness) : IConnector
{
    protected static readonly Fault Timeout = new(FaultClass.Transient, "TIMEOUT", "No answer came.", "It is tried again by itself.");
    private static readonly Fault Busy = new(FaultClass.Transient, "RATE_LIMIT", "Too many calls.", "It is tried again by itself.") { RetryAfter = TimeSpan.FromSeconds(10) };

    public SystemName System => system;
    protected Outside Outside => outside;

    public async Task<ReadAnswer> ReadAsync(ReadRequest request, CancellationToken stop)
    {
        process.Scheduler.AssertOurs();
        var (began, world) = (process.Clock, process.Scheduler.Now);
        var keys = request.Keys.Distinct().ToList();
        if (keys.Count == 0) return new ReadAnswer([]);
        var (fate, seen) = await network.CallAsync(process, $"{system}/read", () => keys.Select(key => Read(key, request.Fields, began, world)).ToList());
        return new ReadAnswer(fate == Fate.Answered
            ? [.. seen!.Select(each => new ReadOutcome(each.Key, each with { ReadEndedAt = process.Clock }))]
            : [.. keys.Select(key => new ReadOutcome(key, null, fate == Fate.Limited ? Busy : Timeout))]);
    }

    public async Task<FindAnswer> FindAsync(FindRequest request, CancellationToken stop)
    {
        process.Scheduler.AssertOurs();
        var (began, world) = (process.Clock, process.Scheduler.Now);
        var (fate, found) = await network.CallAsync(process, $"{system}/find", () => request.Finds.Select(find => (find.Ref, Found: Find(find, request).Select(key => Read(key, request.Fields, began, world)).ToList())).ToList());
        return new FindAnswer(fate == Fate.Answered
            ? [.. found!.Select(each => new FindOutcome(each.Ref, [.. each.Found.Select(seen => seen with { ReadEndedAt = process.Clock })]))]
            : [.. request.Finds.Select(find => new FindOutcome(find.Ref, [], fate == Fate.Limited ? Busy : Timeout))]);
    }

    /// <summary>The simulated systems know no users.</summary>
    public Task<OwnersAnswer> OwnersAsync(OwnersRequest request, CancellationToken stop) => Task.FromResult(new OwnersAnswer([]));

    public async Task<WriteAnswer> WriteAsync(WriteRequest request, CancellationToken stop)
    {
        process.Scheduler.AssertOurs();
        foreach (var write in request.Writes) witness.Asked(write);
        var began = process.Clock;
        var (fate, ends) = await network.CallAsync(process, $"{system}/write", () => request.Writes.Select(write => Write(write, request.Fields, began)).ToList());
        if (fate == Fate.Limited) return new WriteAnswer([.. request.Writes.Select(write => new WriteOutcome(write.Intent.Id, WriteResult.NotApplied) { Fault = Busy })]);
        if (fate == Fate.NoAnswer) return new WriteAnswer([.. request.Writes.Select(write => new WriteOutcome(write.Intent.Id, WriteResult.Unknown) { Fault = Timeout })]);
        foreach (var (write, end) in request.Writes.Zip(ends!)) witness.Heard(write, end);
        return new WriteAnswer(await ShownAsync(request, ends!, stop));
    }

    /// <summary>Adds what was stored to the outcomes.</summary>
    protected abstract Task<IReadOnlyList<WriteOutcome>> ShownAsync(WriteRequest request, IReadOnlyList<WriteOutcome> ends, CancellationToken stop);

    protected abstract Observation Seen(RecordKey key, FieldSelection fields, DateTimeOffset began);

    protected abstract IReadOnlyList<RecordKey> Find(Find find, FindRequest request);

    /// <summary>Applies one write in the system.</summary>
    protected abstract WriteOutcome Apply(RecordWrite write, FieldSelection fields, DateTimeOffset began);

    protected abstract RecordKey? Made(RecordWrite write);

    private Observation Read(RecordKey key, FieldSelection fields, DateTimeOffset began, DateTimeOffset world)
    {
        witness.Read(key, world);
        return Seen(key, fields, began);
    }

    private WriteOutcome Write(RecordWrite write, FieldSelection fields, DateTimeOffset began)
    {
        var target = write.Intent.Kind == IntentKind.Create ? Made(write) : write.Intent.Target;
        witness.Arriving(write, target);
        var outcome = Apply(write, fields, began);
        witness.Ended(write, outcome);
        return outcome;
    }
}
