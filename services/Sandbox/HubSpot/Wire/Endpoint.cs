using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot.Errors;
using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>The way of every vendor request: admission, body, handler, answer.</summary>
internal sealed class Endpoint(HubSpotPortal portal, WireVersion version, Action<Exchange> handle, Func<Exchange, string?>? scope, Admission admission)
{
    public async Task AnswerAsync(HttpContext http)
    {
        var body = await RequestBody.ReadAsync(http, portal.Options.BodyBytesMax);
        using var exchange = new Exchange(http, portal, version, body ?? default);
        var correlationId = CorrelationIds.Next(portal);
        try
        {
            Gate.Admit(http, exchange, admission, scope?.Invoke(exchange));
            if (body is null) throw Refusals.Of(new HubSpotError(StatusCodes.Status413PayloadTooLarge, $"The request body is larger than {portal.Options.BodyBytesMax} bytes.") { Category = "VALIDATION_ERROR" });
            handle(exchange);
        }
        catch (HubSpotRefusedException refused)
        {
            exchange.Restart();
            exchange.Status = refused.Error.Status;
            exchange.RecordsWritten = 0;
            ErrorJson.Write(exchange.Json, refused.Error, correlationId);
        }
        await exchange.Json.FlushAsync();
        http.Items[RequestFaults.RecordsWrittenItem] = exchange.RecordsWritten;
        await WriteAsync(http, exchange, correlationId);
    }

    private static async Task WriteAsync(HttpContext http, Exchange exchange, string correlationId)
    {
        http.Response.StatusCode = exchange.Status;
        http.Response.Headers["X-HubSpot-Correlation-Id"] = correlationId;
        if (exchange.Status == StatusCodes.Status204NoContent) return;
        http.Response.ContentType = "application/json;charset=utf-8";
        http.Response.ContentLength = exchange.Answer.Length;
        await http.Response.Body.WriteAsync(exchange.Answer);
    }
}
