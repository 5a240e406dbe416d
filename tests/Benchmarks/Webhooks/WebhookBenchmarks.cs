using BenchmarkDotNet.Attributes;

namespace Integration.Benchmarks.Webhooks;

/// <summary>One signed delivery over HTTP until its 200; events per second = events / mean.</summary>
public class WebhookBenchmarks
{
    private WebhookDeliveries deliveries = null!;

    [Params(1, WebhookDeliveries.EventsMax)]
    public int Events { get; set; }

    [GlobalSetup]
    public async Task StartAsync() => deliveries = await WebhookDeliveries.StartAsync();

    [GlobalCleanup]
    public async Task StopAsync() => await deliveries.DisposeAsync();

    [Benchmark]
    public Task DeliverAsync() => deliveries.DeliverAsync(Events);
}
