namespace Integration.Sandbox.HubSpot.Records;

/// <summary>The stored values of one record version, in alphabetical order; never changes, so that the search index may keep an old one.</summary>
internal sealed class PropertyBag
{
    private readonly string[] names;
    private readonly PropertyValue[] values;

    private PropertyBag(string[] names, PropertyValue[] values)
    {
        this.names = names;
        this.values = values;
    }

    public static PropertyBag Empty { get; } = new([], []);

    /// <summary>A bag of values that are in alphabetical order already.</summary>
    public static PropertyBag OfSorted(string[] names, PropertyValue[] values) => new(names, values);

    public int Count => names.Length;

    public string NameAt(int index) => names[index];

    public PropertyValue ValueAt(int index) => values[index];

    public PropertyValue? Find(string name)
    {
        var index = Array.BinarySearch(names, name, StringComparer.Ordinal);
        return index < 0 ? null : values[index];
    }

    /// <summary>A copy with these values set; the later of two entries for one name wins.</summary>
    public PropertyBag With(IReadOnlyList<KeyValuePair<string, PropertyValue>> changes)
    {
        if (changes.Count == 0) return this;
        var nextNames = new List<string>(names.Length + changes.Count);
        nextNames.AddRange(names);
        var nextValues = new List<PropertyValue>(names.Length + changes.Count);
        nextValues.AddRange(values);
        foreach (var (name, value) in changes)
        {
            var index = nextNames.BinarySearch(name, StringComparer.Ordinal);
            if (index >= 0)
            {
                nextValues[index] = value;
                continue;
            }
            nextNames.Insert(~index, name);
            nextValues.Insert(~index, value);
        }
        return new PropertyBag([.. nextNames], [.. nextValues]);
    }
}
