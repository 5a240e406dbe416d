using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;
using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>One request and the answer being written: what an endpoint needs of HTTP, and no more.</summary>
internal sealed class Exchange : IDisposable
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly HttpContext http;
    private readonly ReadOnlyMemory<byte> body;
    private readonly ArrayBufferWriter<byte> answer = new(4096);
    private JsonDocument? document;

    public Exchange(HttpContext http, HubSpotPortal portal, WireVersion version, ReadOnlyMemory<byte> body)
    {
        this.http = http;
        this.body = body;
        Portal = portal;
        Version = version;
        Options = portal.Options;
        Json = new Utf8JsonWriter(answer, Writing);
    }

    public HubSpotPortal Portal { get; }
    public WireVersion Version { get; }
    public HubSpotPortalOptions Options { get; }
    public Utf8JsonWriter Json { get; }
    public int Status { get; set; } = StatusCodes.Status200OK;
    /// <summary>Records created, changed or deleted, for the call log.</summary>
    public int RecordsWritten { get; set; }
    public ReadOnlyMemory<byte> Answer => answer.WrittenMemory;
    public int BodyLength => body.Length;
    public DateTimeOffset Now => WireTime.ToMilliseconds(Portal.Clock.GetUtcNow());
    public Caller Caller => Caller.Integration(Options.AppId);

    /// <summary>The body as JSON.</summary>
    /// <exception cref="HubSpotRefusedException">400: not JSON.</exception>
    public JsonElement Body
    {
        get
        {
            if (document is null && !Utf8.IsValid(body.Span)) throw Refusals.BadJson("in the body: it is not UTF-8");
            try
            {
                document ??= JsonDocument.Parse(body);
                return document.RootElement;
            }
            catch (JsonException wrong)
            {
                throw Refusals.BadJson(string.Create(CultureInfo.InvariantCulture, $"on line {(wrong.LineNumber ?? 0) + 1}, column {(wrong.BytePositionInLine ?? 0) + 1}"));
            }
        }
    }

    public string Text => System.Text.Encoding.UTF8.GetString(body.Span);

    public string Route(string name) => (string)http.Request.RouteValues[name]!;

    public ObjectType Type(string name = "type") => ObjectType.Named(Route(name));

    public long Id(string name = "id") =>
        long.TryParse(Route(name), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw Refusals.NotNumeric(Route(name));

    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null;

    /// <summary>A list given with commas, by repetition, or both.</summary>
    public IReadOnlyList<string> QueryList(string name) =>
        http.Request.Query.TryGetValue(name, out var values)
            ? [.. values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))]
            : [];

    public int QueryNumber(string name, int fallback, int max)
    {
        if (Query(name) is not { Length: > 0 } text) return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max
            ? number
            : throw Refusals.Validation($"Invalid value '{text}' for {name}: must be between 1 and {max}.");
    }

    public bool QueryFlag(string name) => string.Equals(Query(name), "true", StringComparison.OrdinalIgnoreCase);

    public void Header(string name, string value) => http.Response.Headers[name] = value;

    public void NoContent() => Status = StatusCodes.Status204NoContent;

    /// <summary>Takes back what was written so far, to write an error instead.</summary>
    public void Restart()
    {
        Json.Reset();
        answer.ResetWrittenCount();
    }

    public void Dispose()
    {
        document?.Dispose();
        Json.Dispose();
    }
}
