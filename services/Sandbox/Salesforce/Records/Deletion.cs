using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Records;

/// <summary>The way into the recycle bin and out of it.</summary>
internal static class Deletion
{
    /// <summary>How long the bin keeps a record: facts/salesforce.md section 4.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(15);

    // Children that go with their parent; what is not named here stays and keeps pointing at a deleted record.
    private static readonly (string Parent, string Child, string Field)[] Cascades =
    [
        ("Account", "Contact", "AccountId"), ("Account", "Opportunity", "AccountId"),
        ("Opportunity", "OpportunityContactRole", "OpportunityId"), ("Contact", "OpportunityContactRole", "ContactId"),
        ("Campaign", "CampaignMember", "CampaignId"), ("Lead", "CampaignMember", "LeadId"), ("Contact", "CampaignMember", "ContactId"),
        ("Lead", "Task", "WhoId"), ("Contact", "Task", "WhoId"), ("Account", "Task", "WhatId"), ("Opportunity", "Task", "WhatId"),
    ];

    /// <summary>Deletes a record with its children. Both stamps move: facts/salesforce.md section 8.1.</summary>
    public static void Delete(Transaction tx, SObjectType type, string id, string? masterId = null)
    {
        if (!type.Has(ObjectTraits.Deletable)) throw new RefusedException("INSUFFICIENT_ACCESS_OR_READONLY", $"entity type {type.Name} does not support delete");
        var row = RecordWriter.Live(tx.State, type, id);
        if (tx.Caller.Subject.Length > 0 && tx.State.LockStrikes(tx.Caller.Subject)) throw Transaction.Locked(row.Id);
        if (type.System.IsDeleted < 0)
        {
            tx.Put(type, row, null, ChangeKind.Purge);
            return;
        }
        var values = row.Copy(type.Fields.Count);
        values[type.System.IsDeleted] = true;
        if (masterId is not null) values[type.System.MasterRecordId] = masterId;
        RecordWriter.StampChanged(tx, type, values);
        tx.Put(type, row, new Row(type.Name, row.Id, values), ChangeKind.Delete);
        foreach (var child in Children(tx.State, type, row.Id, deleted: false)) Delete(tx, child.Type, child.Row.Id);
    }

    /// <summary>Restores a record and the children that went with it.</summary>
    public static void Undelete(Transaction tx, SObjectType type, string id)
    {
        var full = RecordId.Normalise(id) ?? throw new RefusedException("MALFORMED_ID", $"malformed id {id}");
        var row = tx.State.Table(type).Find(full);
        if (row is null || !row.IsDeleted(type) || !type.Has(ObjectTraits.Undeletable))
            throw new RefusedException("UNDELETE_FAILED", "Entity is not in the recycle bin");
        var stamp = row.Stamp(type);
        foreach (var child in Children(tx.State, type, row.Id, deleted: true).Where(child => child.Row.Stamp(child.Type) == stamp).ToList()) Restore(tx, child.Type, child.Row);
        Restore(tx, type, row);
    }

    private static void Restore(Transaction tx, SObjectType type, Row row)
    {
        foreach (var field in type.IndexedFields.Where(field => field.Unique))
        {
            // While it lay in the bin its key was free, and somebody may have taken it.
            if (Table.KeyOf(row.Stored(field)) is { } key && tx.State.Table(type).Holding(field, key).Any(other => other.Id != row.Id && !other.IsDeleted(type)))
                throw new RefusedException("UNDELETE_FAILED", $"duplicate value found: {field.Name} duplicates value on another record", field.Name);
        }
        var values = row.Copy(type.Fields.Count);
        values[type.System.IsDeleted] = false;
        if (type.System.MasterRecordId >= 0) values[type.System.MasterRecordId] = null;
        RecordWriter.StampChanged(tx, type, values);
        tx.Put(type, row, new Row(type.Name, row.Id, values), ChangeKind.Undelete);
    }

    private static List<(SObjectType Type, Row Row)> Children(OrgState state, SObjectType parent, string id, bool deleted) =>
    [
        .. from cascade in Cascades
           where cascade.Parent == parent.Name
           let table = state.Table(cascade.Child)
           from row in table.Holding(table.Type[cascade.Field], id).ToList()
           where row.IsDeleted(table.Type) == deleted
           select (table.Type, row),
    ];
}
