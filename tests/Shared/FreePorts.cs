using System.Net;
using System.Net.Sockets;

namespace Integration.Tests.Shared;

/// <summary>
/// Ports of 127.0.0.1 for what is started later, or stopped and started again. They are from 10000 to 19999: below the
/// 32768 from which the kernel hands out the ports of outgoing connections (net.ipv4.ip_local_port_range). One that the
/// kernel chose would be free now and some client's when its process starts, minutes later. The servers' scripts draw
/// theirs above these (tests/servers/common.sh).
/// </summary>
internal static class FreePorts
{
    private const int First = 10_000;
    private const int Count = 10_000;

    // Two test processes at once begin elsewhere; two rigs of one process never get the same one.
    private static int next = Environment.ProcessId * 97;

    /// <summary>A port that nobody listens on, another one at each call (for the first 10,000).</summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = First + ((Interlocked.Increment(ref next) & int.MaxValue) % Count);
            if (Binds(port)) return port;
        }
        throw new InvalidOperationException($"no port from {First} to {First + Count - 1} is free");
    }

    private static bool Binds(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
