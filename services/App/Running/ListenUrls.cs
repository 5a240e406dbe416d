using System.Net;
using System.Net.Sockets;
using Integration.App.Commands;

namespace Integration.App.Running;

/// <summary>Where the service listens.</summary>
internal static class ListenUrls
{
    /// <summary><c>--port</c> on loopback, else <c>INTEGRATION_URLS</c> (separated by <c>;</c>), else loopback and the default port.</summary>
    /// <exception cref="StopsHereException">The variable holds something else than URLs.</exception>
    public static IReadOnlyList<Uri> Of(int? port, int defaultPort, Func<string, string?> environment)
    {
        if (port is { } number) return [Loopback(number == 0 ? FreePort() : number)];
        var text = environment("INTEGRATION_URLS");
        if (string.IsNullOrWhiteSpace(text)) return [Loopback(defaultPort)];
        var urls = new List<Uri>();
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(part, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp)
                throw new StopsHereException(ExitCode.Usage, $"INTEGRATION_URLS: '{part}' is no http address", "write http://0.0.0.0:8080, several separated by ';'; TLS ends at a proxy in front");
            urls.Add(url);
        }
        return urls;
    }

    private static Uri Loopback(int port) => new($"http://127.0.0.1:{port}");

    // Chosen here and not by the server: the demo must tell the Sandbox where webhooks go before the service starts.
    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
