using Microsoft.Extensions.Logging;

namespace Integration.Ledger;

/// <summary>Repeats work on the ledger for as long as a process runs.</summary>
/// <remarks>
/// No failure of a round ends it, whatever its kind: a loop that ended on one that nobody foresaw would look like a service with nothing
/// to do, or take the host down with it. What a failed round had claimed comes again by itself when its lease ends.
/// </remarks>
public static class Rounds
{
    /// <summary>Does round after round until stopped, and returns quietly then.</summary>
    /// <param name="what">What waits or failed, as a log line begins: <c>The full sweep</c>.</param>
    /// <param name="round">Does one and says how long to wait for the next; zero when it has waited itself.</param>
    /// <param name="afterFailure">How long to wait after a round that threw; above zero.</param>
    /// <param name="time">Measures the waits.</param>
    /// <param name="log">Gets a warning when the ledger was away, an error otherwise.</param>
    /// <param name="stop">Ends the round under way, or the wait.</param>
    public static async Task RepeatAsync(string what, Func<CancellationToken, Task<TimeSpan>> round, TimeSpan afterFailure, TimeProvider time, ILogger log, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var wait = afterFailure;
            try
            {
                wait = await round(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (LedgerUnavailableException unavailable)
            {
                log.LogWarning("{What} waits for the ledger: {Reason}", what, unavailable.Message);
            }
            catch (Exception failure)
            {
                log.LogError(failure, "{What} failed; it goes on in {Wait}", what, wait);
            }
            // In the context that it was called in: the simulator orders by it what comes next.
            if (wait > TimeSpan.Zero) await Task.Delay(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>The same with one wait after every round, good or failed. The first begins at once.</summary>
    public static Task EveryAsync(TimeSpan period, string what, Func<CancellationToken, Task> round, TimeProvider time, ILogger log, CancellationToken stop) =>
        RepeatAsync(what, async within =>
        {
            await round(within);
            return period;
        }, period, time, log, stop);
}
