using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Asks;

namespace Integration.Ledger.Drafts;

/// <summary>What one decided pair does to the ledger: all of it, or nothing.</summary>
internal static class CommitRule
{
    public static DraftScope Scope(IReadOnlyList<PairCommit> commits)
    {
        var absorbed = commits.SelectMany(commit => commit.Absorbs).Distinct().Order().ToList();
        return new DraftScope
        {
            Pairs = [.. commits.Select(commit => commit.Pair.Id).Concat(absorbed).Concat(Superseded(commits).Select(pair => pair.SupersededBy).OfType<Guid>()).Distinct().Order()],
            States = absorbed,
            Wanted = [.. commits.SelectMany(Records).Distinct().Order()],
            Claims = [.. commits.SelectMany(commit => commit.TakeClaims).Select(KeyText.Of).Distinct().Order(StringComparer.Ordinal)],
            Wakes = [.. commits.SelectMany(commit => commit.Wakes).Select(KeyText.Of).Distinct().Order(StringComparer.Ordinal)],
            Asks = [.. commits.SelectMany(commit => commit.AskOutcomes).Select(outcome => outcome.AskId).Distinct().Order()],
            AsksOf = [.. absorbed.Concat(Superseded(commits).Select(pair => pair.Id)).Distinct().Order()],
        };
    }

    public static CommitOutcome Apply(Draft draft, PairCommit commit, DateTimeOffset now)
    {
        var id = commit.Pair.Id;
        // A pair or absorbed pair that is not there at all was decided on a ledger that has been restored since: as stale as an old epoch.
        if (draft.Row(id) is not { } row || row.Epoch != commit.Pair.Epoch || commit.Absorbs.Any(other => draft.Row(other) is null))
            return new CommitOutcome(id, CommitResult.StaleEpoch);

        bool IsMine(Guid owner) => owner == id || commit.Absorbs.Contains(owner);
        foreach (var record in Records(commit))
            if (draft.Owner(record) is { } owner && !IsMine(owner.PairId)) return new CommitOutcome(id, CommitResult.Taken, owner.PairId);
        foreach (var claim in commit.TakeClaims.Select(KeyText.Of))
            if (draft.Claimant(claim) is { } owner && !IsMine(owner)) return new CommitOutcome(id, CommitResult.Taken, owner);

        // Two that yield to each other at once would both be closed. The later one looks again, and takes what the earlier one left.
        if (row is { Linked: true, Status: not PairStatus.Superseded } && commit.Pair is { Status: PairStatus.Superseded, SupersededBy: { } heir } && draft.Row(heir) is { Status: PairStatus.Superseded })
            return new CommitOutcome(id, CommitResult.Taken, heir);

        // It began to write since it was found idle: absorbing it now would lose sight of what it makes.
        if (commit.Absorbs.Where(other => other != id).Select(other => draft.Row(other)!).FirstOrDefault(other => other.IntoHubSpot is not null || other.IntoSalesforce is not null) is { } busy)
            return new CommitOutcome(id, CommitResult.Taken, busy.Id);

        var taken = Records(commit).ToHashSet();
        foreach (var other in commit.Absorbs.Where(other => other != id)) row = AbsorbRule.Apply(draft, row, other, taken);
        SetRecords(draft, commit);
        SetClaims(draft, commit);
        SetPair(draft, row, commit, now);
        if (AskRule.End(draft, commit.AskOutcomes, now) && commit.Release) draft.Set(DueRule.News(draft.Row(id)!, now));
        if (commit.Pair.Status == PairStatus.Superseded)
        {
            AskRule.PassOn(draft, commit.Pair, now);
            // What this pair was told of is news to its heir too: an edit right after our create, say, whose hint came before the create's answer.
            if (row.Status != PairStatus.Superseded && commit.Pair.SupersededBy is { } to && to != id) DueRule.Wake(draft, to, now);
        }
        foreach (var entry in commit.Journal) draft.Write(entry);
        DueRule.WakeWaiters(draft, commit.Wakes.Select(KeyText.Of), id, now);
        return new CommitOutcome(id, CommitResult.Stored);
    }

    private static IEnumerable<Pair> Superseded(IReadOnlyList<PairCommit> commits) => commits.Select(commit => commit.Pair).Where(pair => pair.Status == PairStatus.Superseded);

    // A superseded pair keeps the records it still names: the other side of a merge's loser must not be paired, or created, anew.
    private static IEnumerable<RecordKey> Records(PairCommit commit) => commit.Pair.Refs().Concat(commit.NewAliases);

    /// <summary>A ref that is neither kept nor made an alias becomes free: the next hint on it makes a pair of its own.</summary>
    private static void SetRecords(Draft draft, PairCommit commit)
    {
        var id = commit.Pair.Id;
        foreach (var old in draft.RecordsOf(id))
            if (draft.Owner(old) is { IsAlias: false }) draft.SetRef(old, null);
        foreach (var alias in commit.NewAliases) draft.SetRef(alias, new RefRow(id, IsAlias: true));
        foreach (var record in commit.Pair.Refs()) draft.SetRef(record, new RefRow(id, IsAlias: false));
    }

    private static void SetClaims(Draft draft, PairCommit commit)
    {
        if (commit.DropClaims)
            foreach (var old in draft.ClaimsOf(commit.Pair.Id)) draft.SetClaim(old, null);
        foreach (var claim in commit.TakeClaims.Select(KeyText.Of)) draft.SetClaim(claim, commit.Pair.Id);
    }

    private static void SetPair(Draft draft, PairRow before, PairCommit commit, DateTimeOffset now)
    {
        var pair = commit.Pair;
        var row = before with
        {
            Mapping = pair.Mapping,
            Status = pair.Status,
            CleanGeneration = pair.CleanGeneration,
            Attempts = pair.Attempts,
            IntoHubSpot = pair.IntoHubSpot?.Id,
            IntoSalesforce = pair.IntoSalesforce?.Id,
            MappingVersion = pair.MappingVersion,
            DeletedAt = pair.Deletion?.At,
            DeletedIn = pair.Deletion?.System,
            Linked = pair.HubSpot.Ref is not null && pair.Salesforce.Ref is not null,
            Holds = draft.SetHolds(pair.Id, Holds(pair)),
        };
        row = row with { DueAt = DueRule.Committed(row, commit, now) };
        // A cycle that the time made due ends with the generation that it began with. What it changed of the pair's standing is news all the same
        // to whoever follows finished cycles: a hold that is over, a pair that ended; and so is what it read after tries that had failed.
        if (commit.Release && (row.Status != before.Status || commit.IsNews) && row.DirtyGeneration == row.CleanGeneration && row.CleanGeneration == before.CleanGeneration)
            row = row with { DirtyGeneration = row.DirtyGeneration + 1, CleanGeneration = row.CleanGeneration + 1 };
        draft.Set(commit.Release ? row with { LeaseOwner = null, LeaseUntil = null } : row);
        draft.SetState(pair.Id, pair);
    }

    private static List<HoldRow> Holds(Pair pair)
    {
        if (pair.Status == PairStatus.Tombstone) return [];
        // Of its two records one lives on with nobody; its fields wait for nothing any more.
        if (pair.Status == PairStatus.Superseded) return pair.Hold is { } leftOver ? [Row(pair.Id, "", leftOver)] : [];
        var holds = new List<HoldRow>();
        if (pair is { Status: PairStatus.Held, Hold: { } whole }) holds.Add(Row(pair.Id, "", whole));
        foreach (var (name, field) in pair.Fields)
            if (field.Hold is { } hold) holds.Add(Row(pair.Id, name, hold));
        return holds;
    }

    private static HoldRow Row(Guid pairId, string field, Hold hold) =>
        new(pairId, field, hold.Code, hold.WaitsOn is { } key ? KeyText.Of(key) : null);
}
