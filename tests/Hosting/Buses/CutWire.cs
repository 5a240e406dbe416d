using System.Net;
using System.Net.Sockets;
using Integration.Hosting.Buses;
using Integration.Tests.Shared;

namespace Integration.Hosting.Tests.Buses;

/// <summary>A line to the broker that a test can cut and mend: what a killed broker looks like from here.</summary>
internal sealed class CutWire : IAsyncDisposable
{
    private readonly BusAddress broker;
    private readonly List<TcpClient> open = [];
    private readonly Lock gate = new();
    private readonly int port = FreePorts.Next();
    private TcpListener? listener;

    public CutWire(BusAddress broker)
    {
        this.broker = broker;
        Mend();
    }

    public BusAddress Address => broker with { Host = "127.0.0.1", Port = (ushort)port };

    public void Cut()
    {
        lock (gate)
        {
            listener?.Stop();
            listener = null;
            foreach (var client in open) client.Dispose();
            open.Clear();
        }
    }

    public void Mend()
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        _ = AcceptAsync(listener);
    }

    public ValueTask DisposeAsync()
    {
        Cut();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
            {
                var near = await from.AcceptTcpClientAsync();
                var far = new TcpClient();
                await far.ConnectAsync(broker.Host, broker.Port);
                lock (gate) open.AddRange([near, far]);
                _ = CopyAsync(near, far);
                _ = CopyAsync(far, near);
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut: that is what the wire is for.
        }
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One end went away; the other follows below.
        }
        to.Dispose();
    }
}
