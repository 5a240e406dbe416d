using System.Net.Sockets;
using Integration.App.Commands;
using Microsoft.AspNetCore.Connections;

namespace Integration.App.Running;

/// <summary>A port that cannot be listened on, told so that it can be mended.</summary>
internal static class PortFaults
{
    /// <summary>Whether a server did not start because its port is taken.</summary>
    public static bool IsInUse(Exception failure) =>
        failure is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
        || (failure.InnerException is { } inner && IsInUse(inner));

    public static StopsHereException InUse(int port, string what, string option) => new(
        ExitCode.OutsideFailed, $"port {port} is in use, and {what} wants to listen there",
        $"stop the program that uses it (another 'integration run'?), or choose another port with {option}");
}
