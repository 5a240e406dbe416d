using Integration.Connectors.Quotas;
using Integration.HubSpot.Client;

namespace Integration.HubSpot.Feeds;

/// <summary>Learns the account's time zone, in which a day of calls ends.</summary>
internal sealed class AccountZone(HubSpotClient client, QuotaGate quota, Action<string> warn)
{
    private bool isKnown;

    /// <summary>Asks until HubSpot has answered, and not again.</summary>
    public async Task LearnAsync(CancellationToken stop)
    {
        if (isKnown) return;
        // A token without that right still syncs: the day is then counted in UTC, at worst some hours off.
        var answer = await client.AccountAsync(stop);
        isKnown = answer.Value is not null || answer.Status is >= 400 and < 500;
        if (answer.Value?.TimeZone is not { } name) return;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) quota.Use(zone);
        else warn($"HubSpot's account is in time zone '{name}', which this machine does not know; its day of calls is counted in UTC. Install the time zone data (package tzdata).");
    }
}
