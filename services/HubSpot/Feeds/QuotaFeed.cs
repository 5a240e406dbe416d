using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;
using Integration.HubSpot.Client;

namespace Integration.HubSpot.Feeds;

/// <summary>Keeps the count of our calls over a restart and leaves it as a gauge; learns the account's time zone, in which a day ends.</summary>
internal sealed class QuotaFeed(HubSpotClient client, QuotaGate quota, IHintSink sink, Action<string> warn) : IFeed
{
    private bool isRestored;
    private bool isZoneKnown;

    /// <inheritdoc />
    public string Name => "hubspot.quota-count";

    /// <inheritdoc />
    public TimeSpan Period => TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public async Task<FeedRound> RoundAsync(CancellationToken stop)
    {
        if (!isRestored)
        {
            quota.Restore(await sink.CursorAsync(Name, stop));
            isRestored = true;
        }
        if (!isZoneKnown) await LearnZoneAsync(stop);
        await sink.StoreAsync(new HintBatch([], new CursorMove(Name, quota.Save())), stop);
        await sink.GaugeAsync("hubspot.quota", quota.Snapshot().ToJson(), stop);
        return new FeedRound(0, HasMore: false);
    }

    private async Task LearnZoneAsync(CancellationToken stop)
    {
        // A token without that right still syncs: the day is then counted in UTC, at worst some hours off.
        var answer = await client.AccountAsync(stop);
        isZoneKnown = answer.Value is not null || answer.Status is >= 400 and < 500;
        if (answer.Value?.TimeZone is not { } name) return;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) quota.Use(zone);
        else warn($"HubSpot's account is in time zone '{name}', which this machine does not know; its day of calls is counted in UTC. Install the time zone data (package tzdata).");
    }
}
