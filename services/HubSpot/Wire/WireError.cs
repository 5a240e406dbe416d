using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integration.HubSpot.Wire;

/// <summary>An error body, or one error of a 207. Every member may be absent, by HubSpot's own advice (facts/hubspot.md section 5.1).</summary>
internal sealed record WireError
{
    public string? Message { get; init; }
    public string? Category { get; init; }
    public string? SubCategory { get; init; }
    public string? CorrelationId { get; init; }
    /// <summary><c>TEN_SECONDLY_ROLLING</c> or <c>DAILY</c>; absent on search's 429.</summary>
    public string? PolicyName { get; init; }
    public IReadOnlyList<WireErrorDetail>? Errors { get; init; }
    // The generated reader sets every init member, an absent one to null: the initialiser alone would be overwritten.
    [JsonConverter(typeof(ContextJson))]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Context { get; init => field = value ?? ContextJson.None; } = ContextJson.None;

    /// <summary>Reads a body that may be HTML, half or empty; null when it is no error of HubSpot's.</summary>
    public static WireError? Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) return null;
        try
        {
            return JsonSerializer.Deserialize(body.Span, HubSpotJson.Default.WireError);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One wrong property inside an error.</summary>
internal sealed record WireErrorDetail
{
    public string? Message { get; init; }
    public string? Code { get; init; }
    [JsonConverter(typeof(ContextJson))]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Context { get; init => field = value ?? ContextJson.None; } = ContextJson.None;
}

/// <summary>One element of the JSON list that HubSpot embeds in the message of a validation error.</summary>
internal sealed record WirePropertyFault(string? Name = null, string? Error = null);
