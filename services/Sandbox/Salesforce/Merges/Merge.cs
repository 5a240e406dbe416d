using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Merges;

/// <summary>Merges up to two records into a third: facts/salesforce.md section 9.4.</summary>
internal static class Merge
{
    private const int LosersMax = 2;

    /// <returns>Ids of children that now belong to the winner.</returns>
    /// <param name="tx">The transaction.</param>
    /// <param name="type">Lead, Contact or Account.</param>
    /// <param name="masterId">The winner.</param>
    /// <param name="losers">One or two. They go to the bin with MasterRecordId; the values of their unique fields come free and are not carried over.</param>
    /// <param name="fields">Values the winner takes, as a person picks them on the merge page; none leaves it untouched and without an event.</param>
    public static IReadOnlyList<string> Carry(Transaction tx, SObjectType type, string masterId, IReadOnlyList<string> losers, IReadOnlyDictionary<string, object?> fields)
    {
        if (!type.Has(ObjectTraits.Mergeable)) throw new RefusedException("INVALID_TYPE", $"entity type {type.Name} does not support merge");
        if (losers.Count is 0 or > LosersMax) throw new RefusedException("MERGE_FAILED", $"a merge takes one or two records besides the master, not {losers.Count}");
        var master = RecordWriter.Live(tx.State, type, masterId);
        var gone = losers.Select(id => RecordWriter.Live(tx.State, type, id)).ToList();
        if (gone.Any(row => row.Id == master.Id) || gone.DistinctBy(row => row.Id).Count() != gone.Count) throw new RefusedException("MERGE_FAILED", "a record cannot be merged with itself");
        if (type.Name == "Lead" && gone.Append(master).Any(row => row.IsTrue(type, "IsConverted"))) throw new RefusedException("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
        var moved = new List<string>();
        foreach (var loser in gone)
        {
            moved.AddRange(Reparent(tx, type, loser.Id, master.Id));
            Deletion.Delete(tx, type, loser.Id, master.Id);
        }
        if (fields.Count > 0) RecordWriter.Update(tx, type, master.Id, fields);
        return moved;
    }

    private static List<string> Reparent(Transaction tx, SObjectType type, string loserId, string masterId)
    {
        var moved = new List<string>();
        foreach (var (child, field, _) in tx.State.Schema.ChildrenOf(type.Name).Where(child => child.Field.Indexed && child.Field.Name is not ("MasterRecordId" or "LeadOrContactId")).ToList())
        {
            var table = tx.State.Table(child);
            foreach (var row in table.Holding(field, loserId).Where(row => !row.IsDeleted(child)).ToList())
            {
                if (child.Name == "CampaignMember" && IsMember(table, field, row, masterId))
                {
                    Deletion.Delete(tx, child, row.Id); // The winner is a member already, and the pair is unique.
                    continue;
                }
                var values = row.Copy(child.Fields.Count);
                values[field.Ordinal] = masterId;
                ObjectRules.Derive(tx, child, row, values);
                RecordWriter.StampChanged(tx, child, values);
                // Which contact a lead became is bookkeeping: it changes without a word to anybody.
                tx.Put(child, row, new Row(child.Name, row.Id, values), field.Name.StartsWith("Converted", StringComparison.Ordinal) ? ChangeKind.Quiet : ChangeKind.Update);
                moved.Add(row.Id);
            }
        }
        return moved;
    }

    private static bool IsMember(Table table, SField field, Row row, string masterId) =>
        table.Holding(field, masterId).Any(other => !other.IsDeleted(table.Type) && other.Text(table.Type, "CampaignId") == row.Text(table.Type, "CampaignId"));
}
