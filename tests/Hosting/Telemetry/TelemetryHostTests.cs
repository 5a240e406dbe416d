using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Integration.Hosting.Telemetry;

namespace Integration.Hosting.Tests.Telemetry;

public sealed class TelemetryHostTests
{
    [Fact]
    public async Task Without_an_endpoint_nothing_is_exported()
    {
        using var telemetry = new TelemetryHost(_ => null, ["sync"]);
        await telemetry.StartAsync(CancellationToken.None);
        Assert.False(telemetry.IsExporting);
    }

    [Fact]
    public async Task With_an_endpoint_spans_reach_the_collector()
    {
        using var collector = new TcpListener(IPAddress.Loopback, 0);
        collector.Start();
        var port = ((IPEndPoint)collector.LocalEndpoint).Port;
        using var telemetry = new TelemetryHost(name => name switch
        {
            "OTEL_EXPORTER_OTLP_ENDPOINT" => $"http://127.0.0.1:{port}",
            "OTEL_EXPORTER_OTLP_PROTOCOL" => "http/protobuf",
            _ => null,
        }, ["sync"]);
        await telemetry.StartAsync(CancellationToken.None);
        using (Instruments.Activities.StartActivity("sync.cycle", ActivityKind.Internal)) { }
        var asked = collector.AcceptTcpClientAsync();
        var stopping = Task.Run(() => telemetry.StopAsync(CancellationToken.None));

        using var caller = await asked.WaitAsync(TimeSpan.FromSeconds(10));
        using var reader = new StreamReader(caller.GetStream());
        Assert.StartsWith("POST /v1/", await reader.ReadLineAsync());
        caller.Close();
        await stopping.WaitAsync(TimeSpan.FromSeconds(15));
    }
}
