namespace Integration.Ledger.Memory;

/// <summary>One caller at a time, and every answer is there when it is handed out.</summary>
internal sealed class MemoryTurn
{
    private readonly Lock turn = new();

    public Task<T> DoneAsync<T>(Func<T> call, CancellationToken stop)
    {
        if (stop.IsCancellationRequested) return Task.FromCanceled<T>(stop);
        try
        {
            lock (turn) return Task.FromResult(call());
        }
        catch (ArgumentException error)
        {
            return Task.FromException<T>(error);
        }
    }

    /// <summary>A pen in memory never waits: its tasks are done when they are handed out.</summary>
    public static T Finished<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
