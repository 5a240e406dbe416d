using System.Globalization;
using Integration.Sandbox.HubSpot.Associations;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;
using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Single records, lists, merge and privacy delete: facts/hubspot.md sections 3.1 and 3.4.</summary>
internal static class RecordEndpoints
{
    private const int PageMax = 100;
    /// <summary>History cuts pages to this.</summary>
    private const int PageWithHistoryMax = 50;

    public static void Map(RouteMap routes)
    {
        var path = routes.Version.Objects + "/{type}";
        routes.Get(path, List, Read);
        routes.Post(path, Create, Write);
        routes.Get(path + "/{id}", Get, Read);
        routes.Patch(path + "/{id}", Update, Write);
        routes.Delete(path + "/{id}", Archive, Write);
        routes.Post(path + "/merge", Merge, Write);
        routes.Post(path + "/gdpr-delete", PrivacyDelete, Write);
    }

    /// <summary>The scope to read the object of the path; null for an unknown object, which is refused later.</summary>
    public static string? Read(Exchange exchange) => ObjectType.TryNamed(exchange.Route("type"), out var type) ? $"crm.objects.{type!.Scope}.read" : null;

    public static string? Write(Exchange exchange) => ObjectType.TryNamed(exchange.Route("type"), out var type) ? $"crm.objects.{type!.Scope}.write" : null;

    private static void List(Exchange exchange)
    {
        var type = exchange.Type();
        var history = exchange.QueryList("propertiesWithHistory");
        var limit = exchange.QueryNumber("limit", 10, PageMax);
        if (history.Count > 0) limit = Math.Min(limit, PageWithHistoryMax);
        var after = exchange.Query("after") is { Length: > 0 } text
            ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Refusals.Validation($"Invalid value '{text}' for after.")
            : 0;
        var shown = RecordJson.Shown(exchange.Portal, type, [.. exchange.QueryList("properties"), .. history]);
        var (page, next) = exchange.Portal.List(type.Plural, after, limit, exchange.QueryFlag("archived"));
        exchange.Json.WriteStartObject();
        exchange.Json.WriteStartArray("results");
        foreach (var record in page) WriteRead(exchange, record, shown, history);
        exchange.Json.WriteEndArray();
        if (next is { } id) WritePaging(exchange, $"{exchange.Version.Objects}/{exchange.Route("type")}", id.ToString(CultureInfo.InvariantCulture), limit);
        exchange.Json.WriteEndObject();
    }

    public static void WritePaging(Exchange exchange, string path, string after, int limit)
    {
        exchange.Json.WriteStartObject("paging");
        exchange.Json.WriteStartObject("next");
        exchange.Json.WriteString("after", after);
        // The vendor's own host, wherever this sandbox listens: whoever follows the link instead of the cursor leaves the house.
        exchange.Json.WriteString("link", string.Create(CultureInfo.InvariantCulture, $"https://api.hubapi.com{path}?limit={limit}&after={after}"));
        exchange.Json.WriteEndObject();
        exchange.Json.WriteEndObject();
    }

    private static void Get(Exchange exchange)
    {
        var type = exchange.Type();
        var history = exchange.QueryList("propertiesWithHistory");
        var record = exchange.Portal.ReadOne(type.Plural, exchange.Route("id"), exchange.Query("idProperty"), exchange.QueryFlag("archived"));
        WriteRead(exchange, record, RecordJson.Shown(exchange.Portal, type, [.. exchange.QueryList("properties"), .. history]), history);
    }

    private static void WriteRead(Exchange exchange, HubSpotRecord record, string[] shown, IReadOnlyList<string> history)
    {
        RecordJson.Begin(exchange.Json, record, shown, exchange.Options.PortalId, withUrl: true);
        RecordJson.WriteHistory(exchange.Json, record, [.. history.Where(shown.Contains)]);
        InlineAssociations.Write(exchange, record, exchange.QueryList("associations"));
        exchange.Json.WriteEndObject();
    }

    private static void Create(Exchange exchange)
    {
        var type = exchange.Type();
        var made = exchange.Portal.Create(exchange.Caller, type.Plural, [InputJson.Record(exchange.Body) with { TraceId = null }], exchange.Version.Rules).Results[0];
        exchange.Status = StatusCodes.Status201Created;
        exchange.RecordsWritten = 1;
        exchange.Header("Location", string.Create(CultureInfo.InvariantCulture, $"https://api.hubapi.com{exchange.Version.Objects}/{type.Plural}/{made.Record.Id}"));
        RecordJson.BeginWhole(exchange.Json, made.Record, exchange.Options.PortalId, withUrl: true);
        RecordJson.WriteWarnings(exchange.Json, made.Warnings);
        exchange.Json.WriteEndObject();
    }

    private static void Update(Exchange exchange)
    {
        var type = exchange.Type();
        var input = InputJson.Record(exchange.Body) with { Id = exchange.Route("id"), IdProperty = exchange.Query("idProperty") };
        var written = exchange.Portal.UpdateOne(exchange.Caller, type.Plural, input, exchange.Version.Rules);
        exchange.RecordsWritten = 1;
        RecordJson.Begin(exchange.Json, written.Record, RecordJson.WithStamps(type, written.Written ?? []), exchange.Options.PortalId, withUrl: false);
        RecordJson.WriteWarnings(exchange.Json, written.Warnings);
        exchange.Json.WriteEndObject();
    }

    private static void Archive(Exchange exchange)
    {
        exchange.RecordsWritten = exchange.Portal.Archive(exchange.Caller, exchange.Type().Plural, [exchange.Id()]);
        exchange.NoContent();
    }

    private static void Merge(Exchange exchange)
    {
        var body = exchange.Body;
        var type = exchange.Type();
        var made = exchange.Portal.Merge(exchange.Caller, type.Plural, InputJson.Id(body, "primaryObjectId"), InputJson.Id(body, "objectIdToMerge"));
        exchange.RecordsWritten = 2;
        RecordJson.BeginWhole(exchange.Json, made, exchange.Options.PortalId, withUrl: false, created: false);
        exchange.Json.WriteEndObject();
    }

    private static void PrivacyDelete(Exchange exchange)
    {
        if (exchange.Type() != ObjectType.Contact) throw Refusals.NotFound();
        var body = exchange.Body;
        var gone = exchange.Portal.Locked(state => new RecordEnds(state).PrivacyDelete(InputJson.Required(body, "objectId"), InputJson.Text(body, "idProperty"), exchange.Caller));
        exchange.RecordsWritten = gone ? 1 : 0;
        exchange.NoContent();
    }
}
