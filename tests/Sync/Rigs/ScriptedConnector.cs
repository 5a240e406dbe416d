using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Sync.Tests.Rigs;

/// <summary>A system that is a dictionary and answers truthfully, until a test scripts another answer; no outcome at all is an answer too.</summary>
internal sealed class ScriptedConnector(SystemName system, TimeProvider time, Mapping mapping) : IConnector
{
    private int nextId;

    public SystemName System => system;
    public SortedDictionary<RecordKey, Observation> Records { get; } = [];
    public List<ReadRequest> ReadRequests { get; } = [];
    public List<WriteRequest> WriteRequests { get; } = [];
    public IEnumerable<Intent> Sent => WriteRequests.SelectMany(request => request.Writes).Select(write => write.Intent);

    /// <summary>Null = the truth.</summary>
    public Func<RecordKey, IEnumerable<ReadOutcome>?> Reads { get; set; } = _ => null;
    /// <summary>Null = the truth.</summary>
    public Func<Find, IEnumerable<FindOutcome>?> Finds { get; set; } = _ => null;
    /// <summary>Null = the write is carried out.</summary>
    public Func<RecordWrite, IEnumerable<WriteOutcome>?> Writes { get; set; } = _ => null;
    /// <summary>Happens while a read is under way.</summary>
    public Func<Task> DuringRead { get; set; } = () => Task.CompletedTask;
    /// <summary>Happens after the writes were carried out and before anybody is told.</summary>
    public Func<Task> BeforeWriteAnswer { get; set; } = () => Task.CompletedTask;

    public RecordKey Add(string objectName, Guid? pairKey, FieldValues values)
    {
        var id = Interlocked.Increment(ref nextId);
        var key = new RecordKey(system, objectName, system == SystemName.HubSpot ? $"{id}" : $"00Q{id:000000000000000}");
        var blank = FieldValues.Of(mapping.FieldsOf(system, objectName).Select(name => KeyValuePair.Create(name, FieldValue.Blank)));
        Records[key] = Seen(key, blank.With(values), pairKey);
        return key;
    }

    public void Edit(RecordKey key, FieldValues values) => Records[key] = Seen(key, Records[key].Values.With(values), Records[key].PairKey);

    /// <summary>Somebody deletes, merges, converts or restores it.</summary>
    public void Becomes(RecordKey key, LifeState state, RecordKey? into = null) =>
        Records[key] = Records[key] with { Life = new Life(state, into), Version = time.GetUtcNow().ToUnixTimeMilliseconds() };

    public string? Value(RecordKey key, string field) => Records[key].Values[field].Text;

    public async Task<ReadAnswer> ReadAsync(ReadRequest request, CancellationToken stop)
    {
        ReadRequests.Add(request);
        await DuringRead();
        return new ReadAnswer([.. request.Keys.SelectMany(key => Reads(key) ?? [new ReadOutcome(key, Shown(key, request))])]);
    }

    public Task<FindAnswer> FindAsync(FindRequest request, CancellationToken stop) =>
        Task.FromResult(new FindAnswer([.. request.Finds.SelectMany(find => Finds(find) ?? [new FindOutcome(find.Ref, [.. Records.Values.Where(seen => Answers(request, find, seen)).Select(seen => ReadNow(seen.Key))])])]));

    public List<Owner> Owners { get; } = [];
    public List<OwnersRequest> OwnersRequests { get; } = [];
    public Fault? OwnersFault { get; set; }
    /// <summary>Happens before the users are told.</summary>
    public Action BeforeOwners { get; set; } = () => { };

    public Task<OwnersAnswer> OwnersAsync(OwnersRequest request, CancellationToken stop)
    {
        OwnersRequests.Add(request);
        BeforeOwners();
        return Task.FromResult(OwnersFault is null ? new OwnersAnswer([.. Owners]) : new OwnersAnswer([], OwnersFault));
    }

    public async Task<WriteAnswer> WriteAsync(WriteRequest request, CancellationToken stop)
    {
        WriteRequests.Add(request);
        var outcomes = request.Writes.SelectMany(write => Writes(write) ?? [CarryOut(write)]).ToList();
        await BeforeWriteAnswer();
        return new WriteAnswer(outcomes);
    }

    /// <summary>Lets a write land, whatever its sender comes to know.</summary>
    public WriteOutcome CarryOut(RecordWrite write)
    {
        if (write.Intent is { Kind: IntentKind.Delete, Target: { } target })
        {
            Becomes(target, LifeState.Deleted);
            return new WriteOutcome(write.Intent.Id, WriteResult.Done) { Key = target };
        }
        var key = (write.Intent.Kind == IntentKind.Activity ? null : write.Intent.Target) ?? Add(write.Intent.Object, write.PairKey, FieldValues.None);
        Edit(key, write.Intent.Values);
        return new WriteOutcome(write.Intent.Id, WriteResult.Done) { Key = key, Stored = ReadNow(key) with { ChangedByUs = true } };
    }

    // Only what was asked for, as the real ones: a field that nobody selected must look absent.
    private Observation Shown(RecordKey key, ReadRequest request)
    {
        var seen = ReadNow(key);
        var asked = request.Fields.ByObject.GetValueOrDefault(key.Object, []);
        return seen with { Values = FieldValues.Of(seen.Values.Where(value => asked.Contains(value.Key))) };
    }

    private static bool Answers(FindRequest request, Find find, Observation seen) => find.Kind switch
    {
        FindKind.ByPairKey => seen.PairKey == Guid.Parse(find.Value),
        FindKind.ByMatch => seen.Life.State == LifeState.Live && string.Equals(seen.Values[request.MatchField].Text, find.Value, StringComparison.OrdinalIgnoreCase),
        _ => seen.Life.Into is { } into && into.Id == find.Value,
    };

    private Observation ReadNow(RecordKey key) => Records.TryGetValue(key, out var seen)
        ? seen with { ReadStartedAt = time.GetUtcNow(), ReadEndedAt = time.GetUtcNow() }
        : new Observation { Key = key, Life = new Life(LifeState.Unknown), ReadStartedAt = time.GetUtcNow(), ReadEndedAt = time.GetUtcNow() };

    private Observation Seen(RecordKey key, FieldValues values, Guid? pairKey) => new()
    {
        Key = key,
        Life = Life.Live,
        Values = values,
        PairKey = pairKey,
        Version = time.GetUtcNow().ToUnixTimeMilliseconds(),
        CreatedAt = time.GetUtcNow(),
        ReadStartedAt = time.GetUtcNow(),
        ReadEndedAt = time.GetUtcNow(),
    };
}
