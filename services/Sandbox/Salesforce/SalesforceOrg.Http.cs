using System.Text.RegularExpressions;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.Salesforce;

public sealed partial class SalesforceOrg
{
    private const string Locked15 = "000000000000000AAA";

    /// <inheritdoc />
    /// <remarks>Salesforce refuses the locked record and no other: the writers ask the fault plan themselves.</remarks>
    public bool LocksPerRecord => true;

    internal DateTimeOffset SchemaChanged { get; set; }

    /// <inheritdoc />
    public void Map(WebApplication app)
    {
        var front = new HttpFront(this);
        app.MapGet("/_sandbox/dump", DumpAsync);
        app.Map("/{**path}", front.AnswerAsync);
    }

    /// <inheritdoc />
    public (int Status, string ContentType, string Body) FaultAnswer(FaultKind kind) => kind switch
    {
        FaultKind.RateLimit => (403, Json, """[{"message":"ConcurrentRequests (Concurrent API Requests) Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]"""),
        FaultKind.Unauthorized => (401, Json, """[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]"""),
        FaultKind.Unavailable => (503, "text/html", "<html><head><title>Service Unavailable</title></head><body>We are down for maintenance.</body></html>"),
        FaultKind.Lock => (400, Json, $$"""[{"message":"unable to obtain exclusive access to this record or 1 records: {{Locked15}}","errorCode":"UNABLE_TO_LOCK_ROW","fields":[]}]"""),
        _ => (500, Json, """[{"message":"An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345 (-123456789)","errorCode":"UNKNOWN_EXCEPTION"}]"""),
    };

    /// <inheritdoc />
    public string EndpointOf(string method, string path)
    {
        var template = VersionPart().Replace(path.TrimEnd('/'), "/{v}");
        template = LocatorPart().Replace(template, "/query/{}");
        template = IdPart().Replace(template, "/{}");
        return $"{method} {KeyPart().Replace(template, "$1/{}")}";
    }

    private const string Json = "application/json;charset=UTF-8";

    private async Task DumpAsync(HttpContext http)
    {
        var name = http.Request.Query["object"].ToString();
        if (State.Schema.Find(name) is null)
        {
            await Results.Json(new { error = $"there is no object '{name}': name one, as in /_sandbox/dump?object=Lead" }, statusCode: 400).ExecuteAsync(http);
            return;
        }
        http.Response.ContentType = Json;
        await http.Response.WriteAsync(Dump(name).ToJsonString());
    }

    [GeneratedRegex(@"/v?\d{2}\.0(?=/|$)", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPart();

    [GeneratedRegex("/query/[^/]+$", RegexOptions.CultureInvariant)]
    private static partial Regex LocatorPart();

    [GeneratedRegex("/(?=[^/]*[0-9])[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?(?=/|$)", RegexOptions.CultureInvariant)]
    private static partial Regex IdPart();

    [GeneratedRegex(@"(/\{v\}/sobjects/[^/]+/(?!\{\})[^/]+)/[^/]+$", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPart();
}
