using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Ledger.Memory;

namespace Integration.Ledger.Runs;

/// <summary>Runs without a disk.</summary>
internal sealed class MemoryRuns(MemoryTables tables, MemoryTurn turn, RunStamp stamp) : IRunLedger
{
    private readonly List<Run> runs = [];

    public string? Current => stamp.Current;

    public Task<Run> BeginAsync(string what, DateTimeOffset now, CancellationToken stop)
    {
        LedgerLimits.Key(what, "run");
        return turn.DoneAsync(() =>
        {
            if (runs.Count == 0 || runs[^1].What != what) runs.Add(new Run(RunStamp.IdOf(runs.Count + 1), now, what, 0));
            stamp.Current = runs[^1].Id;
            return runs[^1];
        }, stop);
    }

    public Task<IReadOnlyList<Run>> RunsAsync(int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.PageMax, nameof(limit));
        return turn.DoneAsync<IReadOnlyList<Run>>(() => [.. runs.AsEnumerable().Reverse().Take(limit).Select(run => run with { Lines = tables.Journal.Values.Sum(lines => lines.LongCount(line => line.Run == run.Id)) })], stop);
    }

    public Task<IReadOnlyList<Guid>> PairsAsync(string run, Guid? after, int limit, CancellationToken stop)
    {
        LedgerLimits.Count(limit, 1, LedgerLimits.PageMax, nameof(limit));
        return turn.DoneAsync<IReadOnlyList<Guid>>(
            () => [.. tables.Journal.Where(entry => (after is not { } last || entry.Key.CompareTo(last) > 0) && entry.Value.Exists(line => line.Run == run)).Select(entry => entry.Key).Order().Take(limit)], stop);
    }

    public Task<IReadOnlyList<JournalEntry>> LinesAsync(string run, IReadOnlyCollection<Guid> pairs, CancellationToken stop)
    {
        LedgerLimits.Count(pairs.Count, 0, LedgerLimits.PageMax, nameof(pairs));
        return turn.DoneAsync<IReadOnlyList<JournalEntry>>(() => [.. pairs.Distinct().SelectMany(id => tables.Journal.GetValueOrDefault(id) ?? []).Where(line => line.Run == run)], stop);
    }

    public Task<IReadOnlyList<Pair>> ClaimAsync(IReadOnlyCollection<Guid> pairs, ClaimRequest request, CancellationToken stop)
    {
        LedgerLimits.Check(request);
        LedgerLimits.Count(pairs.Count, 0, request.PairsMax, nameof(pairs));
        return turn.DoneAsync<IReadOnlyList<Pair>>(() =>
        {
            var claimed = new List<Pair>();
            foreach (var row in pairs.Distinct().Order().Where(tables.Pairs.ContainsKey).Select(id => tables.Pairs[id]).Where(row => !row.IsLeased(request.Now)).ToList())
            {
                tables.Put(row with { Epoch = row.Epoch + 1, LeaseOwner = request.Owner, LeaseUntil = request.LeaseUntil, DueAt = request.LeaseUntil });
                claimed.Add(tables.Pairs[row.Id].Over(tables.States[row.Id]));
            }
            return claimed;
        }, stop);
    }
}
