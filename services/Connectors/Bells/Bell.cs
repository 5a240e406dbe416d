using Integration.Core.Records;

namespace Integration.Connectors.Bells;

/// <summary>Wakes a loop that claims work. Rings add up, so that the loop can tell one edit from a flood; a lost ring costs one sweep.</summary>
public sealed class Bell(TimeProvider time)
{
    private readonly Lock gate = new();
    private TaskCompletionSource rung = New();
    private int count;

    /// <summary>Tells of pairs that became due. What is urgent counts as any number of them, so that nobody lingers for a fuller batch.</summary>
    public void Ring(int pairs, Lane lane = Lane.Normal)
    {
        if (lane == Lane.Hot) pairs = int.MaxValue;
        lock (gate)
        {
            count = (int)Math.Min(int.MaxValue, (long)count + Math.Max(1, pairs));
            rung.TrySetResult();
        }
    }

    /// <summary>How many pairs were rung for since the last <see cref="Take"/>.</summary>
    public int Count
    {
        get { lock (gate) return count; }
    }

    /// <summary>Forgets the rings so far: they are about to be served.</summary>
    public void Take()
    {
        lock (gate)
        {
            count = 0;
            if (rung.Task.IsCompleted) rung = New();
        }
    }

    /// <summary>Waits until at least <paramref name="pairs"/> were rung for, or the time is over.</summary>
    /// <returns>True when rung.</returns>
    public async Task<bool> WaitAsync(int pairs, TimeSpan atMost, CancellationToken stop)
    {
        var until = time.GetUtcNow() + atMost;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            TaskCompletionSource ring;
            lock (gate)
            {
                if (count >= pairs) return true;
                if (rung.Task.IsCompleted) rung = New();
                ring = rung;
            }
            var left = until - time.GetUtcNow();
            if (left <= TimeSpan.Zero) return false;
            // The timer and the stop end the very same wait. A wait composed of two tasks would go on from the thread pool, where no simulator can order it.
            using var over = time.CreateTimer(static waited => ((TaskCompletionSource)waited!).TrySetResult(), ring, left, Timeout.InfiniteTimeSpan);
            using var stopped = stop.UnsafeRegister(static waited => ((TaskCompletionSource)waited!).TrySetResult(), ring);
            await ring.Task;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
