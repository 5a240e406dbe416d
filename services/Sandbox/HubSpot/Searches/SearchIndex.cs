using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Searches;

/// <summary>What search sees: each record's version becomes visible some time after the write, one write overtaking another.</summary>
internal sealed class SearchIndex
{
    /// <summary>A portal that is never searched must not pile up versions for ever.</summary>
    private const int ComingMax = 4096;

    private readonly Dictionary<long, HubSpotRecord> visible = [];
    private readonly PriorityQueue<HubSpotRecord, long> coming = new();

    /// <summary>Notes a version; an archived one takes the record out of search.</summary>
    public void Note(HubSpotRecord version, DateTimeOffset visibleAt, DateTimeOffset now)
    {
        if (visibleAt <= now) Show(version);
        else coming.Enqueue(version, visibleAt.UtcTicks);
        if (coming.Count > ComingMax) Advance(now);
    }

    /// <summary>Every version ever shown and not replaced, archived ones included: the caller leaves those out.</summary>
    public IEnumerable<HubSpotRecord> At(DateTimeOffset now)
    {
        Advance(now);
        return visible.Values;
    }

    private void Advance(DateTimeOffset now)
    {
        while (coming.TryPeek(out _, out var due) && due <= now.UtcTicks) Show(coming.Dequeue());
    }

    // A late old version must neither undo a newer one nor bring a deleted record back.
    private void Show(HubSpotRecord version)
    {
        if (visible.TryGetValue(version.Id, out var shown) && shown.Version > version.Version) return;
        visible[version.Id] = version;
    }
}
