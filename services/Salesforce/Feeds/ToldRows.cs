namespace Integration.Salesforce.Feeds;

/// <summary>Rows told lately, so that the look-back does not tell them again. A saving and no more: forgetting costs a hint, never a change.</summary>
internal sealed class ToldRows
{
    /// <summary>More than this within one look-back is an import; its rows are told twice rather than kept.</summary>
    private const int RowsMax = 50_000;
    private readonly Dictionary<string, DateTimeOffset> stamps = new(StringComparer.Ordinal);

    /// <summary>This very version was told.</summary>
    public bool Has(string id, DateTimeOffset stamp) => stamps.TryGetValue(id, out var told) && told == stamp;

    /// <summary>Told and stored.</summary>
    public void Add(string id, DateTimeOffset stamp)
    {
        if (stamps.Count < RowsMax || stamps.ContainsKey(id)) stamps[id] = stamp;
    }

    /// <summary>Forgets rows that no look will meet again.</summary>
    public void ForgetBefore(DateTimeOffset stamp)
    {
        foreach (var (id, told) in stamps)
            if (told < stamp) stamps.Remove(id);
    }
}
