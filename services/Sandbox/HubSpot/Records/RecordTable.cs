using System.Globalization;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Searches;

namespace Integration.Sandbox.HubSpot.Records;

/// <summary>All records of one object type: the primary store, its unique values and its merge aliases.</summary>
internal sealed class RecordTable(ObjectType type)
{
    private readonly Dictionary<long, HubSpotRecord> records = [];
    // Ids only grow, so the order of arrival is the order of ids; an id whose record is gone stays and is skipped.
    private readonly List<long> order = [];
    private readonly Dictionary<string, Dictionary<string, long>> unique = new(StringComparer.Ordinal);
    private readonly Dictionary<long, long> aliases = [];

    public ObjectType Type { get; } = type;
    public PropertyTable Properties { get; } = new(type);
    public SearchIndex Index { get; } = new();
    public long NextId { get; set; } = type.FirstId;
    public IReadOnlyDictionary<long, long> Aliases => aliases;
    public IEnumerable<HubSpotRecord> All => order.Where(records.ContainsKey).Select(id => records[id]);

    public HubSpotRecord? Find(long id) => records.GetValueOrDefault(id);

    /// <summary>The record of this id or, after merges, the one it became.</summary>
    public HubSpotRecord? FindThroughMerges(long id)
    {
        while (!records.ContainsKey(id) && aliases.TryGetValue(id, out var next)) id = next;
        return records.GetValueOrDefault(id);
    }

    public void Put(HubSpotRecord record)
    {
        if (!records.ContainsKey(record.Id)) order.Add(record.Id);
        records[record.Id] = record;
        if (record.Id >= NextId) NextId = record.Id + 1;
    }

    public void Remove(long id) => records.Remove(id);

    public void Alias(long from, long to) => aliases[from] = to;

    /// <summary>Live holder of a unique value; null when free.</summary>
    public long? Holder(string property, string value) =>
        unique.TryGetValue(property, out var holders) && holders.TryGetValue(value, out var id) ? id : null;

    public void Claim(string property, string value, long id)
    {
        if (!unique.TryGetValue(property, out var holders)) unique[property] = holders = new(StringComparer.Ordinal);
        holders[value] = id;
    }

    public void Release(string property, string value, long id)
    {
        if (unique.TryGetValue(property, out var holders) && holders.TryGetValue(value, out var holder) && holder == id) holders.Remove(value);
    }

    /// <summary>All unique values that a record holds: its unique properties, and each secondary email as an email.</summary>
    public IEnumerable<(string Property, string Value)> UniqueValues(HubSpotRecord record)
    {
        for (var i = 0; i < record.Bag.Count; i++)
        {
            if (record.Bag.ValueAt(i).Value is not { } value) continue;
            var name = record.Bag.NameAt(i);
            if (name == "hs_additional_emails")
                foreach (var email in value.Split(';')) yield return ("email", email);
            else if (Properties.Any(name) is { HasUniqueValue: true }) yield return (name, value);
        }
    }

    /// <summary>A page in id order.</summary>
    /// <param name="after">Id to start at; 0 = from the first.</param>
    /// <param name="limit">Records wanted.</param>
    /// <param name="archived">Only archived ones, or only live ones.</param>
    /// <returns>The records, and the id at which the next page starts; null at the end.</returns>
    public (List<HubSpotRecord> Page, long? Next) Page(long after, int limit, bool archived)
    {
        var page = new List<HubSpotRecord>(limit);
        var index = order.BinarySearch(after);
        for (var i = index < 0 ? ~index : index; i < order.Count; i++)
        {
            if (!records.TryGetValue(order[i], out var record) || record.Archived != archived) continue;
            if (page.Count == limit) return (page, record.Id);
            page.Add(record);
        }
        return (page, null);
    }

    /// <summary>Resolves what a caller calls an id.</summary>
    /// <param name="id">Record id, or a value of <paramref name="idProperty"/>.</param>
    /// <param name="idProperty">Null for the record id.</param>
    /// <param name="throughMerges">Old ids of merged records resolve on single reads and writes only (facts/hubspot.md section 3.4).</param>
    /// <returns>The record, archived or not; null when there is none.</returns>
    public HubSpotRecord? Resolve(string id, string? idProperty, bool throughMerges)
    {
        if (idProperty is null or "hs_object_id")
        {
            if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            return throughMerges ? FindThroughMerges(number) : Find(number);
        }
        var key = idProperty == "email" ? id.Trim().ToLowerInvariant() : id;
        if (Holder(idProperty, key) is { } holder) return Find(holder);
        return null;
    }

    /// <exception cref="HubSpotRefusedException">400 when the property cannot identify records.</exception>
    public void CheckIdProperty(string? idProperty, string verb, bool emailAllowed)
    {
        if (idProperty is null or "hs_object_id") return;
        var usable = Properties.Find(idProperty) is { HasUniqueValue: true } && (emailAllowed || idProperty != "email");
        if (!usable) throw Refusals.NonUnique(verb, Type, idProperty);
    }
}
