using System.Globalization;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Records;

/// <summary>The rows of one object, deleted ones included, with the indexes that look-ups need.</summary>
internal sealed class Table
{
    private readonly Dictionary<string, Row> rows = new(StringComparer.Ordinal);
    private readonly Dictionary<int, KeyIndex> keys = [];
    private readonly SortedSet<(long Stamp, string Id)> byStamp = new(StampOrder.Instance);
    private SObjectType type;

    public Table(SObjectType type)
    {
        this.type = type;
        foreach (var field in type.IndexedFields) keys[field.Ordinal] = new KeyIndex();
    }

    public SObjectType Type => type;
    public int Count => rows.Count;
    public IEnumerable<Row> Rows => rows.Values;
    public Row? Find(string id) => rows.GetValueOrDefault(id);

    /// <summary>Takes the object with one more field. Rows already there hold nothing in it.</summary>
    public void Grow(SObjectType next)
    {
        foreach (var field in next.IndexedFields) keys.TryAdd(field.Ordinal, new KeyIndex());
        type = next;
    }

    /// <summary>Replaces one version by the next; null before = new, null after = gone for good.</summary>
    public void Put(Row? before, Row? after)
    {
        foreach (var field in type.IndexedFields)
        {
            var was = KeyOf(before?[field.Ordinal]);
            var becomes = KeyOf(after?[field.Ordinal]);
            if (was == becomes) continue;
            var index = keys[field.Ordinal];
            if (was is not null) index.Remove(was, before!.Id);
            if (becomes is not null) index.Add(becomes, after!.Id);
        }
        if (before is not null) byStamp.Remove((before.Stamp(type).UtcTicks, before.Id));
        if (after is not null)
        {
            byStamp.Add((after.Stamp(type).UtcTicks, after.Id));
            rows[after.Id] = after;
        }
        else if (before is not null) rows.Remove(before.Id);
    }

    /// <summary>Rows that hold <paramref name="key"/> in an indexed field, in order of id.</summary>
    public IEnumerable<Row> Holding(SField field, string key)
    {
        var found = keys[field.Ordinal].Find(key).Select(id => rows[id]);
        // The index folds case, and two ids may differ by case alone.
        return field.Type == FieldType.Reference ? found.Where(row => (string?)row[field.Ordinal] == key) : found;
    }

    /// <summary>The form in which a value is looked up; null is never found.</summary>
    public static string? KeyOf(object? value) => value switch
    {
        string text => text,
        decimal number => (number / 1.000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture), // Drops trailing zeros: 5.0 and 5 are one key.
        _ => null,
    };

    /// <summary>Rows stamped at <paramref name="from"/> or later, in order of stamp and id.</summary>
    public IEnumerable<Row> StampedFrom(DateTimeOffset from) =>
        byStamp.Count == 0 || byStamp.Max.Stamp < from.UtcTicks ? [] : byStamp.GetViewBetween((from.UtcTicks, ""), byStamp.Max).Select(entry => rows[entry.Id]);

    private sealed class StampOrder : IComparer<(long Stamp, string Id)>
    {
        public static readonly StampOrder Instance = new();

        public int Compare((long Stamp, string Id) x, (long Stamp, string Id) y)
        {
            var byTime = x.Stamp.CompareTo(y.Stamp);
            return byTime != 0 ? byTime : string.CompareOrdinal(x.Id, y.Id);
        }
    }
}
