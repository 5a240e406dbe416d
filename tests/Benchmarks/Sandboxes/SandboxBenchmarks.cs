using BenchmarkDotNet.Attributes;

namespace Integration.Benchmarks.Sandboxes;

/// <summary>One HubSpot call with its batch; records per second = batch / mean.</summary>
public class HubSpotSandboxBenchmarks
{
    private HubSpotCalls calls = null!;

    [Params(1, HubSpotCalls.BatchMax)]
    public int Batch { get; set; }

    [GlobalSetup]
    public async Task StartAsync() => calls = await HubSpotCalls.StartAsync();

    [GlobalCleanup]
    public async Task StopAsync() => await calls.DisposeAsync();

    [Benchmark]
    public Task CreateAsync() => calls.CreateAsync(Batch);

    [Benchmark]
    public Task UpdateAsync() => calls.UpdateAsync(Batch);

    [Benchmark]
    public Task ReadAsync() => calls.ReadAsync(Batch);
}

/// <summary>One Salesforce Collections call with its batch; records per second = batch / mean.</summary>
public class SalesforceSandboxBenchmarks
{
    private SalesforceCalls calls = null!;

    [Params(1, SalesforceCalls.BatchMax)]
    public int Batch { get; set; }

    [GlobalSetup]
    public async Task StartAsync() => calls = await SalesforceCalls.StartAsync();

    [GlobalCleanup]
    public async Task StopAsync() => await calls.DisposeAsync();

    [Benchmark]
    public Task UpsertAsync() => calls.UpsertAsync(Batch);

    [Benchmark]
    public Task UpdateAsync() => calls.UpdateAsync(Batch);

    [Benchmark]
    public Task RetrieveAsync() => calls.RetrieveAsync(Batch);
}
