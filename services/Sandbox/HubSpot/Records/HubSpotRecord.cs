using System.Globalization;
using Integration.Sandbox.HubSpot.Properties;

namespace Integration.Sandbox.HubSpot.Records;

/// <summary>One version of one record. Immutable: a write makes the next version and leaves this one as it was.</summary>
public sealed class HubSpotRecord
{
    internal HubSpotRecord(ObjectType type, long id, DateTimeOffset createdAt, Caller createdBy)
    {
        Type = type;
        Id = id;
        CreatedAt = createdAt;
        UpdatedAt = createdAt;
        CreatedBy = createdBy;
    }

    internal ObjectType Type { get; private init; }

    /// <summary>Plural name of the object, such as <c>contacts</c>.</summary>
    public string ObjectName => Type.Plural;

    /// <summary>The record id, unique per object type.</summary>
    public long Id { get; private init; }

    /// <summary>When it was created; a merged record keeps the older of the two times.</summary>
    public DateTimeOffset CreatedAt { get; internal init; }

    /// <summary>When it last changed, to the millisecond; moves with side effects too, such as a note being added.</summary>
    public DateTimeOffset UpdatedAt { get; internal init; }

    /// <summary>When it went to the recycle bin; null while it is live.</summary>
    public DateTimeOffset? ArchivedAt { get; internal init; }

    /// <summary>True in the recycle bin, and for the last version of a record that a merge or privacy delete ended.</summary>
    public bool Archived => ArchivedAt is not null;

    internal Caller CreatedBy { get; private init; }

    internal PropertyBag Bag { get; init; } = PropertyBag.Empty;

    /// <summary>Rises with every version of any record of the portal: says which of two versions is newer when clocks tie.</summary>
    internal long Version { get; init; }

    /// <summary>The value as a read shows it; null when empty or not defined.</summary>
    public string? this[string property] =>
        Type.Derived.TryGetValue(property, out var derive) ? derive(this) : Bag.Find(property)?.Value;

    /// <summary>All values that are not empty, derived ones included, in alphabetical order.</summary>
    public IEnumerable<KeyValuePair<string, string>> Properties
    {
        get
        {
            // Two sorted lists, merged: every create is answered with this, a hundred times per call.
            int stored = 0, derived = 0;
            while (stored < Bag.Count || derived < Type.DerivedOrder.Length)
            {
                var order = stored == Bag.Count ? 1 : derived == Type.DerivedOrder.Length ? -1 : string.CompareOrdinal(Bag.NameAt(stored), Type.DerivedOrder[derived].Key);
                var (name, value) = order < 0
                    ? (Bag.NameAt(stored), Bag.ValueAt(stored).Value)
                    : (Type.DerivedOrder[derived].Key, Type.DerivedOrder[derived].Value(this));
                // A derived value stands before a stored one of the same name.
                if (order <= 0) stored++;
                if (order >= 0) derived++;
                if (value is not null) yield return new(name, value);
            }
        }
    }

    /// <summary>The value's history, newest first; null when the property never had a value.</summary>
    public PropertyValue? History(string property) => Bag.Find(property);

    internal HubSpotRecord Next(long version, DateTimeOffset updatedAt, PropertyBag bag, DateTimeOffset? archivedAt) =>
        new(Type, Id, CreatedAt, CreatedBy) { UpdatedAt = updatedAt, Bag = bag, ArchivedAt = archivedAt, Version = version };

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Type.Plural}/{Id}");
}
