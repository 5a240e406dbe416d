using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Hosting.Hints;

/// <summary>Rings loops of other processes over the bus, from a small queue of its own.</summary>
/// <remarks>A webhook is answered within 5 s whether or not the broker is up; so nobody waits for a bell, and a full queue drops the oldest.</remarks>
/// <typeparam name="T">The message.</typeparam>
public abstract class BusBell<T>(IBus bus, TimeProvider time, ILogger log) : BackgroundService
    where T : class
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<T> bells = Channel.CreateBounded<T>(
        new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Sends it soon; under load one message stands for all that came meanwhile, since a claim takes whatever is due anyway.</summary>
    public void Ring(T bell) => bells.Writer.TryWrite(bell);

    /// <summary>One message for two.</summary>
    protected abstract T Merged(T one, T other);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await bells.Reader.WaitToReadAsync(stoppingToken))
        {
            T? merged = null;
            while (bells.Reader.TryRead(out var next)) merged = merged is null ? next : Merged(merged, next);
            if (merged is null) continue;
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);
            try
            {
                await bus.Publish(merged, either.Token);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("A doorbell {Message} was not delivered ({Failure}): the sweeper finds its pairs within seconds", typeof(T).Name, failure.GetType().Name);
            }
        }
    }
}
