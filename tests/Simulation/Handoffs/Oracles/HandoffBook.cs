using Integration.Connectors.Ports;
using Integration.Core.Asks;
using Integration.Core.Handoffs;
using Integration.Handoff.Files;
using Integration.Ledger.Handoffs;

namespace Integration.Simulation.Tests.Handoffs.Oracles;

/// <summary>What the stored commits so far say, kept from outside, so that the ledger cannot vouch for itself.</summary>
internal sealed class HandoffBook
{
    public SortedDictionary<Guid, KeptHandoff> Handoffs { get; } = [];
    public Dictionary<Guid, Ask> Asks { get; } = [];
    /// <summary>How writes ended at the server that were meant for one value alone.</summary>
    public SortedDictionary<WriteResult, int> Guarded { get; } = [];
    public List<StoredReceipt> Receipts { get; } = [];
    public HashSet<string> Fired { get; } = new(StringComparer.Ordinal);
    /// <summary>When both sides had signed a version, by its hash.</summary>
    public Dictionary<string, DateTimeOffset> LiveSince { get; } = new(StringComparer.Ordinal);
    public Dictionary<(string Hash, string Side), DateTimeOffset> Signed { get; } = [];

    public IEnumerable<KeptHandoff> Of(Guid pairId) => Handoffs.Values.Where(kept => kept.Row.PairId == pairId);

    public void Take(HandoffCommit commit, HandoffOutcome outcome)
    {
        foreach (var save in commit.Handoffs)
        {
            var id = save.Handoff.Id;
            if (!Handoffs.TryGetValue(id, out var kept)) Handoffs[id] = kept = new KeptHandoff();
            kept.Row = save.Handoff with { Version = save.Handoff.Version + 1 };
            kept.File = HandoffJson.Read<HandoffFile>(save.Handoff.State);
        }
        foreach (var line in commit.Events) Handoffs[line.HandoffId].Events.Add(HandoffJson.EventOf(line));
        foreach (var ask in commit.Asks) Asks.TryAdd(ask.Id, ask);
        Receipts.AddRange(outcome.Receipts);
    }
}

/// <summary>One handoff with its log.</summary>
internal sealed class KeptHandoff
{
    public StoredHandoff Row { get; set; } = null!;
    public HandoffFile File { get; set; } = null!;
    public List<HandoffEvent> Events { get; } = [];

    public int Agreement => File.Handoff.AgreementVersion;

    public bool Has(HandoffEventKind kind) => Events.Exists(one => one.Kind == kind);

    public SlowPast Past => new(Row.Product, Row.IsOpen, Row.Stage, File.Handoff.Reason, File.Handoff.ReturnedAt, File.Handoff.ClosedAt);
}
