using System.Text;
using System.Text.Json;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Limits;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>The bodies of injected faults: facts/hubspot.md section 5.2.</summary>
internal static class FaultAnswers
{
    private const string CorrelationId = "01a0b1c2-0000-7000-8000-0000000fa017";

    public static (int Status, string ContentType, string Body) Of(FaultKind kind) => kind switch
    {
        FaultKind.RateLimit => Json(Gate.TooFast(RateRefusal.Burst)),
        FaultKind.Unauthorized => Json(new HubSpotError(401, "The OAuth token used to make this call expired 75 second(s) ago.") { Category = "EXPIRED_AUTHENTICATION" }),
        FaultKind.Lock => Json(new HubSpotError(423, "This resource is locked by other writes. Wait at least two seconds and try again.") { Category = "LOCKED" }),
        // Load balancers answer with a page, not with JSON.
        FaultKind.Unavailable => (503, "text/html", "<html><head><title>503 Service Temporarily Unavailable</title></head><body><h1>503 Service Temporarily Unavailable</h1></body></html>"),
        _ => Json(new HubSpotError(500, "internal error")),
    };

    private static (int Status, string ContentType, string Body) Json(HubSpotError error)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) ErrorJson.Write(json, error, CorrelationId);
        return (error.Status, "application/json;charset=utf-8", Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
