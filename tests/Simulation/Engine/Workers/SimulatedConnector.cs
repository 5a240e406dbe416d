using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;

namespace Integration.Simulation.Tests.Engine.Workers;

/// <summary>Hears of what a connector does, at the moment of the server's commit.</summary>
internal interface IWitness
{
    /// <summary>A write is asked for; called before it travels.</summary>
    void Asked(RecordWrite write);

    /// <summary>Called before the server applies it.</summary>
    void Arriving(RecordWrite write, RecordKey? target);

    /// <summary>Called after.</summary>
    void Ended(RecordWrite write, WriteOutcome outcome);

    /// <summary>The caller has the answer: only now can it know of a refusal.</summary>
    void Heard(RecordWrite write, WriteOutcome outcome);

    /// <summary>A record was shown as it was at this moment; the call had begun at the given one.</summary>
    void Read(Observation seen, DateTimeOffset began);
}

/// <summary>What both connectors share: one call per request, one outcome per record.</summary>
internal abstract class SimulatedConnector(SystemName system, Process process, Surroundings around) : IConnector
{
    private static readonly Fault Busy = new(FaultClass.Transient, "RATE_LIMIT", "Too many calls.", "It is tried again by itself.") { RetryAfter = TimeSpan.FromSeconds(10) };
    private static readonly Fault Timeout = new(FaultClass.Transient, "TIMEOUT", "No answer came.", "It is tried again by itself.");
    private static readonly Fault NoQuota = new(FaultClass.Side, "DAILY_LIMIT", "No calls are left.", "It goes on when the day is over.");
    private static readonly Fault NoCredentials = new(FaultClass.Side, "HTTP_401", "The token is not taken.", "Renew it.");
    private static readonly Fault RowLocked = new(FaultClass.Transient, "UNABLE_TO_LOCK_ROW", "Somebody else has it.", "It is tried again by itself.");

    public SystemName System => system;
    protected Outside Outside => around.Outside;

    public async Task<ReadAnswer> ReadAsync(ReadRequest request, CancellationToken stop)
    {
        process.Scheduler.AssertOurs();
        var (began, world) = (process.Clock, process.Scheduler.Now);
        var keys = request.Keys.Distinct().ToList();
        if (keys.Count == 0) return new ReadAnswer([]);
        var (fate, seen) = await around.Network.CallAsync(process, system, "read", () => keys.Select(key => around.Network.RecordFails(system) ? null : Shown(key, request.Fields, began, world)).ToList());
        return new ReadAnswer(fate == Fate.Answered
            ? [.. seen!.Zip(keys, (each, key) => each is null ? new ReadOutcome(key, null, Timeout) : new ReadOutcome(key, each with { ReadEndedAt = process.Clock }))]
            : [.. keys.Select(key => new ReadOutcome(key, null, FaultOf(fate)))]);
    }

    public virtual async Task<FindAnswer> FindAsync(FindRequest request, CancellationToken stop)
    {
        process.Scheduler.AssertOurs();
        var (began, world) = (process.Clock, process.Scheduler.Now);
        var (fate, found) = await around.Network.CallAsync(process, system, "find", () => request.Finds
            .Select(find => (find.Ref, Found: Find(find, request).Where(key => !Outside.IsUnshared(key)).Select(key => Shown(key, request.Fields, began, world)).ToList())).ToList());
        return new FindAnswer(fate == Fate.Answered
            ? [.. found!.Select(each => new FindOutcome(each.Ref, [.. each.Found.Select(seen => seen with { ReadEndedAt = process.Clock })]))]
            : [.. request.Finds.Select(find => new FindOutcome(find.Ref, [], FaultOf(fate)))]);
    }

    /// <summary>The simulated systems know no users.</summary>
    public virtual Task<OwnersAnswer> OwnersAsync(OwnersRequest request, CancellationToken stop) => Task.FromResult(new OwnersAnswer([]));

    public async Task<WriteAnswer> WriteAsync(WriteRequest request, CancellationToken stop)
    {
        process.Scheduler.AssertOurs();
        foreach (var write in request.Writes) around.Witness.Asked(write);
        var (began, world) = (process.Clock, process.Scheduler.Now);
        var (fate, ends) = await around.Network.CallAsync(process, system, "write", () => request.Writes.Select(write => Write(write, request.Fields, began, world)).ToList());
        if (fate == Fate.NoAnswer) return new WriteAnswer([.. request.Writes.Select(write => new WriteOutcome(write.Intent.Id, WriteResult.Unknown) { Fault = Timeout })]);
        if (fate != Fate.Answered) return new WriteAnswer([.. request.Writes.Select(write => new WriteOutcome(write.Intent.Id, WriteResult.NotApplied) { Fault = FaultOf(fate) })]);
        foreach (var (write, end) in request.Writes.Zip(ends!)) around.Witness.Heard(write, end);
        return new WriteAnswer(await ShownAsync(request, ends!, stop));
    }

    /// <summary>Adds what was stored to the outcomes.</summary>
    protected abstract Task<IReadOnlyList<WriteOutcome>> ShownAsync(WriteRequest request, IReadOnlyList<WriteOutcome> ends, CancellationToken stop);

    protected abstract Observation Seen(RecordKey key, FieldSelection fields, DateTimeOffset began);

    protected abstract IReadOnlyList<RecordKey> Find(Find find, FindRequest request);

    /// <summary>Applies one write in the system.</summary>
    protected abstract WriteOutcome Apply(RecordWrite write, FieldSelection fields, DateTimeOffset began);

    protected abstract RecordKey? Made(RecordWrite write);

    /// <summary>The fields of a read that can be read now.</summary>
    protected IEnumerable<string> Readable(IEnumerable<string> names) => names.Where(name => !Outside.IsFieldGone(system, name));

    private Observation Shown(RecordKey key, FieldSelection fields, DateTimeOffset began, DateTimeOffset world)
    {
        var seen = Outside.IsUnshared(key) ? new Observation { Key = key, Life = new Life(LifeState.Unknown), ReadStartedAt = began, ReadEndedAt = began } : Seen(key, fields, began);
        around.Witness.Read(seen, world);
        return seen;
    }

    private WriteOutcome Write(RecordWrite write, FieldSelection fields, DateTimeOffset began, DateTimeOffset world)
    {
        var intent = write.Intent;
        if (around.Network.RecordFails(system)) return new WriteOutcome(intent.Id, WriteResult.NotApplied) { Fault = RowLocked };
        var made = intent.Kind == IntentKind.Create ? Made(write) : intent.Target;
        if (Refused(intent, made) is { } fault)
        {
            var refused = new WriteOutcome(intent.Id, WriteResult.Rejected) { Key = intent.Target, Fault = fault };
            around.Witness.Ended(write, refused);
            return refused;
        }
        around.Witness.Arriving(write, made);
        var outcome = Apply(write, fields, began);
        if (outcome.Stored is { } stored) around.Witness.Read(stored, world);
        around.Witness.Ended(write, outcome);
        return outcome;
    }

    private Fault? Refused(Intent intent, RecordKey? target) =>
        target is { } hidden && Outside.IsUnshared(hidden) ? new Fault(intent.Kind == IntentKind.Create ? FaultClass.Record : FaultClass.Identity, "INVALID_CROSS_REFERENCE_KEY", "Not there for us.", "It is read again.")
        : intent.Values.Names.FirstOrDefault(name => Outside.IsFieldGone(system, name)) is { } gone ? new Fault(FaultClass.Field, "INVALID_FIELD", "No such field.", "Bring it back.") { Field = gone }
        : null;

    protected static Fault FaultOf(Fate fate) => fate switch
    {
        Fate.Limited => Busy,
        Fate.NoQuota => NoQuota,
        Fate.NoCredentials => NoCredentials,
        _ => Timeout,
    };
}
