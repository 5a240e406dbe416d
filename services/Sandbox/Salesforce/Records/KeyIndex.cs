namespace Integration.Sandbox.Salesforce.Records;

/// <summary>From a field's value to the ids of the rows that hold it. Text is found whatever its case, as Salesforce compares it.</summary>
internal sealed class KeyIndex
{
    // Nearly every key has one holder: that one is kept bare, and only shared keys pay for a set.
    private readonly Dictionary<string, object> holders = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string key, string id)
    {
        if (!holders.TryGetValue(key, out var held)) holders[key] = id;
        else if (held is SortedSet<string> set) set.Add(id);
        else holders[key] = new SortedSet<string>(StringComparer.Ordinal) { (string)held, id };
    }

    public void Remove(string key, string id)
    {
        if (!holders.TryGetValue(key, out var held)) return;
        if (held is not SortedSet<string> set) holders.Remove(key);
        else if (set.Remove(id) && set.Count == 0) holders.Remove(key);
    }

    /// <summary>The holders in order of id. Ids that differ by case alone share a key.</summary>
    public IEnumerable<string> Find(string key) =>
        !holders.TryGetValue(key, out var held) ? [] : held is SortedSet<string> set ? set : [(string)held];
}
