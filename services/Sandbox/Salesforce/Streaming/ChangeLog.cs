using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;
using Integration.Sandbox.Salesforce.Tooling;

namespace Integration.Sandbox.Salesforce.Streaming;

/// <summary>Change events of the last 72 hours in the order of their delivery: facts/salesforce.md section 8.</summary>
internal sealed class ChangeLog(OrgState state, FaultPlan faults)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(72);
    private static readonly TimeSpan HeldBackMax = TimeSpan.FromSeconds(5);
    // Three days of a big load would not fit the memory; what falls out early is told as any expired replay id is.
    private const int EventsMax = 500_000;
    private const long FirstReplayId = 4_700;

    private readonly List<ChangeEvent> events = [];
    private TaskCompletionSource appended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChangeEvent? heldBack;
    private long commits;

    /// <summary>Position of the first event kept; positions never change while events are dropped at the front.</summary>
    public long Start { get; private set; }
    public long End => Start + events.Count;
    public long LastReplayId { get; private set; } = FirstReplayId;
    /// <summary>Replay ids below it cannot be replayed from: the events after them are gone.</summary>
    public long OldestReplayable { get; private set; } = FirstReplayId;
    public IReadOnlyList<ChangeEvent> All => events;
    /// <summary>Completes at the next event.</summary>
    public Task Appended => appended.Task;

    public void SelectInitial(string adminId)
    {
        var tx = new Transaction(state, new Caller(adminId) { SeesEverything = true });
        foreach (var name in state.Options.ChangeEventObjects)
            ChannelMembers.Add(tx, $"ChangeEvents_{ChannelMembers.EventName(name)}", "ChangeEvents", state.Schema[name], null);
    }

    /// <summary>Writes the events of a transaction that commits now.</summary>
    public void Append(Transaction tx)
    {
        var selected = Selected();
        if (selected.Count == 0) return;
        var commit = new Commit(FieldValues.Whole(state.Now), TransactionKey(), ++commits);
        var written = new Dictionary<string, int>(StringComparer.Ordinal);
        var sequence = 0;
        foreach (var change in Merged(Coalesced(tx), tx))
        {
            sequence++;
            if (!selected.Contains(change.Type.Name)) continue;
            var count = written[change.Type.Name] = written.GetValueOrDefault(change.Type.Name) + 1;
            if (count == state.Options.OverflowAfter + 1) Publish(Overflow(tx, change.Type, commit, sequence));
            if (count <= state.Options.OverflowAfter) Publish(Event(tx, change, commit, sequence));
        }
    }

    /// <summary>Events of a channel from a position on, and the position after the last one looked at.</summary>
    public (List<ChangeEvent> Events, long Next) Read(string channel, long from, int most)
    {
        Tidy();
        var objects = ObjectsOf(channel) ?? new HashSet<string>();
        var found = new List<ChangeEvent>();
        var at = Math.Max(from, Start);
        for (; at < End && found.Count < most; at++)
        {
            var candidate = events[(int)(at - Start)];
            if (objects.Contains(candidate.Object)) found.Add(candidate);
        }
        return (found, at);
    }

    /// <summary>The objects a channel carries; null when there is no such channel.</summary>
    public IReadOnlySet<string>? ObjectsOf(string channel)
    {
        if (!channel.StartsWith("/data/", StringComparison.OrdinalIgnoreCase)) return null;
        var name = channel["/data/".Length..];
        if (name.Equals("ChangeEvents", StringComparison.OrdinalIgnoreCase)) return Selected("ChangeEvents");
        if (ChannelMembers.ObjectOf(state, name) is { } type) return Selected("ChangeEvents").Contains(type.Name) ? new HashSet<string> { type.Name } : null;
        return name.EndsWith("__chn", StringComparison.OrdinalIgnoreCase) && Selected(name) is { Count: > 0 } own ? own : null;
    }

    /// <summary>Where to read on after a replay id; null when it is outside what is kept.</summary>
    public long? PositionAfter(long replayId)
    {
        Tidy();
        if (replayId == -1) return End;
        if (replayId == -2) return Start;
        if (replayId < OldestReplayable || replayId > LastReplayId) return null;
        var at = events.FindLastIndex(known => known.ReplayId <= replayId);
        return Start + at + 1;
    }

    public void Restore(ChangeEvent change)
    {
        events.Add(change);
        LastReplayId = Math.Max(LastReplayId, change.ReplayId);
    }

    public void RestoreBounds(long lastReplayId, long oldestReplayable) => (LastReplayId, OldestReplayable) = (lastReplayId, oldestReplayable);

    private HashSet<string> Selected(string? channel = null)
    {
        var members = state.Table("PlatformEventChannelMember");
        return [.. members.Rows.Where(row => channel is null || string.Equals(row.Text(members.Type, "EventChannel"), channel, StringComparison.OrdinalIgnoreCase))
            .Select(row => ChannelMembers.ObjectOf(state, row.Text(members.Type, "SelectedEntity")!)!.Name)];
    }

    /// <summary>One change per record and transaction: the first version against the last.</summary>
    private static List<RowChange> Coalesced(Transaction tx)
    {
        var order = new List<string>();
        var byId = new Dictionary<string, RowChange>(StringComparer.Ordinal);
        foreach (var change in tx.Changes)
        {
            if (change.Kind is ChangeKind.Quiet or ChangeKind.Purge) continue;
            if (byId.TryGetValue(change.Id, out var earlier)) byId[change.Id] = change with { Before = earlier.Before, Kind = earlier.Kind == ChangeKind.Create && change.Kind == ChangeKind.Update ? ChangeKind.Create : change.Kind };
            else
            {
                order.Add(change.Id);
                byId[change.Id] = change;
            }
        }
        return [.. order.Select(id => byId[id]).Where(change => !(change.Before is null && change.Kind == ChangeKind.Delete))];
    }

    /// <summary>Equal updates of several records become one event with all their ids; an update of stamps alone gives none.</summary>
    private static IEnumerable<EventChange> Merged(List<RowChange> changes, Transaction tx)
    {
        var merged = new List<EventChange>();
        var bySignature = new Dictionary<string, EventChange>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var entry = new EventChange(change.Type, change.Before, change.After!, change.Kind, [change.Id]);
            if (change.Kind == ChangeKind.Update)
            {
                var fields = EventPayload.Changed(change.Type, change.Before!, change.After!);
                if (fields.Count == 0) continue;
                if (tx.Changes.Count > 1)
                {
                    var editor = Equals(change.Before![change.Type.System.LastModifiedById], change.After![change.Type.System.LastModifiedById]) ? "" : "+";
                    var signature = $"{change.Type.Name}{editor}\u001f{string.Join('\u001f', fields.Select(field => $"{field.Name}={FieldJson.Csv(change.After[field.Ordinal])}"))}";
                    if (bySignature.TryGetValue(signature, out var same))
                    {
                        same.Ids.Add(change.Id);
                        continue;
                    }
                    bySignature[signature] = entry;
                }
            }
            merged.Add(entry);
        }
        return merged;
    }

    private ChangeEvent Event(Transaction tx, EventChange change, Commit commit, int sequence)
    {
        var kind = change.Kind.ToString().ToUpperInvariant();
        var gap = faults.Strike(EventName(change.Type), fault => fault == FaultKind.Gap) is not null;
        return new ChangeEvent
        {
            ReplayId = NextReplayId(),
            Object = change.Type.Name,
            Committed = commit.At,
            Header = Header(tx, gap ? "GAP_" + kind : kind, change.Ids, commit, sequence),
            Type = change.Type,
            Before = change.Kind == ChangeKind.Update ? change.Before : null,
            After = gap || change.Kind == ChangeKind.Delete ? null : change.After,
        };
    }

    private ChangeEvent Overflow(Transaction tx, SObjectType type, Commit commit, int sequence) => new()
    {
        ReplayId = NextReplayId(),
        Object = type.Name,
        Committed = commit.At,
        Header = Header(tx, "GAP_OVERFLOW", ["000000000000000AAA"], commit, sequence),
    };

    private static EventHeader Header(Transaction tx, string changeType, IReadOnlyList<string> ids, Commit commit, int sequence) =>
        new(changeType, ids, tx.Caller.Origin, commit.Key, sequence, tx.Caller.UserId, commit.At.ToUnixTimeMilliseconds() * 1_000_000 + commit.Number % 1_000_000);

    private void Publish(ChangeEvent change)
    {
        var name = EventName(change.Object);
        if (faults.Strike(name, fault => fault == FaultKind.Lose) is not null) return;
        if (heldBack is null && faults.Strike(name, fault => fault == FaultKind.Reorder) is not null)
        {
            heldBack = change;
            return;
        }
        Add(change);
        if (faults.Strike(name, fault => fault == FaultKind.Duplicate) is not null) Add(change);
        ReleaseHeldBack();
    }

    private void Add(ChangeEvent change)
    {
        events.Add(change);
        var wake = appended;
        appended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        wake.SetResult();
    }

    // The held event keeps its lower replay id: whoever stores the highest id seen has passed it.
    private void ReleaseHeldBack()
    {
        if (heldBack is not { } late) return;
        heldBack = null;
        Add(late);
    }

    private void Tidy()
    {
        if (heldBack is { } late && state.Now - late.Committed >= HeldBackMax) ReleaseHeldBack();
        var expired = 0;
        while (expired < events.Count && (state.Now - events[expired].Committed >= Kept || events.Count - expired > EventsMax)) expired++;
        if (expired == 0) return;
        OldestReplayable = Math.Max(OldestReplayable, events[expired - 1].ReplayId);
        events.RemoveRange(0, expired);
        Start += expired;
    }

    // Rising, not contiguous: a client that adds one to an id finds nothing there.
    private long NextReplayId() => LastReplayId += state.Random.Next(1, 4);

    private string TransactionKey()
    {
        var bytes = new byte[16];
        state.Random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    private static string EventName(SObjectType type) => EventName(type.Name);

    private static string EventName(string objectName) => "event:" + ChannelMembers.EventName(objectName);

    private sealed record Commit(DateTimeOffset At, string Key, long Number);

    private sealed record EventChange(SObjectType Type, Row? Before, Row After, ChangeKind Kind, List<string> Ids);
}
