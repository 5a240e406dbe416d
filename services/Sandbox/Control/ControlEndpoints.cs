using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.Control;

/// <summary><c>/_sandbox/*</c>: how a test or a demo drives a system from outside.</summary>
internal static class ControlEndpoints
{
    private const long AdvanceSecondsMax = 315_360_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void Map(WebApplication app, ISandboxSystem system, CallLog calls)
    {
        app.MapPost("/_sandbox/reset", () => { system.Faults.Set([]); system.Reset(); calls.Clear(); return Results.Json(new { reset = system.Name }); });
        app.MapPost("/_sandbox/seed", http => AnswerAsync(http, body => Seed(system, body)));
        app.MapPost("/_sandbox/act", http => AnswerAsync(http, body => system.Act(body.AsObject())));
        app.MapPost("/_sandbox/clock", http => AnswerAsync(http, body => SetClock(system, body)));
        app.MapPost("/_sandbox/faults", http => AnswerAsync(http, body =>
        {
            var faults = body.Deserialize<List<Fault?>>(Json) ?? [];
            foreach (var fault in faults) (fault ?? throw new SandboxRefusedException("a fault of the list is null: leave it out, or send [] for none")).Check();
            system.Faults.Set(faults.OfType<Fault>());
            return new JsonObject { ["faults"] = faults.Count };
        }));
        app.MapGet("/_sandbox/calls", () => Results.Json(calls.Report(), Json));
        app.MapDelete("/_sandbox/calls", () => { calls.Clear(); return Results.NoContent(); });
    }

    private static JsonObject SetClock(ISandboxSystem system, JsonNode body)
    {
        var (set, step) = (body["set"], body["advanceSeconds"]);
        if (set is null && step is null) throw new SandboxRefusedException("neither 'set' nor 'advanceSeconds' is there: send {\"set\": \"2026-11-22T09:00:00Z\"} or {\"advanceSeconds\": 60}");
        if (set is not null) system.Clock.Set(set.GetValue<DateTimeOffset>());
        if (step is not null) system.Clock.Advance(Seconds(step.GetValue<double>()));
        return new JsonObject { ["now"] = system.Clock.GetUtcNow() };
    }

    private static TimeSpan Seconds(double seconds) => Math.Abs(seconds) <= AdvanceSecondsMax
        ? TimeSpan.FromSeconds(seconds)
        : throw new SandboxRefusedException($"'advanceSeconds' is beyond {AdvanceSecondsMax}, ten years: send less, or 'set' the time");

    private static JsonObject Seed(ISandboxSystem system, JsonNode body)
    {
        var objectName = body["object"]?.GetValue<string>() ?? throw new SandboxRefusedException("'object' is missing: name the object to seed, such as \"contacts\"");
        if (body["csv"] is { } csv)
        {
            var columns = body["columns"]?.AsObject() ?? throw new SandboxRefusedException("'columns' is missing: map each CSV column to a field, {\"Lead Number\": \"lastname\"}");
            return system.Seed(objectName, CsvSeed.Read(csv.GetValue<string>(), columns.ToDictionary(
                column => column.Key,
                column => column.Value?.GetValue<string>() ?? throw new SandboxRefusedException($"the column '{column.Key}' is mapped to null: name a field, or leave the column out"))));
        }
        var records = body["records"]?.AsArray() ?? throw new SandboxRefusedException("neither 'records' nor 'csv' is there: send one of them");
        return system.Seed(objectName, [.. records.Select((record, index) =>
            Fields(record as JsonObject ?? throw new SandboxRefusedException($"record {index + 1} is not an object: send {{\"field\": \"value\"}}")))]);
    }

    private static Dictionary<string, string?> Fields(JsonObject record) =>
        record.ToDictionary(field => field.Key, field => field.Value switch
        {
            null => null,
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            var other => other.ToJsonString(),
        });

    private static async Task AnswerAsync(HttpContext http, Func<JsonNode, JsonNode> act)
    {
        try
        {
            var body = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted)
                ?? throw new SandboxRefusedException("the body is empty: send a JSON object");
            var answer = act(body);
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(answer.ToJsonString());
        }
        catch (Exception refused) when (refused is SandboxRefusedException or JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(new JsonObject { ["error"] = refused.Message }.ToJsonString());
        }
    }
}
