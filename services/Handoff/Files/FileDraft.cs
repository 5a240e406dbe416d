using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Clocks;
using Integration.Core.Handoffs;
using Integration.Core.Receipts;
using Integration.Core.Records;
using Integration.Core.Recycling;
using Integration.Core.Routing;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Files;

/// <summary>A handoff while several steps are taken on it, all of which are stored together.</summary>
internal sealed class FileDraft
{
    private readonly StoredHandoff? row;
    private readonly List<HandoffEvent> events = [];
    private readonly List<Ask> asks = [];
    private readonly HandoffFile? before;
    private IReadOnlyList<HandoffTimer>? timers;
    private ReceiptDraft? receipt;

    private FileDraft(StoredHandoff? row, HandoffFile file, Agreement agreement) => (this.row, before, File, Agreement) = (row, row is null ? null : file, file, agreement);

    public HandoffFile File { get; private set; }
    public Agreement Agreement { get; }
    public ImmutableSortedDictionary<string, Turns> Turns { get; private set; } = ImmutableSortedDictionary.Create<string, Turns>(StringComparer.Ordinal);
    public IReadOnlyList<Ask> Asks => asks;
    public IReadOnlyList<HandoffEvent> Events => events;
    public bool HasChanged => before is null || before != File || events.Count > 0 || asks.Count > 0;

    public static FileDraft Of(StoredHandoff row, Agreement agreement) => new(row, HandoffFile.Of(row), agreement);

    /// <summary>A new handoff.</summary>
    public static FileDraft New(HandoffOpening opening, HandoffFile file, Agreement agreement)
    {
        var draft = new FileDraft(null, file, agreement);
        draft.Take(opening);
        return draft;
    }

    /// <summary>Takes an opening, or a later sending of a held handoff.</summary>
    public void Take(HandoffOpening opening)
    {
        var isSent = opening.Step.Handoff.State == HandoffState.Sent;
        Take(opening.Step);
        receipt = opening.Receipt;
        if (isSent) File = File with { Delivering = [.. opening.Step.Asks.Where(IsDelivery).Select(ask => ask.Id)] };
    }

    public void Take(HandoffStep step)
    {
        if (ReferenceEquals(step.Handoff, File.Handoff) && step.Events.IsEmpty && step.Problems.IsEmpty && step.Asks.IsEmpty)
        {
            timers = step.Timers;
            return;
        }
        events.AddRange(step.Events);
        asks.AddRange(step.Asks);
        timers = step.Timers;
        foreach (var (team, turns) in step.Turns) Turns = Turns.SetItem(team, turns);
        File = (File with
        {
            Handoff = step.Handoff,
            Awaited = File.Awaited.Union(step.Asks.Select(ask => ask.Id)),
            Moving = File.Moving.Union(step.Asks.Where(IsMove).Select(ask => ask.Id)),
        }).With(step.Problems);
    }

    public void Set(HandoffFile file) => File = file;

    public PastHandoff ToPast() => PastHandoff.Of(File.Handoff);

    /// <summary>What the ledger is to store of it.</summary>
    /// <param name="claimed">Clocks that this process has claimed, with their epochs.</param>
    public (HandoffSave Save, IReadOnlyList<StoredEvent> Events, IReadOnlyList<StoredTimer> Timers, IReadOnlyList<TimerFired> Fired) Parts(IReadOnlyDictionary<string, long> claimed)
    {
        var handoff = File.Handoff;
        var set = timers ?? [];
        var isStepped = timers is not null;
        var names = set.Select(timer => timer.Id).ToHashSet(StringComparer.Ordinal);
        var cancelled = isStepped ? File.Timers.Union(claimed.Keys).Where(id => !names.Contains(id) && !(handoff.Fired.Contains(id) && claimed.ContainsKey(id))).ToList() : [];
        if (isStepped) File = File with { Timers = [.. names] };
        var save = new HandoffSave(new StoredHandoff
        {
            Id = handoff.Id,
            PairId = handoff.PairId,
            Product = handoff.Product,
            Stage = HandoffJson.Word(handoff.State),
            IsOpen = handoff.IsOpen,
            Version = row?.Version ?? 0,
            Agreement = handoff.AgreementHash,
            Owner = handoff.Owner?.Name,
            OpenedAt = row?.OpenedAt ?? handoff.QualifiedAt,
            State = HandoffJson.Write(File),
        })
        {
            Seal = receipt is { } sealing ? head => Sealed(sealing, head) : null,
        };
        return (save, [.. events.Select(HandoffJson.Line)],
            [.. set.Select(timer => Row(timer.Id, timer.Kind, timer.DueAt)), .. cancelled.Select(id => Row(id, KindOf(id), null))],
            [.. claimed.Where(timer => handoff.Fired.Contains(timer.Key)).Select(timer => new TimerFired(timer.Key, timer.Value))]);
    }

    private StoredTimer Row(string id, TimerKind kind, DateTimeOffset? dueAt) => new(id, File.Handoff.Id, HandoffJson.Word(kind), dueAt, "{}");

    // A clock's id names its kind: handoff/kind/round/step.
    private static TimerKind KindOf(string id) => Enum.Parse<TimerKind>(id.Split('/')[1]);

    private static SealedReceipt Sealed(ReceiptDraft draft, ReceiptHead head)
    {
        var made = ReceiptChain.Seal(draft, checked(head.Seq + 1), head.Hash);
        return new SealedReceipt(made.Hash, made.Body, made.Evidence);
    }

    // Salesforce has the person once the record is there and is somebody's; what it is told besides is named where it could not be written.
    private static bool IsDelivery(Ask ask) => ask.Kind is AskKind.Release || IsMove(ask);

    private static bool IsMove(Ask ask) => ask.Kind is AskKind.SetFields { System: SystemName.Salesforce } set && set.Values.Names.Contains("OwnerId");
}
