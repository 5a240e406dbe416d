using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Ledger.Drafts;

/// <summary>When a pair comes up next.</summary>
internal static class DueRule
{
    /// <summary>Something asks for a look. A leased pair keeps its lease; the commit then finds the higher generation and keeps it due.</summary>
    public static PairRow Hinted(PairRow row, Lane lane, DateTimeOffset now) => row with
    {
        DirtyGeneration = row.DirtyGeneration + 1,
        // A pair that is done takes the new hint's lane; one that still waits is never put behind by a later, less urgent hint.
        Lane = row.IsIdle || lane < row.Lane ? lane : row.Lane,
        DueAt = row.IsLeased(now) ? row.DueAt : Earlier(row.DueAt, now),
    };

    /// <summary>Something that an open pair waits on is news to it: a hint, not only a due time, since under a lease it must not go back to sleep over it.</summary>
    public static void Wake(Draft draft, Guid pair, DateTimeOffset now)
    {
        if (draft.Row(pair) is { IsOpen: true } row) draft.Set(Hinted(row, row.Lane, now));
    }

    /// <summary>Wakes all that wait on one of these.</summary>
    /// <param name="draft">With the waiters loaded.</param>
    /// <param name="keys">What is waited on, as <see cref="KeyText"/> has it.</param>
    /// <param name="except">Who is not woken: it did it.</param>
    /// <param name="now">Due from now on.</param>
    public static void WakeWaiters(Draft draft, IEnumerable<string> keys, Guid except, DateTimeOffset now)
    {
        foreach (var waiter in keys.SelectMany(draft.WaitersOn).Where(waiter => waiter != except).Distinct().Order().ToList()) Wake(draft, waiter, now);
    }

    /// <summary>
    /// Something beside the two records is new of a pair: whoever follows pairs by their clean generation has to see it, and nothing
    /// has to be read again. A pair that is not idle becomes clean later in any case, and so tells it.
    /// </summary>
    public static PairRow News(PairRow row, DateTimeOffset now)
    {
        if (row.DirtyGeneration > row.CleanGeneration) return row;
        // Under a lease, or with a write open, its next commit would put the clean generation back below.
        var isQuiet = row.IsIdle && !row.IsLeased(now);
        return row with { DirtyGeneration = row.DirtyGeneration + 1, CleanGeneration = row.CleanGeneration + (isQuiet ? 1 : 0) };
    }

    /// <summary>After a commit. <paramref name="row"/> already carries the committed generation, intents and status.</summary>
    public static DateTimeOffset? Committed(PairRow row, PairCommit commit, DateTimeOffset now)
    {
        // Due at the lease's end: a crash before the next commit then costs one lease and nothing else.
        if (!commit.Release) return row.LeaseUntil ?? now;
        // Told of while it was being closed: the record may have come back meanwhile, and nobody says so twice.
        if (!row.IsOpen) return row.DirtyGeneration > commit.Pair.DirtyGeneration ? now : commit.DueAt;
        // Hints that came after the pair was read do not wait for the retry of what was decided without them.
        if (row.DirtyGeneration > commit.Pair.DirtyGeneration) return Earlier(commit.DueAt, now);
        if (row.DirtyGeneration > row.CleanGeneration) return commit.DueAt ?? now;
        // An open intent is never left to a hint: nobody would learn what became of the write.
        return commit.DueAt ?? FirstNotBefore(commit.Pair);
    }

    private static DateTimeOffset? FirstNotBefore(Pair pair) =>
        pair.IntoHubSpot is { } hubSpot ? Earlier(pair.IntoSalesforce?.NotBefore, hubSpot.NotBefore) : pair.IntoSalesforce?.NotBefore;

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one.Value : other;
}
