using System.Text.Json;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Records;
using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Batches of records: facts/hubspot.md section 3.2.</summary>
internal static class BatchEndpoints
{
    public static void Map(RouteMap routes)
    {
        var path = routes.Version.Objects + "/{type}/batch/";
        routes.Post(path + "read", Read, RecordEndpoints.Read);
        routes.Post(path + "create", Create, RecordEndpoints.Write);
        routes.Post(path + "update", Update, RecordEndpoints.Write);
        routes.Post(path + "upsert", Upsert, RecordEndpoints.Write);
        routes.Post(path + "archive", Archive, RecordEndpoints.Write);
    }

    private static void Read(Exchange exchange)
    {
        var started = exchange.Now;
        var (type, body) = (exchange.Type(), exchange.Body);
        var history = InputJson.Strings(body, "propertiesWithHistory");
        var ids = InputJson.Array(body, "inputs").Select(input => InputJson.Required(input, "id")).ToList();
        var shown = RecordJson.Shown(exchange.Portal, type, [.. InputJson.Strings(body, "properties"), .. history]);
        var (found, missing) = exchange.Portal.Read(type.Plural, ids, InputJson.Text(body, "idProperty"), exchange.QueryFlag("archived"), history.Count > 0);
        BeginBatch(exchange.Json);
        foreach (var record in found)
        {
            RecordJson.Begin(exchange.Json, record, shown, exchange.Options.PortalId, withUrl: false);
            RecordJson.WriteHistory(exchange.Json, record, [.. history.Where(shown.Contains)]);
            exchange.Json.WriteEndObject();
        }
        EndBatch(exchange, started, missing.Count == 0 ? [] : [new RefusedInput(Refusals.SomeNotFound(type, missing), null)], missing.Count);
    }

    private static void Create(Exchange exchange)
    {
        var started = exchange.Now;
        var type = exchange.Type();
        var inputs = InputJson.Array(exchange.Body, "inputs").Select(InputJson.Record).ToList();
        var outcome = exchange.Portal.Create(exchange.Caller, type.Plural, inputs, exchange.Version.Rules);
        exchange.Status = StatusCodes.Status201Created;
        WriteOutcome(exchange, started, outcome, showNew: false);
    }

    private static void Update(Exchange exchange)
    {
        var started = exchange.Now;
        var inputs = InputJson.Array(exchange.Body, "inputs").Select(InputJson.RecordWithId).ToList();
        WriteOutcome(exchange, started, exchange.Portal.Update(exchange.Caller, exchange.Type().Plural, inputs, exchange.Version.Rules), showNew: false);
    }

    private static void Upsert(Exchange exchange)
    {
        var started = exchange.Now;
        var inputs = InputJson.Array(exchange.Body, "inputs").Select(InputJson.RecordWithId).ToList();
        WriteOutcome(exchange, started, exchange.Portal.Upsert(exchange.Caller, exchange.Type().Plural, inputs, exchange.Version.Rules), showNew: true);
    }

    private static void Archive(Exchange exchange)
    {
        var ids = InputJson.Array(exchange.Body, "inputs").Select(input => InputJson.Id(input, "id")).ToList();
        exchange.RecordsWritten = exchange.Portal.Archive(exchange.Caller, exchange.Type().Plural, ids);
        exchange.NoContent();
    }

    private static void WriteOutcome(Exchange exchange, DateTimeOffset started, BatchOutcome outcome, bool showNew)
    {
        exchange.RecordsWritten = outcome.Results.Count;
        BeginBatch(exchange.Json);
        foreach (var result in outcome.Results)
        {
            bool? isNew = showNew ? result.New : null;
            if (result.Written is { } names) RecordJson.Begin(exchange.Json, result.Record, RecordJson.WithStamps(result.Record.Type, names), exchange.Options.PortalId, withUrl: showNew, isNew);
            else RecordJson.BeginWhole(exchange.Json, result.Record, exchange.Options.PortalId, withUrl: showNew, isNew);
            RecordJson.WriteWarnings(exchange.Json, result.Warnings);
            exchange.Json.WriteEndObject();
        }
        EndBatch(exchange, started, outcome.Refused, outcome.Refused.Count);
    }

    public static void BeginBatch(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("status", "COMPLETE");
        json.WriteStartArray("results");
    }

    public static void EndBatch(Exchange exchange, DateTimeOffset started, IReadOnlyList<RefusedInput> refused, int errorCount)
    {
        var json = exchange.Json;
        json.WriteEndArray();
        if (refused.Count > 0)
        {
            exchange.Status = StatusCodes.Status207MultiStatus;
            json.WriteNumber("numErrors", errorCount);
            json.WriteStartArray("errors");
            foreach (var each in refused) ErrorJson.Write(json, each.Error, null, each.TraceId);
            json.WriteEndArray();
        }
        json.WriteString("startedAt", WireTime.Iso(started));
        json.WriteString("completedAt", WireTime.Iso(exchange.Now));
        json.WriteEndObject();
    }
}
