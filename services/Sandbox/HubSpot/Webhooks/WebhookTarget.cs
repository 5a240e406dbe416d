using Integration.Sandbox.HubSpot.Errors;

namespace Integration.Sandbox.HubSpot.Webhooks;

/// <summary>Where deliveries go. HubSpot insists on HTTPS; the sandbox also takes plain HTTP on this machine, where tests listen.</summary>
internal static class WebhookTarget
{
    /// <exception cref="HubSpotRefusedException">400: not a URL that deliveries could go to.</exception>
    public static string Check(string target) =>
        Uri.TryCreate(target, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? target
            : throw Refusals.Validation($"targetUrl '{target}' must be an absolute HTTPS URL, or HTTP on this machine.");
}
