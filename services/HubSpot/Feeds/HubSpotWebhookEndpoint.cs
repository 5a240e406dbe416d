using System.Text.Json;
using Integration.Connectors.Ports;
using Integration.HubSpot.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Integration.HubSpot.Feeds;

/// <summary>Takes HubSpot's webhooks: checks the signature, stores hints, and only then answers 200 (promise P1).</summary>
/// <remarks>
/// HubSpot wants an answer within 5 s and sends everything else than 2xx again, ten times over 24 h. So an event that does
/// not concern us gets 200 as well, counted; only what may be accepted later is refused.
/// </remarks>
public sealed class HubSpotWebhookEndpoint
{
    /// <summary>Largest delivery: 100 events of up to 65,536 characters would be more, but none such was ever seen; one event is about 300 bytes.</summary>
    public const int BodyBytesMax = 1024 * 1024;
    /// <summary>Where deliveries arrive.</summary>
    public const string Path = "/webhooks/hubspot";

    private readonly WebhookSignature? signature;
    private readonly WebhookHints hints;
    private readonly IHintSink sink;
    private readonly ILogger log;
    private readonly long portalId;
    private bool isForeignTold;

    /// <summary>An endpoint; without a webhook secret every delivery is refused with 401.</summary>
    public HubSpotWebhookEndpoint(HubSpotOptions options, IReadOnlyList<WatchedObject> watched, IHintSink sink, TimeProvider clock, ILogger<HubSpotWebhookEndpoint> log)
    {
        // An empty secret would sign for everybody.
        signature = options is { WebhookSecret.Length: > 0, WebhookUrl: { } url } ? new WebhookSignature(options.WebhookSecret, url, clock) : null;
        hints = new WebhookHints(watched, options.PortalId);
        this.sink = sink;
        this.log = log;
        portalId = options.PortalId;
    }

    /// <summary>Maps <c>POST /webhooks/hubspot</c>.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapPost(Path, AnswerAsync);

    private async Task AnswerAsync(HttpContext http)
    {
        http.Response.StatusCode = await StatusOfAsync(http, http.RequestAborted);
    }

    private async Task<int> StatusOfAsync(HttpContext http, CancellationToken stop)
    {
        if (await BodyAsync(http, stop) is not { } body) return await CountedAsync("hubspot.webhook.too-large", StatusCodes.Status413PayloadTooLarge, stop);
        // The bytes as they came: parsing and writing them again would change what was signed.
        var verdict = signature?.Check(http.Request.Headers[WebhookSignature.Header], http.Request.Headers[WebhookSignature.TimestampHeader], body.Span) ?? SignatureVerdict.Bad;
        if (verdict == SignatureVerdict.Bad) return await CountedAsync("hubspot.webhook.bad-signature", StatusCodes.Status401Unauthorized, stop);
        if (verdict == SignatureVerdict.Stale) return await CountedAsync("hubspot.webhook.stale", StatusCodes.Status401Unauthorized, stop);
        if (EventsOf(body) is not { } events) return await CountedAsync("hubspot.webhook.malformed", StatusCodes.Status400BadRequest, stop);
        var reading = hints.Read(events);
        try
        {
            foreach (var chunk in reading.Hints.Chunk(2_000)) await sink.StoreAsync(new HintBatch(chunk), stop);
        }
        catch (HintsNotStoredException lost)
        {
            // HubSpot sends it again; the log says why, without the events' values.
            log.LogError(lost, "A HubSpot webhook with {Hints} hints was not stored; it is refused with 503 and comes again.", reading.Hints.Count);
            return StatusCodes.Status503ServiceUnavailable;
        }
        // Signed with our secret, so it is our app in another account: a wrong 'portal' would otherwise show as silence only.
        if (reading.Left.ContainsKey(WebhookHints.ForeignPortal) && !Interlocked.Exchange(ref isForeignTold, true))
            log.LogWarning("HubSpot webhooks of another account than portal {Portal} come in; they are counted and left. Told once. If they are ours, correct 'portal'; `integration check --online` compares it with the credential.", portalId);
        foreach (var (counter, count) in reading.Left) await CountAsync(counter, count, stop);
        return StatusCodes.Status200OK;
    }

    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpContext http, CancellationToken stop)
    {
        if (http.Request.ContentLength > BodyBytesMax) return null;
        // The server's own limit would answer with an exception of its own; ours is counted.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, stop)) > 0)
        {
            if (body.Length + read > BodyBytesMax) return null;
            body.Write(chunk, 0, read);
        }
        return body.ToArray();
    }

    private static IReadOnlyList<WebhookEvent?>? EventsOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, HubSpotJson.Default.IReadOnlyListWebhookEvent);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<int> CountedAsync(string counter, int status, CancellationToken stop)
    {
        await CountAsync(counter, 1, stop);
        return status;
    }

    // A counter that cannot be kept must not make HubSpot send again what was stored.
    private async Task CountAsync(string counter, long count, CancellationToken stop)
    {
        try
        {
            await sink.CountAsync(counter, count, stop);
        }
        catch (Exception lost) when (lost is not OperationCanceledException)
        {
            log.LogWarning(lost, "{Count} of {Counter} could not be counted.", count, counter);
        }
    }
}
