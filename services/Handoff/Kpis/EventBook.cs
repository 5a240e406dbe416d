using Integration.Core.Handoffs;
using Integration.Core.Kpis;
using Integration.Handoff.Files;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Kpis;

/// <summary>The event log as figures read it: the whole once, then only what came since.</summary>
internal sealed class EventBook(ILedger ledger)
{
    private const int Page = 10_000;
    // Of two decisions that are stored at one time, the one with the lower number may show later: what is young is read once more.
    private const int Overlap = 2_000;

    private readonly Dictionary<Guid, SortedList<long, HandoffEvent>> events = [];
    private readonly Dictionary<Guid, HandoffLog> logs = [];
    private long last;
    private Guid? erasure;

    /// <summary>How many lines the last reading took out of the ledger.</summary>
    public int LinesRead { get; private set; }

    /// <summary>Every handoff that ever was.</summary>
    /// <param name="versions">Version by content hash.</param>
    /// <param name="stop">Stops reading; what was read is kept.</param>
    public async Task<IReadOnlyCollection<HandoffLog>> ReadAsync(IReadOnlyDictionary<string, long> versions, CancellationToken stop)
    {
        // An erasure rewrites what was recorded long ago.
        var newest = (await ledger.Erasures.ProofsAsync(1, stop)).Select(proof => (Guid?)proof.Id).FirstOrDefault();
        if (newest != erasure)
        {
            events.Clear();
            logs.Clear();
            (last, erasure) = (0, newest);
        }
        LinesRead = 0;
        var changed = new HashSet<Guid>();
        for (var after = Math.Max(0, last - Overlap); ;)
        {
            var page = await ledger.Handoffs.EventsAsync(new EventQuery(after, Page), stop);
            foreach (var line in page)
            {
                if (!events.TryGetValue(line.HandoffId, out var of)) events[line.HandoffId] = of = [];
                if (of.TryAdd(line.Seq, EventLine.Of(line, of.Count, versions))) changed.Add(line.HandoffId);
            }
            LinesRead += page.Count;
            if (page.Count > 0) last = Math.Max(last, page[^1].Seq);
            if (page.Count < Page) break;
            after = page[^1].Seq;
        }
        foreach (var id in changed) logs[id] = HandoffLog.Of(events[id].Values);
        return logs.Values;
    }
}
