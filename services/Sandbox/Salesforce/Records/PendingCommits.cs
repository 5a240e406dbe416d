namespace Integration.Sandbox.Salesforce.Records;

/// <summary>Transactions that have their stamp but not their commit: unseen, with their rows locked.</summary>
/// <remarks>Such rows appear late with an old stamp, which a poll without an overlap misses: facts/salesforce.md section 8.1.</remarks>
internal sealed class PendingCommits
{
    private readonly List<(DateTimeOffset Due, Transaction Withheld, IReadOnlyList<RowChange> Changes)> waiting = [];

    /// <summary>Takes a transaction's writes out of the tables until <paramref name="due"/>.</summary>
    public void Withhold(Transaction tx, DateTimeOffset due)
    {
        var changes = tx.Changes.ToList();
        tx.RollBackTo(0);
        foreach (var change in changes.Where(change => change.Before is not null)) tx.State.Locks[change.Id] = due;
        waiting.Add((due, tx, changes));
    }

    public void CommitDue(SalesforceOrg org)
    {
        if (waiting.Count > 0) Commit(org, org.State.Now);
    }

    /// <summary>Commits whatever waits, due or not.</summary>
    public void CommitAll(SalesforceOrg org) => Commit(org, DateTimeOffset.MaxValue);

    private void Commit(SalesforceOrg org, DateTimeOffset until)
    {
        foreach (var entry in waiting.Where(entry => entry.Due <= until).OrderBy(entry => entry.Due).ToList())
        {
            waiting.Remove(entry);
            foreach (var change in entry.Changes)
            {
                org.State.Locks.Remove(change.Id);
                entry.Withheld.Redo(change);
            }
            org.Commit(entry.Withheld);
        }
    }

    public void Clear() => waiting.Clear();
}
