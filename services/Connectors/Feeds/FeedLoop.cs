using Integration.Connectors.Ports;

namespace Integration.Connectors.Feeds;

/// <summary>One look at what a system has to tell.</summary>
/// <remarks>A round stores its hints and cursor itself, in one transaction, before it returns.</remarks>
public interface IFeed
{
    /// <summary>Stable name: <c>hubspot.poll.contacts</c>; also the name of its cursor.</summary>
    string Name { get; }

    /// <summary>Wait between rounds when there is no more.</summary>
    TimeSpan Period { get; }

    /// <summary>Does one bounded piece of work.</summary>
    /// <exception cref="ConnectorHaltException">The system refuses or did not answer; nothing is lost, the cursor stands where it stood.</exception>
    /// <exception cref="HintsNotStoredException">The ledger could not store; the cursor stands where it stood.</exception>
    Task<FeedRound> RoundAsync(CancellationToken stop);
}

/// <summary>What a round did.</summary>
/// <param name="Hints">Hints stored.</param>
/// <param name="HasMore">There is more at once: no waiting.</param>
/// <param name="SeenUntil">Everything the system changed before this instant was told; null = not known yet.</param>
public sealed record FeedRound(int Hints, bool HasMore, DateTimeOffset? SeenUntil = null);

/// <summary>Runs a feed for ever: period with jitter, backoff after errors, a gauge after each round. It never ends by itself.</summary>
/// <param name="feed">What to run.</param>
/// <param name="sink">Takes the gauge, named as the feed.</param>
/// <param name="clock">The clock.</param>
/// <param name="entropy">Spreads the rounds of several processes.</param>
/// <param name="failed">Told of every failed round, for the log; null = the gauge alone tells.</param>
public sealed class FeedLoop(IFeed feed, IHintSink sink, TimeProvider clock, IEntropy entropy, Action<string, Exception>? failed = null)
{
    private static readonly TimeSpan BackoffMax = TimeSpan.FromMinutes(5);
    private FeedGauge gauge = new(feed.Name);

    /// <summary>Runs until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var pause = await RoundAsync(stop);
            if (pause > TimeSpan.Zero) await Task.Delay(pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One round and its gauge.</summary>
    /// <returns>How long to wait before the next.</returns>
    public async Task<TimeSpan> RoundAsync(CancellationToken stop)
    {
        TimeSpan pause;
        try
        {
            var round = await feed.RoundAsync(stop);
            gauge = gauge.After(round, clock.GetUtcNow());
            pause = round.HasMore ? TimeSpan.Zero : feed.Period * (0.9 + entropy.NextDouble() / 5);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (Exception error)
        {
            // Every kind of error: a feed that ends on one it did not know would look like a quiet system.
            gauge = gauge.After(error, clock.GetUtcNow());
            failed?.Invoke(feed.Name, error);
            pause = Backoff(gauge.FailuresInRow, (error as ConnectorHaltException)?.Fault.RetryAfter);
        }
        await LeaveGaugeAsync(stop);
        return pause;
    }

    private TimeSpan Backoff(int failures, TimeSpan? asked)
    {
        var own = TimeSpan.FromSeconds(Math.Min(BackoffMax.TotalSeconds, Math.Pow(2, Math.Min(failures, 10)))) * (0.5 + entropy.NextDouble() / 2);
        // A vendor's wait is obeyed up to the longest backoff: a day-long refusal is asked about every five minutes, in case it is lifted.
        return asked is { } wait && wait > own ? (wait < BackoffMax ? wait : BackoffMax) : own;
    }

    private async Task LeaveGaugeAsync(CancellationToken stop)
    {
        try
        {
            await sink.GaugeAsync(feed.Name, gauge.ToJson(), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopping: the next start writes the gauge anew.
        }
        catch (Exception error)
        {
            failed?.Invoke(feed.Name, error);
        }
    }
}
