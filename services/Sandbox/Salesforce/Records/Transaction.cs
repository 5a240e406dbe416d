using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Records;

/// <summary>The writes of one request. They are in the tables at once; <see cref="RollBackTo"/> takes them out again.</summary>
/// <remarks>The stamp is taken at the start, as at Salesforce: a transaction that commits late leaves rows with an older stamp.</remarks>
internal sealed class Transaction(OrgState state, Caller caller)
{
    private readonly List<RowChange> changes = [];
    private object? stampValue;

    public OrgState State => state;
    /// <summary>Who writes now; the subrequests of a composite call may differ in their headers.</summary>
    public Caller Caller { get; set; } = caller;
    public DateTimeOffset Stamp { get; init; } = FieldValues.Whole(state.Now);
    /// <summary>The stamp as the rows hold it: boxed once for all of them.</summary>
    public object StampValue => stampValue ??= Stamp;
    public IReadOnlyList<RowChange> Changes => changes;

    /// <summary>A point to roll back to.</summary>
    public int Mark() => changes.Count;

    public void RollBackTo(int mark)
    {
        for (var at = changes.Count - 1; at >= mark; at--)
        {
            var change = changes[at];
            state.Table(change.Type).Put(change.After, change.Before);
            if (IsGrant(change.Type)) state.Permissions.Invalidate();
        }
        changes.RemoveRange(mark, changes.Count - mark);
    }

    public void Put(SObjectType type, Row? before, Row? after, ChangeKind kind)
    {
        if (before is not null && state.Locks.Count > 0 && state.Locks.ContainsKey(before.Id)) throw Locked(before.Id);
        state.Table(type).Put(before, after);
        changes.Add(new RowChange(type, before, after, kind));
        if (IsGrant(type)) state.Permissions.Invalidate();
    }

    /// <summary>The same writes in another transaction's name, which commits them now.</summary>
    public void Redo(RowChange change)
    {
        state.Table(change.Type).Put(change.Before, change.After);
        changes.Add(change);
    }

    public static RefusedException Locked(string id) =>
        new("UNABLE_TO_LOCK_ROW", $"unable to obtain exclusive access to this record or 1 records: {id}");

    private static bool IsGrant(SObjectType type) => type.Name is "FieldPermissions" or "PermissionSetAssignment" or "PermissionSet";
}

/// <summary>One version replaced by the next. <paramref name="Before"/> is null for a create, <paramref name="After"/> for a purge.</summary>
internal sealed record RowChange(SObjectType Type, Row? Before, Row? After, ChangeKind Kind)
{
    public string Id => (After ?? Before)!.Id;
}

/// <summary>What happened to a record. Quiet changes move no stamp and give no event.</summary>
internal enum ChangeKind
{
    Create,
    Update,
    Delete,
    Undelete,
    Quiet,
    Purge,
}
