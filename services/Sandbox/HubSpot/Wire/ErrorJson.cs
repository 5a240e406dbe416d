using System.Text.Json;
using Integration.Sandbox.HubSpot.Errors;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Errors on the wire: facts/hubspot.md section 5.1.</summary>
internal static class ErrorJson
{
    /// <param name="correlationId">Null for the items of a 207, which carry none.</param>
    /// <param name="traceId">The input's mark, for the items of a 207.</param>
    public static void Write(Utf8JsonWriter json, HubSpotError error, string? correlationId, string? traceId = null)
    {
        json.WriteStartObject();
        json.WriteString("status", "error");
        if (correlationId is null) WriteCategory(json, error);
        json.WriteString("message", error.Message);
        if (error.PolicyName is not null) json.WriteString("errorType", "RATE_LIMIT");
        if (correlationId is not null) json.WriteString("correlationId", correlationId);
        WriteContext(json, error.Context, traceId);
        // Items of a 207 have no list of their own: facts/hubspot.md section 5.4, point 2.
        if (correlationId is not null && error.Details.Count > 0) WriteDetails(json, error.Details);
        if (correlationId is not null && error.Links.Count > 0)
        {
            json.WriteStartObject("links");
            foreach (var (name, url) in error.Links) json.WriteString(name, url);
            json.WriteEndObject();
        }
        if (correlationId is not null) WriteCategory(json, error);
        if (error.PolicyName is { } policy)
        {
            json.WriteString("policyName", policy);
            json.WriteString("requestId", (correlationId ?? "").Replace("-", "", StringComparison.Ordinal));
        }
        json.WriteEndObject();
    }

    private static void WriteCategory(Utf8JsonWriter json, HubSpotError error)
    {
        if (error.Category is { } category) json.WriteString("category", category);
        if (error.SubCategory is { } subCategory) json.WriteString("subCategory", subCategory);
    }

    private static void WriteDetails(Utf8JsonWriter json, IReadOnlyList<HubSpotErrorDetail> details)
    {
        json.WriteStartArray("errors");
        foreach (var detail in details)
        {
            json.WriteStartObject();
            json.WriteString("message", detail.Message);
            if (detail.Code is { } code) json.WriteString("code", code);
            WriteContext(json, detail.Context, null);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteContext(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> context, string? traceId)
    {
        if (context.Count == 0 && traceId is null) return;
        json.WriteStartObject("context");
        if (traceId is not null)
        {
            json.WriteStartArray("objectWriteTraceId");
            json.WriteStringValue(traceId);
            json.WriteEndArray();
        }
        foreach (var (name, values) in context)
        {
            json.WriteStartArray(name);
            foreach (var value in values) json.WriteStringValue(value);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
