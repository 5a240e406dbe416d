using System.Collections.Concurrent;
using Integration.Connectors.Ports;
using Integration.Core.Records;

namespace Integration.Hosting.Tests.Exchanges;

/// <summary>A worker's connector that answers as told and remembers what it was asked.</summary>
internal sealed class ScriptedConnector(SystemName system) : IConnector
{
    public SystemName System => system;
    public ConcurrentQueue<WriteRequest> Written { get; } = new();
    public Func<ReadRequest, CancellationToken, Task<ReadAnswer>> OnRead { get; set; } = (request, _) => Task.FromResult(new ReadAnswer([.. request.Keys.Select(key => new ReadOutcome(key, Seen(key)))]));
    public Func<WriteRequest, CancellationToken, Task<WriteAnswer>> OnWrite { get; set; } = (request, _) => Task.FromResult(new WriteAnswer([.. request.Writes.Select(Done)]));

    public Task<ReadAnswer> ReadAsync(ReadRequest request, CancellationToken stop) => OnRead(request, stop);

    public Task<FindAnswer> FindAsync(FindRequest request, CancellationToken stop) => Task.FromResult(new FindAnswer(
        [.. request.Finds.Select(find => new FindOutcome(find.Ref, find.Value == "nobody" ? [] : [Seen(new RecordKey(system, request.Objects[0], find.Value))]))]));

    public Task<OwnersAnswer> OwnersAsync(OwnersRequest request, CancellationToken stop) =>
        Task.FromResult(new OwnersAnswer([new Owner("41629779", OwnerKind.Active, "rep@acme.test"), new Owner("41629780", OwnerKind.Queue)]));

    public Task<WriteAnswer> WriteAsync(WriteRequest request, CancellationToken stop)
    {
        Written.Enqueue(request);
        return OnWrite(request, stop);
    }

    public static WriteOutcome Done(RecordWrite write) => new(write.Intent.Id, WriteResult.Done) { Key = write.Intent.Target, Stored = Seen(write.Intent.Target!.Value) };

    public static Observation Seen(RecordKey key) => new()
    {
        Key = key,
        Life = new Life(LifeState.Merged, key with { Id = key.Id + "9" }),
        Values = FieldValues.Of(("email", $"{key.Id}@acme.test"), ("jobtitle", null), ("company", "Ünïcode & Söhne \"AG\"\n2. Zeile")),
        Version = 1_790_000_000_123,
        ReadStartedAt = Times.Noon,
        ReadEndedAt = Times.Noon.AddMilliseconds(17),
        CreatedAt = Times.Noon.AddYears(-1),
        PairKey = new Guid("0197fb2a-0000-7000-8000-000000000001"),
        ChangedBy = "005000000000001AAA",
    };
}
