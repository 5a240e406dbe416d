namespace Integration.HubSpot.Feeds;

/// <summary>What was told lately, so that the look-back does not tell it again at every look. A saving only: forgetting costs a hint.</summary>
internal sealed class ToldRecords(int max)
{
    private readonly HashSet<(string Id, string Stamp)> told = [];
    private readonly Queue<(string Id, string Stamp)> order = new();

    public bool WasTold(string id, string stamp) => told.Contains((id, stamp));

    /// <summary>Only after it was stored: told and then lost would be lost for good.</summary>
    public void Tell(string id, string stamp)
    {
        if (!told.Add((id, stamp))) return;
        order.Enqueue((id, stamp));
        while (order.Count > max) told.Remove(order.Dequeue());
    }
}
