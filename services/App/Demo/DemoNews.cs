namespace Integration.App.Demo;

/// <summary>The last few things worth a glance: what people did, what the service warned of. Safe from any thread.</summary>
internal sealed class DemoNews
{
    private const int Kept = 8;
    private readonly Lock gate = new();
    private readonly Queue<string> lines = new();

    /// <summary>How many were told so far.</summary>
    public long Count { get; private set; }

    /// <summary>The newest last.</summary>
    public IReadOnlyList<string> Lines
    {
        get { lock (gate) return [.. lines]; }
    }

    /// <summary>Adds one line.</summary>
    public void Tell(string line)
    {
        lock (gate)
        {
            Count++;
            lines.Enqueue(line);
            if (lines.Count > Kept) lines.Dequeue();
        }
    }
}
