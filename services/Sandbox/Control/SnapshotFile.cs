namespace Integration.Sandbox.Control;

/// <summary>Keeps a system's state in a file: written beside it and renamed over it, so a crash leaves the last whole one.</summary>
internal sealed class SnapshotFile : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly string path;
    private readonly ISandboxSystem system;
    private readonly CancellationTokenSource stop = new();
    private Task loop = Task.CompletedTask;
    private long saved;

    private SnapshotFile(string path, ISandboxSystem system)
    {
        this.path = path;
        this.system = system;
    }

    public static SnapshotFile Open(string path, ISandboxSystem system)
    {
        if (File.Exists(path))
        {
            using var file = File.OpenRead(path);
            system.Load(file);
        }
        return new SnapshotFile(path, system) { saved = system.Revision };
    }

    public void Start() => loop = RunAsync();

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Period, system.Clock, stop.Token);
                Save();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping; the last save follows in DisposeAsync.
        }
    }

    private void Save()
    {
        var revision = system.Revision;
        if (revision == saved) return;
        var beside = path + ".new";
        using (var file = File.Create(beside)) system.Save(file);
        File.Move(beside, path, overwrite: true);
        saved = revision;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        Save();
        stop.Dispose();
    }
}
