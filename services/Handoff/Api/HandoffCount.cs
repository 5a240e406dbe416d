using Integration.Core.Clocks;
using Integration.Handoff.Files;
using Integration.Ledger;
using Integration.Ledger.Handoffs;
using CoreHandoff = Integration.Core.Handoffs.Handoff;

namespace Integration.Handoff.Api;

/// <summary>Counts the open handoffs: all of them once, then only those of which the log says something new. Thread-safe; keeps 40 bytes for each open one.</summary>
/// <remarks>A status is asked for every second, and a hundred thousand open handoffs are a hundred megabytes of text to read. Whatever moves a number writes an event.</remarks>
public sealed class HandoffCount(ILedger ledger, TimeProvider time) : IDisposable
{
    // Of two decisions that are stored at one time, the one with the lower number may show later: what is young is read once more.
    private const int Overlap = 200;
    private const int Page = 1_000;

    /// <summary>How long the first count is carried on. What showed later than the overlap reaches would be wrong until then.</summary>
    private static readonly TimeSpan WholeAfter = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim counting = new(1, 1);
    private readonly Dictionary<Guid, Marks> open = [];
    private DateTimeOffset? countedAt;
    private long last;
    private HashSet<long> young = [];

    [Flags]
    private enum Marks
    {
        None = 0,
        Warned = 1,
        Breached = 2,
        Answered = 4,
    }

    /// <summary>How many handoffs the last count read.</summary>
    public int Read { get; private set; }

    /// <summary>The numbers now.</summary>
    /// <exception cref="LedgerUnavailableException">Nothing was counted; the next call goes on from where the last one got.</exception>
    public async Task<HandoffNumbers> NowAsync(CancellationToken stop)
    {
        await counting.WaitAsync(stop);
        try
        {
            Read = 0;
            var now = time.GetUtcNow();
            if (countedAt is { } at && now >= at && now - at < WholeAfter) await GoOnAsync(stop);
            else await WholeAsync(now, stop);
            return new HandoffNumbers(open.Count, Of(Marks.Warned), Of(Marks.Breached), Of(Marks.Answered));
        }
        finally
        {
            counting.Release();
        }
    }

    /// <summary>Nobody may be counting.</summary>
    public void Dispose() => counting.Dispose();

    private async Task WholeAsync(DateTimeOffset now, CancellationToken stop)
    {
        // A count that is cut off is begun anew.
        countedAt = null;
        open.Clear();
        (last, young) = (await ledger.Handoffs.LastEventAsync(stop), []);
        await foreach (var rows in ledger.Handoffs.PagesAsync(HandoffPages.Open, stop)) Take(rows);
        countedAt = now;
    }

    private async Task GoOnAsync(CancellationToken stop)
    {
        var (after, from, seen) = (Math.Max(0, last - Overlap), last, new HashSet<long>());
        while (true)
        {
            var lines = await ledger.Handoffs.EventsAsync(new EventQuery(after, Page), stop);
            var news = lines.Where(line => !young.Contains(line.Seq)).Select(line => line.HandoffId).Distinct().ToList();
            if (news.Count > 0) Take((await ledger.Handoffs.HandoffsAsync(news, stop)).Values);
            seen.UnionWith(lines.Select(line => line.Seq));
            if (lines.Count > 0) (after, from) = (lines[^1].Seq, Math.Max(from, lines[^1].Seq));
            if (lines.Count < Page) break;
        }
        (last, young) = (from, [.. seen.Where(seq => seq > from - Overlap)]);
    }

    private void Take(IEnumerable<StoredHandoff> rows)
    {
        foreach (var row in rows)
        {
            Read++;
            if (row.IsOpen) open[row.Id] = MarksOf(HandoffFile.Of(row).Handoff);
            else open.Remove(row.Id);
        }
    }

    private long Of(Marks mark) => open.Values.LongCount(marks => marks.HasFlag(mark));

    private static Marks MarksOf(CoreHandoff handoff) =>
        (handoff.Fired.Any(id => id.Contains($"/{TimerKind.Remind}/", StringComparison.Ordinal)) ? Marks.Warned : Marks.None)
        | (handoff.BreachedAt is null ? Marks.None : Marks.Breached)
        | (handoff.AcceptedAt is null && handoff.ReturnedAt is null ? Marks.None : Marks.Answered);
}
