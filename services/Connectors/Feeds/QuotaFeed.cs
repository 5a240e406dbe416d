using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;

namespace Integration.Connectors.Feeds;

/// <summary>Keeps the count of our calls over a restart and leaves it as a gauge: without it each start would have the whole day's allowance again.</summary>
/// <param name="system">Whose, as its feeds are named: <c>hubspot</c>. The count is the cursor <c>hubspot.quota-count</c>, the gauge <c>hubspot.quota</c>.</param>
/// <param name="quota">What counts.</param>
/// <param name="sink">Keeps both.</param>
/// <param name="learn">What the allowance depends on and only the system can tell, before each saving; null = nothing.</param>
public sealed class QuotaFeed(string system, QuotaGate quota, IHintSink sink, Func<CancellationToken, Task>? learn = null) : IFeed
{
    private bool isRestored;

    /// <inheritdoc />
    public string Name => $"{system}.quota-count";

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
        if (learn is not null) await learn(stop);
        await sink.StoreAsync(new HintBatch([], new CursorMove(Name, quota.Save())), stop);
        await sink.GaugeAsync($"{system}.quota", quota.Snapshot().ToJson(), stop);
        return new FeedRound(0, HasMore: false);
    }
}
