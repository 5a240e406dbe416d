using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Integration.EndToEnd.Tests.Cases.Worlds;

/// <summary>What a wire does to the bytes on it.</summary>
internal enum WireState
{
    /// <summary>Carries them.</summary>
    Pass,
    /// <summary>Ends every connection and refuses new ones.</summary>
    Cut,
    /// <summary>Takes connections and bytes and carries nothing, as a firewall that forgot a connection does.</summary>
    Stall,
    /// <summary>Carries requests and ends the answer's direction at its first byte: done, and nobody is told.</summary>
    HalfClose,
}

/// <summary>A TCP line from one port to another that can be cut, stalled, half closed and trapped while the service runs.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly HashSet<TcpClient> open = [];
    private readonly Task accepting;
    private TaskCompletionSource changed = New();
    private Trap? trap;

    public Wire(int port)
    {
        UpstreamPort = port;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Where it leads; a restarted server may be elsewhere.</summary>
    public int UpstreamPort { get; set; }

    public WireState State { get; private set; }

    public void Set(WireState state)
    {
        lock (gate)
        {
            State = state;
            changed.TrySetResult();
            changed = New();
            if (state == WireState.Cut) foreach (var client in open.ToList()) client.Close();
        }
    }

    /// <summary>Holds the next request whose first line matches, or its answer, until <see cref="Release"/>; everything else passes.</summary>
    public void Lay(Trap next)
    {
        lock (gate) trap = next;
    }

    public void Release()
    {
        lock (gate)
        {
            trap?.Opened.TrySetResult();
            trap = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await stop.CancelAsync();
        listener.Stop();
        lock (gate) foreach (var client in open.ToList()) client.Close();
        await accepting;
        stop.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
            catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return; // Disposed: there is nobody left to accept for.
            }
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            lock (gate)
            {
                if (State == WireState.Cut) return;
                open.Add(near);
                open.Add(far);
            }
            await PassableAsync();
            await far.ConnectAsync(IPAddress.Loopback, UpstreamPort, stop.Token);
            near.NoDelay = far.NoDelay = true;
            var line = new Line();
            await Task.WhenAny(PumpAsync(near, far, line, isAnswer: false), PumpAsync(far, near, line, isAnswer: true));
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Either end hung up, or the wire was cut: the other end is closed below and sees it.
        }
        finally
        {
            lock (gate)
            {
                open.Remove(near);
                open.Remove(far);
            }
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Line line, bool isAnswer)
    {
        var buffer = new byte[64 * 1024];
        while (await from.GetStream().ReadAsync(buffer, stop.Token) is var read && read > 0)
        {
            if (!isAnswer) line.Trap = Sprung(buffer.AsSpan(0, read)) ?? line.Trap;
            if (line.Trap is { } held && held.HoldsAnswer == isAnswer)
            {
                held.Sprung.TrySetResult();
                await held.Opened.Task.WaitAsync(stop.Token);
                line.Trap = null;
            }
            await PassableAsync();
            if (isAnswer && State == WireState.HalfClose)
            {
                to.Client.Shutdown(SocketShutdown.Send);
                return;
            }
            await to.GetStream().WriteAsync(buffer.AsMemory(0, read), stop.Token);
        }
    }

    // A client writes the head of a request in one piece, at the beginning of a segment: enough to know it by.
    private Trap? Sprung(ReadOnlySpan<byte> segment)
    {
        lock (gate)
        {
            if (trap is null || trap.Sprung.Task.IsCompleted || trap.Taken) return null;
            var end = segment.IndexOf((byte)'\r');
            if (end < 0 || !trap.Pattern.IsMatch(Encoding.ASCII.GetString(segment[..end]))) return null;
            trap.Taken = true;
            return trap;
        }
    }

    private async Task PassableAsync()
    {
        while (State == WireState.Stall)
        {
            Task change;
            lock (gate) change = changed.Task;
            if (State == WireState.Stall) await change.WaitAsync(stop.Token);
        }
    }

    private sealed class Line
    {
        public Trap? Trap { get; set; }
    }
}
