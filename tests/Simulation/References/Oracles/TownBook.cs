using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Workers;

namespace Integration.Simulation.Tests.References.Oracles;

/// <summary>What the oracles keep of the commits: which records a pair ever held, and which were ever linked.</summary>
internal sealed class TownBook(WatchedLedger ledger, Scheduler scheduler) : ILedgerWitness
{
    private readonly Dictionary<Guid, HashSet<RecordKey>> records = [];
    private readonly Dictionary<(RecordKey HubSpot, RecordKey Salesforce), DateTimeOffset> links = [];

    /// <summary>The ledger was put back: its bases are older than the world.</summary>
    public bool WasRestored { get; private set; }

    public void Committed(PairCommit commit, CommitResult result, Pair? before)
    {
        if (result != CommitResult.Stored) return;
        var held = RecordsOf(commit.Pair.Id);
        foreach (var absorbed in commit.Absorbs) held.UnionWith(RecordsOf(absorbed));
        foreach (var key in new[] { before?.HubSpot.Ref, before?.Salesforce.Ref, commit.Pair.HubSpot.Ref, commit.Pair.Salesforce.Ref }.OfType<RecordKey>()) held.Add(key);
        if (commit.Pair.Link() is { } link) links.TryAdd(link, scheduler.Now);
    }

    public void Restored() => WasRestored = true;

    /// <summary>Every record that was ever linked to this one.</summary>
    public IEnumerable<RecordKey> Partners(RecordKey key) =>
        PartnersSince(key).Select(partner => partner.Key);

    /// <summary>The same with the time of the first link.</summary>
    public IEnumerable<(RecordKey Key, DateTimeOffset Since)> PartnersSince(RecordKey key) =>
        links.Where(link => link.Key.HubSpot == key || link.Key.Salesforce == key).Select(link => (link.Key.HubSpot == key ? link.Key.Salesforce : link.Key.HubSpot, link.Value));

    /// <summary>The lines that concern a field of a record, whichever of its pairs wrote them.</summary>
    public IEnumerable<JournalEntry> Lines(RecordKey key, string hubSpotName, string salesforceName) =>
        ledger.Journal.Where(line => (line.Field == hubSpotName || line.Field == salesforceName) && (line.Record == key || RecordsOf(line.PairId).Contains(key)));

    /// <summary>Whether a line tells that a value did not stay or did not travel.</summary>
    public static bool Tells(JournalEntry line) => line.Kind is JournalKind.Lost or JournalKind.Raced or JournalKind.Refused or JournalKind.StoredDifferently;

    private HashSet<RecordKey> RecordsOf(Guid pairId) => records.TryGetValue(pairId, out var keys) ? keys : records[pairId] = [];
}
