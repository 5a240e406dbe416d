using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.Control;

/// <summary>Carries out the fault plan around each vendor request, and counts the call.</summary>
internal sealed class RequestFaults(ISandboxSystem system, CallLog calls)
{
    /// <summary>Key under which a handler leaves the number of records it wrote, for the call log.</summary>
    public const string RecordsWrittenItem = "sandbox.records-written";

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path.Value ?? "/";
        if (path.StartsWith("/_sandbox", StringComparison.Ordinal))
        {
            await next(http);
            return;
        }
        var subject = $"{http.Request.Method} {path}";
        var fault = system.Faults.Strike(subject, Applies);
        if (fault is { Do: FaultKind.Delay })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMs), system.Clock, http.RequestAborted);
            fault = system.Faults.Strike(subject, kind => kind != FaultKind.Delay && Applies(kind));
        }
        await AnswerAsync(http, next, fault?.Do);
        var written = http.Items.TryGetValue(RecordsWrittenItem, out var count) ? (int)count! : 0;
        calls.Count(system.EndpointOf(http.Request.Method, path), http.Response.StatusCode, written);
    }

    private async Task AnswerAsync(HttpContext http, RequestDelegate next, FaultKind? fault)
    {
        switch (fault)
        {
            case FaultKind.RateLimit or FaultKind.ServerError or FaultKind.Unavailable or FaultKind.Unauthorized or FaultKind.Lock:
                var (status, contentType, body) = system.FaultAnswer(fault.Value);
                http.Response.StatusCode = status;
                http.Response.ContentType = contentType;
                await http.Response.WriteAsync(body);
                return;
            case FaultKind.DropAnswer:
                await BufferedAsync(http, next);
                http.Abort();
                return;
            case FaultKind.ServerErrorAfterCommit:
                await BufferedAsync(http, next);
                var (code, type, text) = system.FaultAnswer(FaultKind.ServerError);
                http.Response.Clear();
                http.Response.StatusCode = code;
                http.Response.ContentType = type;
                await http.Response.WriteAsync(text);
                return;
            case FaultKind.Html:
                http.Response.ContentType = "text/html";
                await http.Response.WriteAsync("<html><body>We are down for maintenance.</body></html>");
                return;
            case FaultKind.WrongType:
                http.Response.ContentType = "application/json";
                await http.Response.WriteAsync("\"unexpected\"");
                return;
            case FaultKind.HalfJson:
                var whole = await BufferedAsync(http, next);
                http.Response.ContentLength = null;
                await http.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2));
                return;
            default:
                await next(http);
                return;
        }
    }

    private static async Task<byte[]> BufferedAsync(HttpContext http, RequestDelegate next)
    {
        var body = http.Response.Body;
        using var buffer = new MemoryStream();
        http.Response.Body = buffer;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
        }
        return buffer.ToArray();
    }

    private bool Applies(FaultKind kind) =>
        kind is not (FaultKind.Lose or FaultKind.Duplicate or FaultKind.Reorder or FaultKind.Gap) && !(kind == FaultKind.Lock && system.LocksPerRecord);
}
