using Integration.Connectors.Feeds;
using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;

namespace Integration.Salesforce.Feeds;

/// <summary>Keeps the count of calls over a restart, and shows it: without it each start would have the whole day's allowance again.</summary>
internal sealed class QuotaFeed(QuotaGate quota, IHintSink sink) : IFeed
{
    private bool isRestored;

    /// <inheritdoc />
    public string Name => "salesforce.quota-count";

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
        await sink.StoreAsync(new HintBatch([], new CursorMove(Name, quota.Save())), stop);
        await sink.GaugeAsync("salesforce.quota", quota.Snapshot().ToJson(), stop);
        return new FeedRound(0, HasMore: false);
    }
}
