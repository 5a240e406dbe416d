using Integration.Core.Records;

namespace Integration.Connectors.Quotas;

/// <summary>At most so many calls within a sliding span; cooler lanes see a smaller window, so that a hot call finds room at once.</summary>
public sealed class BurstWindow(int callsMax, TimeSpan span, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Queue<long> sent = new();
    private long closedUntil = long.MinValue;

    /// <summary>Takes a place, or says how long until there may be one.</summary>
    /// <returns><see cref="TimeSpan.Zero"/> = taken.</returns>
    public TimeSpan TryTake(Lane lane)
    {
        lock (gate)
        {
            var now = clock.GetTimestamp();
            if (now < closedUntil) return clock.GetElapsedTime(now, closedUntil);
            while (sent.TryPeek(out var oldest) && clock.GetElapsedTime(oldest, now) >= span) sent.Dequeue();
            var room = Math.Max(1, (int)(callsMax * LaneShares.Of(lane)));
            if (sent.Count < room)
            {
                sent.Enqueue(now);
                return TimeSpan.Zero;
            }
            var leaving = sent.ElementAt(sent.Count - room);
            // Never zero: the caller would spin on a clock that has not moved yet.
            return Max(span - clock.GetElapsedTime(leaving, now), TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>Lets nobody through for a while: the vendor said that its own window is full (other apps may share it).</summary>
    public void Close(TimeSpan pause)
    {
        lock (gate)
        {
            var until = clock.GetTimestamp() + (long)(pause.TotalSeconds * clock.TimestampFrequency);
            closedUntil = Math.Max(closedUntil, until);
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
