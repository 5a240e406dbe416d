using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Workers;

namespace Integration.Simulation.Tests.References.Oracles;

/// <summary>What the oracles keep of the commits: which records a pair ever held, and which were ever linked.</summary>
internal sealed class TownBook(Scheduler scheduler) : ILedgerWitness
{
    private readonly Dictionary<Guid, HashSet<RecordKey>> records = [];
    private readonly HashSet<(RecordKey HubSpot, RecordKey Salesforce)> links = [];
    private readonly List<(JournalEntry Line, DateTimeOffset At)> lines = [];
    private readonly Dictionary<(RecordKey Key, string Field, string Value), List<DateTimeOffset>> known = [];

    /// <summary>The ledger was put back: its bases are older than the world.</summary>
    public bool WasRestored { get; private set; }

    public void Committed(PairCommit commit, CommitResult result, Pair? before)
    {
        if (result != CommitResult.Stored) return;
        var held = RecordsOf(commit.Pair.Id);
        foreach (var absorbed in commit.Absorbs) held.UnionWith(RecordsOf(absorbed));
        foreach (var key in new[] { before?.HubSpot.Ref, before?.Salesforce.Ref, commit.Pair.HubSpot.Ref, commit.Pair.Salesforce.Ref }.OfType<RecordKey>()) held.Add(key);
        lines.AddRange(commit.Journal.Select(line => (line, scheduler.Now)));
        foreach (var (name, state) in commit.Pair.Fields)
        {
            if (commit.Pair.HubSpot.Ref is { } hubSpot && state.BaseHubSpot.Text is { } here) Times(hubSpot, name, here).Add(scheduler.Now);
            if (commit.Pair.Salesforce.Ref is { } salesforce && state.BaseSalesforce.Text is { } there) Times(salesforce, name, there).Add(scheduler.Now);
        }
        if (commit.Pair.Link() is { } link) links.Add(link);
    }

    public void Restored() => WasRestored = true;

    /// <summary>Whether both sides had agreed on a value while it stood there. What was set and set back before is no change (section 7 of the specification).</summary>
    /// <param name="key">The record that held it.</param>
    /// <param name="field">HubSpot name of the field.</param>
    /// <param name="value">As the record has it.</param>
    /// <param name="from">World time.</param>
    /// <param name="until">World time.</param>
    public bool Agreed(RecordKey key, string field, string value, DateTimeOffset from, DateTimeOffset until) => Times(key, field, value).Exists(at => at >= from && at < until);

    /// <summary>Every record that was ever linked to this one.</summary>
    public IEnumerable<RecordKey> Partners(RecordKey key) =>
        links.Where(link => link.HubSpot == key || link.Salesforce == key).Select(link => link.HubSpot == key ? link.Salesforce : link.HubSpot);

    /// <summary>The lines that concern a field of a record, whichever of its pairs wrote them, with the world time of each: their own is by the clock of some process.</summary>
    public IEnumerable<(JournalEntry Line, DateTimeOffset At)> Lines(RecordKey key, string hubSpotName, string salesforceName) =>
        lines.Where(each => (each.Line.Field == hubSpotName || each.Line.Field == salesforceName) && (each.Line.Record == key || RecordsOf(each.Line.PairId).Contains(key)));

    /// <summary>Whether a line tells that a value did not stay or did not travel.</summary>
    public static bool Tells(JournalEntry line) => line.Kind is JournalKind.Lost or JournalKind.Raced or JournalKind.Refused or JournalKind.StoredDifferently;

    private List<DateTimeOffset> Times(RecordKey key, string field, string value) => known.TryGetValue((key, field, value), out var times) ? times : known[(key, field, value)] = [];

    /// <summary>Every record that a pair ever held.</summary>
    public HashSet<RecordKey> RecordsOf(Guid pairId) => records.TryGetValue(pairId, out var keys) ? keys : records[pairId] = [];
}
