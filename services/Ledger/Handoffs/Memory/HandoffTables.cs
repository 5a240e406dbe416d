using Integration.Core.Records;
using Integration.Ledger.Erasures;
using Integration.Ledger.Handoffs.Drafts;

namespace Integration.Ledger.Handoffs.Memory;

/// <summary>The handoff tables as dictionaries.</summary>
internal sealed class HandoffTables
{
    public Dictionary<Guid, long> JudgedGenerations { get; } = [];
    public Dictionary<Guid, JudgingRow> Judgings { get; } = [];
    public SortedDictionary<Guid, StoredHandoff> Handoffs { get; } = [];
    public List<StoredEvent> Events { get; } = [];
    public List<StoredReceipt> Receipts { get; } = [];
    public ReceiptHead Head { get; private set; } = ReceiptHead.Genesis;
    public SortedDictionary<string, TimerRow> Timers { get; } = new(StringComparer.Ordinal);
    public Dictionary<Guid, RequestRow> Requests { get; } = [];
    public Dictionary<string, StoredRoster> Rosters { get; } = new(StringComparer.Ordinal);
    public List<StoredAgreement> Agreements { get; } = [];
    public Dictionary<RecordKey, SortedDictionary<string, StoredPersonEvent>> PersonEvents { get; } = [];
    public Dictionary<Guid, StoredAbsence> Absences { get; } = [];

    public JudgingRow Judging(Guid pairId) => Judgings.GetValueOrDefault(pairId) ?? new JudgingRow(pairId);

    public void Save(HandoffDraft draft)
    {
        foreach (var pair in draft.Pairs.Changed) JudgedGenerations[pair.Id] = pair.JudgedGeneration;
        foreach (var row in draft.Judgings.Added.Concat(draft.Judgings.Changed)) Judgings[row.PairId] = row;
        foreach (var row in draft.Handoffs.Added.Concat(draft.Handoffs.Changed)) Handoffs[row.Id] = row;
        foreach (var line in draft.Events) Events.Add(line with { Seq = Events.Count + 1 });
        Receipts.AddRange(draft.Receipts);
        if (draft.Receipts.Count > 0) Head = draft.Head;
        foreach (var row in draft.Timers.Added.Concat(draft.Timers.Changed)) Timers[row.Timer.Id] = row;
        foreach (var row in draft.Rosters.Added.Concat(draft.Rosters.Changed)) Rosters[row.Name] = row;
        foreach (var row in draft.Requests.Changed) Requests[row.Request.Id] = row;
    }

    /// <summary>As the lines of <see cref="Erasures.SqlErasure"/> do.</summary>
    public void Erase(IReadOnlyCollection<Guid> pairs, IReadOnlyCollection<RecordKey> records, DateTimeOffset now)
    {
        foreach (var id in pairs)
            if (Judgings.TryGetValue(id, out var judging)) Judgings[id] = judging with { Verdict = null, ReviewAt = null };
        var handoffs = Handoffs.Values.Where(handoff => pairs.Contains(handoff.PairId)).ToList();
        var ids = handoffs.Select(handoff => handoff.Id).ToHashSet();
        foreach (var timer in Timers.Where(timer => ids.Contains(timer.Value.Timer.HandoffId)).Select(timer => timer.Key).ToList()) Timers.Remove(timer);
        for (var at = 0; at < Receipts.Count; at++)
            if (ids.Contains(Receipts[at].HandoffId)) Receipts[at] = Receipts[at] with { Evidence = null };
        for (var at = 0; at < Events.Count; at++)
            if (ids.Contains(Events[at].HandoffId)) Events[at] = Events[at] with { Body = "{}" };
        foreach (var kind in ErasureNames.LastEvents)
            foreach (var open in handoffs.Where(handoff => handoff.IsOpen))
                Events.Add(new StoredEvent(open.Id, open.PairId, open.Product, kind, now, open.Agreement, "{}") { Seq = Events.Count + 1, RecordedAt = now });
        foreach (var handoff in handoffs) Handoffs[handoff.Id] = handoff with { IsOpen = false, Stage = "erased", Version = handoff.Version + 1, State = "{}" };
        foreach (var request in Requests.Where(request => records.Contains(request.Value.Request.Record)).Select(request => request.Key).ToList()) Requests.Remove(request);
        foreach (var record in records) PersonEvents.Remove(record);
    }
}
