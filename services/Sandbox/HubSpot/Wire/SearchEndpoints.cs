using System.Globalization;
using System.Text.Json;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Searches;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Search: facts/hubspot.md section 3.3.</summary>
internal static class SearchEndpoints
{
    private const int BodyCharactersMax = 3_000;

    public static void Map(RouteMap routes) =>
        routes.Post(routes.Version.Objects + "/{type}/search", Search, RecordEndpoints.Read, Admission.Search);

    private static void Search(Exchange exchange)
    {
        if (exchange.BodyLength > BodyCharactersMax && exchange.Text.Length > BodyCharactersMax)
            throw Refusals.Validation($"There was a problem with the request. The request body must not exceed {BodyCharactersMax} characters.");
        var (type, body) = (exchange.Type(), exchange.Body);
        var page = exchange.Portal.Search(type.Plural, Request(body));
        var shown = RecordJson.Shown(exchange.Portal, type, InputJson.Strings(body, "properties"));
        exchange.Json.WriteStartObject();
        exchange.Json.WriteNumber("total", page.Total);
        exchange.Json.WriteStartArray("results");
        foreach (var record in page.Results)
        {
            RecordJson.Begin(exchange.Json, record, shown, exchange.Options.PortalId, withUrl: true);
            exchange.Json.WriteEndObject();
        }
        exchange.Json.WriteEndArray();
        if (page.Next is { } next)
        {
            exchange.Json.WriteStartObject("paging");
            exchange.Json.WriteStartObject("next");
            exchange.Json.WriteString("after", next.ToString(CultureInfo.InvariantCulture));
            exchange.Json.WriteEndObject();
            exchange.Json.WriteEndObject();
        }
        exchange.Json.WriteEndObject();
    }

    private static SearchRequest Request(JsonElement body)
    {
        var (sortBy, descending) = Sort(body);
        return new SearchRequest
        {
            FilterGroups = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("filterGroups", out _)
                ? [.. InputJson.Array(body, "filterGroups").Select(group => (IReadOnlyList<SearchFilter>)[.. InputJson.Array(group, "filters").Select(Filter)])]
                : [],
            SortBy = sortBy,
            Descending = descending,
            Query = InputJson.Text(body, "query"),
            Limit = InputJson.Number(body, "limit", 10),
            After = InputJson.Number(body, "after", 0),
        };
    }

    private static SearchFilter Filter(JsonElement filter) => new(
        InputJson.Required(filter, "propertyName"),
        InputJson.Required(filter, "operator"),
        InputJson.Text(filter, "value"),
        InputJson.Text(filter, "highValue"),
        filter.TryGetProperty("values", out _) ? InputJson.Strings(filter, "values") : null);

    // One sort only; an object or a bare name with a minus for descending.
    private static (string? By, bool Descending) Sort(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("sorts", out _)) return (null, false);
        var sorts = InputJson.Array(body, "sorts").ToList();
        if (sorts.Count == 0) return (null, false);
        if (sorts.Count > 1) throw Refusals.Validation("There was a problem with the request. Only one sort is allowed.");
        if (sorts[0].ValueKind == JsonValueKind.String)
        {
            var text = sorts[0].GetString()!;
            return (text.TrimStart('-'), text.StartsWith('-'));
        }
        return (InputJson.Required(sorts[0], "propertyName"), InputJson.Text(sorts[0], "direction") == "DESCENDING");
    }
}
