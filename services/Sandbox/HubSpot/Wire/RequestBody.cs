using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Reads a request body whole, up to a limit.</summary>
internal static class RequestBody
{
    /// <returns>The body; null when it is too large, in which case it was not kept.</returns>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpContext http, int bytesMax)
    {
        if (http.Request.ContentLength is { } length)
        {
            if (length == 0) return ReadOnlyMemory<byte>.Empty;
            if (length > bytesMax) return null;
            var whole = new byte[length];
            await http.Request.Body.ReadExactlyAsync(whole, http.RequestAborted);
            return whole;
        }
        if (HttpMethods.IsGet(http.Request.Method)) return ReadOnlyMemory<byte>.Empty;
        using var kept = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0)
        {
            if (kept.Length + read > bytesMax) return null;
            kept.Write(chunk, 0, read);
        }
        return kept.ToArray();
    }
}
