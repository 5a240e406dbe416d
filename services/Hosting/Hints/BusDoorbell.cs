using System.Threading.Channels;
using Integration.Messages;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Hosting.Hints;

/// <summary>Rings loops of other processes over the bus, from a small queue of its own.</summary>
/// <remarks>A webhook is answered within 5 s whether or not the broker is up; so nobody waits for a bell, and a full queue drops the oldest.</remarks>
public sealed class BusDoorbell(IBus bus, TimeProvider time, ILogger<BusDoorbell> log) : BackgroundService, IDoorbell
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<RecordsTouched> bells = Channel.CreateBounded<RecordsTouched>(
        new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <inheritdoc />
    public void Ring(RecordsTouched touched) => bells.Writer.TryWrite(touched);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await bells.Reader.WaitToReadAsync(stoppingToken))
        {
            var merged = Merge();
            if (merged is null) continue;
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);
            try
            {
                await bus.Publish(merged, either.Token);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("A doorbell for {System} was not delivered ({Failure}): the sweeper finds its pairs within seconds", merged.System, failure.GetType().Name);
            }
        }
    }

    // Under load one bell stands for all that came meanwhile: the claim takes whatever is due anyway.
    private RecordsTouched? Merge()
    {
        RecordsTouched? merged = null;
        while (bells.Reader.TryRead(out var next))
            merged = merged is null ? next : merged with { Lane = merged.Lane < next.Lane ? merged.Lane : next.Lane, Count = merged.Count + next.Count };
        return merged;
    }
}
