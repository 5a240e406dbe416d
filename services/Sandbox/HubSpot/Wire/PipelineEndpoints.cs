using System.Text.Json;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>The deal pipeline, read-only; its stages are the options of <c>dealstage</c>.</summary>
internal static class PipelineEndpoints
{
    private static readonly DateTimeOffset Founded = new(2024, 12, 25, 13, 1, 35, 228, TimeSpan.Zero);

    /// <summary>Win probabilities of the default sales pipeline, by stage order.</summary>
    private static readonly string[] Probabilities = ["0.2", "0.4", "0.6", "0.8", "0.9", "1.0", "0.0"];

    public static void Map(RouteMap routes)
    {
        routes.Get(routes.Version.Pipelines + "/{type}", List, RecordEndpoints.Read);
        routes.Get(routes.Version.Pipelines + "/{type}/{id}", Get, RecordEndpoints.Read);
    }

    private static void List(Exchange exchange)
    {
        var type = exchange.Type();
        exchange.Json.WriteStartObject();
        exchange.Json.WriteStartArray("results");
        if (type == ObjectType.Deal) Write(exchange);
        exchange.Json.WriteEndArray();
        exchange.Json.WriteEndObject();
    }

    private static void Get(Exchange exchange)
    {
        if (exchange.Type() != ObjectType.Deal || exchange.Route("id") != "default") throw Refusals.NotFound();
        Write(exchange);
    }

    private static void Write(Exchange exchange)
    {
        var stages = exchange.Portal.Locked(state => state.Table(ObjectType.Deal).Properties.Any("dealstage")!.Options);
        var json = exchange.Json;
        json.WriteStartObject();
        json.WriteString("label", "Sales Pipeline");
        json.WriteNumber("displayOrder", 0);
        json.WriteString("id", "default");
        json.WriteStartArray("stages");
        for (var i = 0; i < stages.Count; i++) WriteStage(json, stages[i], i);
        json.WriteEndArray();
        WriteStamps(json);
        json.WriteEndObject();
    }

    private static void WriteStage(Utf8JsonWriter json, PropertyOption stage, int order)
    {
        json.WriteStartObject();
        json.WriteString("label", stage.Label);
        json.WriteNumber("displayOrder", order);
        json.WriteStartObject("metadata");
        json.WriteString("isClosed", stage.Value.StartsWith("closed", StringComparison.Ordinal) ? "true" : "false");
        json.WriteString("probability", order < Probabilities.Length ? Probabilities[order] : "0.5");
        json.WriteEndObject();
        json.WriteString("id", stage.Value);
        WriteStamps(json);
        json.WriteEndObject();
    }

    private static void WriteStamps(Utf8JsonWriter json)
    {
        json.WriteString("createdAt", WireTime.Iso(Founded));
        json.WriteString("updatedAt", WireTime.Iso(Founded));
        json.WriteBoolean("archived", false);
    }
}
