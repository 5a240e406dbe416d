using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Ledger.Drafts;

namespace Integration.Ledger.Sightings;

/// <summary>What hints on watched records, and looks at them, do to the ledger.</summary>
internal static class SightingRule
{
    /// <summary>A hint: the record is to be looked at.</summary>
    public static SightingRow Hinted(SightingRow? row, RecordKey key, DateTimeOffset now) => row is null
        ? new SightingRow { Key = key, Generation = 1, DueAt = now }
        : row with { Generation = row.Generation + 1, DueAt = row.DueAt < now ? row.DueAt : now, Attempts = 0 };

    /// <summary>Everybody whose pair may have to be told.</summary>
    public static IReadOnlyList<RecordKey> People(IEnumerable<SightingRow> rows, IReadOnlyList<SightingCommit> commits) =>
        [.. rows.SelectMany(row => row.People).Concat(commits.SelectMany(commit => commit.Seen?.People ?? [])).Distinct().Order()];

    /// <param name="draft">With the rows of <paramref name="commits"/> and the owners of all <see cref="People"/> loaded.</param>
    /// <param name="commits">What was read.</param>
    /// <param name="now">Our clock.</param>
    /// <returns>How many records changed.</returns>
    public static int Apply(Draft draft, IReadOnlyList<SightingCommit> commits, DateTimeOffset now)
    {
        var changed = 0;
        foreach (var commit in commits)
        {
            if (draft.Sighting(commit.Key) is not { } row) continue; // Restored since.
            if (commit.Seen is not { } read)
            {
                var isLeft = commit.LookAgainAt is null;
                draft.SetSighting(row with { DueAt = Again(row, commit, now), Attempts = row.Attempts + 1, SeenGeneration = isLeft ? Math.Min(commit.Generation, row.Generation) : row.SeenGeneration });
                continue;
            }
            // What is gone names nobody any more, and is news to those it belonged to.
            var seen = read.Seen.Life.State == LifeState.Live ? read : read with { People = [.. row.People] };
            var isOlder = row.Sighting is { } stored && Precedes(seen, stored);
            var next = row with
            {
                Sighting = isOlder ? row.Sighting : seen,
                SeenGeneration = Math.Max(row.SeenGeneration, Math.Min(commit.Generation, row.Generation)),
                DueAt = Again(row, commit, now),
                // Counts the looks that a record without people had; a hint sets it back.
                Attempts = commit.LookAgainAt is null ? 0 : row.Attempts + 1,
            };
            draft.SetSighting(next);
            if (isOlder || IsSame(row.Sighting, seen)) continue;
            changed++;
            foreach (var pair in row.People.Concat(seen.People).Select(draft.Owner).OfType<RefRow>().Select(owner => owner.PairId).Distinct())
                draft.Set(DueRule.News(draft.Row(pair)!, now));
        }
        return changed;
    }

    // A hint that came during the look wants another one at once.
    private static DateTimeOffset? Again(SightingRow row, SightingCommit commit, DateTimeOffset now) => row.Generation > commit.Generation ? now : commit.LookAgainAt;

    // By the system's own stamp where both have one, else by when the reads began: a slow read must not put an old state over a newer one.
    private static bool Precedes(Sighting seen, Sighting stored) =>
        seen.Seen.Version != 0 && stored.Seen.Version != 0 && seen.Seen.Version != stored.Seen.Version
            ? seen.Seen.Version < stored.Seen.Version
            : seen.Seen.ReadStartedAt < stored.Seen.ReadStartedAt;

    private static bool IsSame(Sighting? stored, Sighting seen) =>
        stored is not null && stored.Seen.Life == seen.Seen.Life && stored.Seen.Values.Equals(seen.Seen.Values) && stored.People.SequenceEqual(seen.People);
}
