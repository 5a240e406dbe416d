namespace Integration.HubSpot.Client;

/// <summary>A search for what changed since an instant, paged by record id.</summary>
/// <param name="Stamp">The change-stamp property.</param>
/// <param name="FromMs">Changed at or after, ms since 1970.</param>
/// <param name="AfterId">Ids above this only; 0 = all.</param>
/// <param name="Properties">What to show.</param>
/// <param name="Limit">1 to 200.</param>
/// <remarks>
/// Sorted by id, never by stamp: bulk jobs stamp tens of thousands of records with one millisecond, and an offset is capped
/// at 10,000 and shifts while records change (facts/hubspot.md section 3.3).
/// </remarks>
internal sealed record SearchWindow(string Stamp, long FromMs, long AfterId, IReadOnlyList<string> Properties, int Limit);
