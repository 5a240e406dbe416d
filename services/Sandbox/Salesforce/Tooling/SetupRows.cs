using Integration.Sandbox.Salesforce.Records;

namespace Integration.Sandbox.Salesforce.Tooling;

/// <summary>Rows of the tooling objects, which are read like records but written only by their own calls.</summary>
internal static class SetupRows
{
    public static string Add(Transaction tx, string objectName, params ReadOnlySpan<(string Field, object? Value)> fields)
    {
        var type = tx.State.Schema[objectName];
        var id = tx.State.NextId(type.KeyPrefix);
        var values = (object?[])type.Blank.Clone();
        values[type["Id"].Ordinal] = id;
        values[type.System.CreatedDate] = tx.StampValue;
        values[type.System.CreatedById] = tx.Caller.UserId;
        RecordWriter.StampChanged(tx, type, values);
        foreach (var (field, value) in fields) values[type[field].Ordinal] = value;
        tx.Put(type, null, new Row(objectName, id, values), ChangeKind.Quiet);
        return id;
    }
}
