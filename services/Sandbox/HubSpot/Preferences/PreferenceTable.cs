namespace Integration.Sandbox.HubSpot.Preferences;

/// <summary>Which emails are opted out of what: facts/hubspot.md section 8.</summary>
internal sealed class PreferenceTable
{
    /// <summary>The one subscription type every portal here has.</summary>
    public const long MarketingSubscriptionId = 1;

    private readonly HashSet<string> unsubscribedFromAll = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Email, long SubscriptionId), string> statuses = [];

    public IReadOnlyCollection<string> UnsubscribedFromAll => unsubscribedFromAll;
    public IReadOnlyDictionary<(string Email, long SubscriptionId), string> Statuses => statuses;

    public bool IsUnsubscribedFromAll(string email) => unsubscribedFromAll.Contains(email);

    public string Status(string email, long subscriptionId) =>
        unsubscribedFromAll.Contains(email) ? "UNSUBSCRIBED" : statuses.GetValueOrDefault((email, subscriptionId), "NOT_SPECIFIED");

    public void Set(string email, long subscriptionId, string status) => statuses[(email, subscriptionId)] = status;

    public void SetAll(string email, bool unsubscribed)
    {
        if (unsubscribed) unsubscribedFromAll.Add(email);
        else unsubscribedFromAll.Remove(email);
    }
}
