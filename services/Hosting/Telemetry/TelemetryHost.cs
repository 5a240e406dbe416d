using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Integration.Hosting.Telemetry;

/// <summary>Sends traces and metrics by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; does nothing otherwise.</summary>
/// <remarks>
/// OpenTelemetry.Extensions.Hosting is not on our feed, so the providers live here (ADR 0011). The exporter reads the other
/// standard variables (headers, time-out) itself.
/// </remarks>
public sealed class TelemetryHost(Func<string, string?> environment, IReadOnlyList<string> roles) : IHostedService, IDisposable
{
    // What .NET and the libraries tell by themselves; their instrumentation packages are not needed for it.
    private static readonly string[] Sources = [Instruments.Name, "MassTransit", "Npgsql", "System.Net.Http", "Microsoft.AspNetCore"];

    private static readonly string[] Meters =
        [Instruments.Name, "MassTransit", "Npgsql", "System.Net.Http", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    private TracerProvider? traces;
    private MeterProvider? metrics;

    /// <summary>True once providers were built.</summary>
    public bool IsExporting => traces is not null;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var endpoint = environment("OTEL_EXPORTER_OTLP_ENDPOINT");
        if (string.IsNullOrWhiteSpace(endpoint)) return Task.CompletedTask;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var collector))
            throw new FormatException("OTEL_EXPORTER_OTLP_ENDPOINT is not a URI: write http://host:4317, or unset it");
        var resource = ResourceBuilder.CreateDefault().AddService("integration")
            .AddAttributes([new("integration.roles", string.Join(',', roles))])
            .AddEnvironmentVariableDetector();
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources).AddOtlpExporter(exporter => Point(exporter, collector, "v1/traces")).Build();
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter(exporter => Point(exporter, collector, "v1/metrics")).Build();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        // Bounded, so that a collector that is away does not keep the process from ending.
        traces?.Shutdown(2000);
        metrics?.Shutdown(2000);
        return Task.CompletedTask;
    }

    // An endpoint that is set in code is taken as it is; the path of each signal is appended only to the one that the exporter reads itself.
    private void Point(OtlpExporterOptions exporter, Uri collector, string path)
    {
        var isHttp = environment("OTEL_EXPORTER_OTLP_PROTOCOL") == "http/protobuf";
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = isHttp ? new Uri(collector.AbsoluteUri.TrimEnd('/') + "/" + path) : collector;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }
}
