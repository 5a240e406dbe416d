namespace Integration.Ledger.Handoffs.Drafts;

/// <summary>What a caller hears of a key that it used before.</summary>
internal static class RequestRule
{
    /// <summary>The body is compared as text: a caller that repeats a request repeats its bytes.</summary>
    public static RequestReceived Received(HandoffRequest stored, HandoffRequest told, bool isNew) =>
        new(stored, isNew, stored.Record == told.Record && stored.Product == told.Product && stored.Body == told.Body);
}
