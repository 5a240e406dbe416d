namespace Integration.Core.Records;

/// <summary>One object in one system.</summary>
/// <param name="System">The system that holds it.</param>
/// <param name="Object">The vendor's API name, in the vendor's case: <c>contacts</c>, <c>Lead</c>.</param>
/// <param name="Id">The vendor's id; Salesforce ids always in their 18-character form.</param>
public readonly record struct RecordKey(SystemName System, string Object, string Id) : IComparable<RecordKey>
{
    /// <summary><c>HubSpot/contacts/4711</c>: the form used in logs, the ledger and <c>integration explain</c>.</summary>
    public override string ToString() => $"{System}/{Object}/{Id}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text has not three parts that say something, or no known system; the message names the form.</exception>
    public static RecordKey Parse(string text)
    {
        var parts = text.Split('/', 3);
        // By name: Enum.TryParse alone also reads numbers and lists, and "7/contacts/1" would be a record of no system.
        return parts.Length == 3 && Enum.GetNames<SystemName>().Contains(parts[0], StringComparer.OrdinalIgnoreCase) && Enum.TryParse<SystemName>(parts[0], ignoreCase: true, out var system)
            && parts[1].Length > 0 && parts[2].Length > 0
            ? new RecordKey(system, parts[1], parts[2])
            : throw new FormatException($"'{text}' is no record key: write System/Object/Id, such as HubSpot/contacts/4711");
    }

    /// <summary>Ordinal order, so that batches and effects never depend on hash order.</summary>
    public int CompareTo(RecordKey other)
    {
        var bySystem = System.CompareTo(other.System);
        if (bySystem != 0) return bySystem;
        var byObject = string.CompareOrdinal(Object, other.Object);
        return byObject != 0 ? byObject : string.CompareOrdinal(Id, other.Id);
    }
}
