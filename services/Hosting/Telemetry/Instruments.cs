using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Integration.Hosting.Telemetry;

/// <summary>The one activity source and the one meter of the service. Names and tags carry keys and codes, never field values.</summary>
public static class Instruments
{
    /// <summary>Name of both; others may make their own source or meter under it.</summary>
    public const string Name = "Integration";

    /// <summary>Spans of the service.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>Counters and histograms of the service.</summary>
    public static Meter Meter { get; } = new(Name);
}
