namespace Integration.App.Running;

/// <summary>Asks for the roles of this process to end and begin anew: what a changed configuration says is wired at the start alone.</summary>
internal sealed class NextStart : IDisposable
{
    private readonly Lock gate = new();
    private CancellationTokenSource asked = new();

    /// <summary>Cancelled once somebody asked.</summary>
    public CancellationToken Asked
    {
        get
        {
            lock (gate) return asked.Token;
        }
    }

    /// <summary>Asks for it.</summary>
    public void Ask()
    {
        lock (gate) asked.Cancel();
    }

    /// <summary>It cannot be had: whoever asks from now on asks anew.</summary>
    public void Refused()
    {
        lock (gate)
        {
            asked.Dispose();
            asked = new CancellationTokenSource();
        }
    }

    /// <summary>Nobody asks any more.</summary>
    public void Dispose() => asked.Dispose();
}
