using System.Diagnostics.Metrics;
using Integration.Connectors.Http;

namespace Integration.Connectors;

/// <summary>Metrics of all connectors: meter <c>Integration.Connectors</c>.</summary>
internal static class ConnectorMeters
{
    private static readonly Meter Meter = new("Integration.Connectors");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("integration.outside.calls", "{call}", "Calls to an outside system, with their last word.");

    public static void Count(string system, OutsideCall call, OutsideAnswer answer) => Calls.Add(1,
        new("system", system), new("call", call.Name), new("lane", call.Lane.ToString()),
        new("fate", answer.Fate.ToString()), new("code", answer.Fault?.Code ?? "ok"));
}
