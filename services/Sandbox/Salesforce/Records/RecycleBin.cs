namespace Integration.Sandbox.Salesforce.Records;

/// <summary>Deleted records in the order of their deletion, so that the purge after 15 days looks at no others. A purge gives no event.</summary>
internal sealed class RecycleBin
{
    private readonly Queue<(DateTimeOffset Deleted, string Id)> contents = new();

    public void Note(Transaction tx)
    {
        foreach (var change in tx.Changes)
        {
            if (change is { Kind: ChangeKind.Delete, After: { } row }) contents.Enqueue((row.Stamp(change.Type), row.Id));
        }
    }

    /// <summary>Puts a deleted row back into the bin's order, after a snapshot was read.</summary>
    public void Restore(DateTimeOffset deleted, string id) => contents.Enqueue((deleted, id));

    public void PurgeDue(SalesforceOrg org)
    {
        while (contents.TryPeek(out var oldest) && org.State.Now - oldest.Deleted >= Deletion.Kept)
        {
            contents.Dequeue();
            var row = org.State.Find(oldest.Id);
            if (row is null) continue;
            var type = org.State.Schema[row.Object];
            // An undeleted row, or one deleted again later, is not this entry's.
            if (row.IsDeleted(type) && row.Stamp(type) == oldest.Deleted) org.State.Table(type).Put(row, null);
        }
    }

    public void Clear() => contents.Clear();
}
