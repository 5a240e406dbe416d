using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Records;

/// <summary>One version of one record. Immutable: a change makes a new row, so a cursor or an event may hold an old one.</summary>
/// <remarks>Values are string, bool, decimal, DateOnly, DateTimeOffset or null, at the ordinals of the object's fields.</remarks>
internal sealed class Row(string objectName, string id, object?[] values)
{
    public string Object => objectName;
    public string Id => id;

    /// <summary>The stored value; null beyond the end, where fields were added after the row was written, and before the start, for a field the object lacks.</summary>
    public object? this[int ordinal] => ordinal >= 0 && ordinal < values.Length ? values[ordinal] : null;

    public object?[] Copy(int length)
    {
        var copy = new object?[Math.Max(length, values.Length)];
        values.CopyTo(copy, 0);
        return copy;
    }

    public object? Stored(SField field) => this[field.Ordinal];
    public string? Text(SObjectType type, string field) => this[type[field].Ordinal] as string;
    public bool IsTrue(SObjectType type, string field) => type.Field(field) is { } found && this[found.Ordinal] is true;
    public bool IsDeleted(SObjectType type) => this[type.System.IsDeleted] is true;
    public DateTimeOffset Stamp(SObjectType type) => this[type.System.SystemModstamp] is DateTimeOffset stamp ? stamp : DateTimeOffset.UnixEpoch;
}
