using Integration.Core.Reconciling;

namespace Integration.Sync;

/// <summary>How Sync works through due pairs.</summary>
public sealed record SyncOptions
{
    /// <summary>
    /// Pairs claimed at once, 1 to 2,000. Default 1,000: Salesforce reads 2,000 ids in one call, so larger claims are cheaper under load;
    /// the connectors cut them into the vendors' batches of 100 and 200.
    /// </summary>
    public int BatchMax { get; init; } = 1_000;
    /// <summary>Watched records looked at in one batch, 1 to 2,000. Default 500.</summary>
    public int SightingsMax { get; init; } = 500;
    /// <summary>
    /// How long a claim lasts by itself: what a killed process costs its pairs. It is renewed before sending. A call that outlives it loses
    /// nothing, since the epoch refuses the late commit and the open intent keeps the next owner from sending. Default 30 s.
    /// </summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>How often due pairs are looked for without a bell: what a lost message costs. Default 2 s.</summary>
    public TimeSpan SweepPeriod { get; init; } = TimeSpan.FromSeconds(2);
    /// <summary>Under load, how long a batch may wait to fill. An idle Sync never waits. Default 2 s; 0 = never.</summary>
    public TimeSpan LingerMax { get; init; } = TimeSpan.FromSeconds(2);
    /// <summary>For how long after a cycle Sync counts as loaded. Default 250 ms.</summary>
    public TimeSpan BusyFor { get; init; } = TimeSpan.FromMilliseconds(250);
    /// <summary>How often every linked pair is read by id although nothing was hinted. Default one day.</summary>
    public TimeSpan FullSweepPeriod { get; init; } = TimeSpan.FromDays(1);
    /// <summary>Pairs made due by one step of the full sweep, 1 to 2,000. Default 1,000.</summary>
    public int FullSweepPage { get; init; } = 1_000;
    /// <summary>Wait between two steps. Default 30 s: 300,000 pairs take two and a half hours, 10 HubSpot calls and one of Salesforce at a time.</summary>
    public TimeSpan FullSweepStep { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>Deletions of one mapping and system within an hour that are always carried over; above it, <see cref="DeletesPerHourShare"/> decides. Default 25.</summary>
    public int DeletesPerHourMin { get; init; } = 25;
    /// <summary>Share of a mapping's linked pairs whose deletion within an hour is still carried over. Default 5 %.</summary>
    public double DeletesPerHourShare { get; init; } = 0.05;
    /// <summary>The most that <see cref="DeletesPerHourShare"/> may come to: 5 % of 300,000 would be 15,000 people before anybody is asked. Default 500.</summary>
    public int DeletesPerHourMax { get; init; } = 500;
    /// <summary>Bounds of the pure decisions.</summary>
    public SyncLimits Limits { get; init; } = new();
    /// <summary>Name of this process among the lease owners. Default "sync".</summary>
    public string Owner { get; init; } = "sync";
}
