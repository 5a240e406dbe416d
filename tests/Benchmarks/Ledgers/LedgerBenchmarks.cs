using BenchmarkDotNet.Attributes;

namespace Integration.Benchmarks.Ledgers;

/// <summary>One transaction on a SQLite file with its batch; pairs per second = batch / mean.</summary>
public class LedgerBenchmarks
{
    private LedgerCalls calls = null!;

    [Params(1, LedgerCalls.BatchMax)]
    public int Batch { get; set; }

    [GlobalSetup]
    public async Task StartAsync() => calls = await LedgerCalls.StartAsync();

    [GlobalCleanup]
    public async Task StopAsync() => await calls.DisposeAsync();

    [Benchmark]
    public Task TouchAsync() => calls.TouchAsync(Batch);

    [Benchmark]
    public Task ClaimAsync() => calls.ClaimAsync(Batch);

    [Benchmark]
    public Task CommitAsync() => calls.CommitAsync(Batch);
}
