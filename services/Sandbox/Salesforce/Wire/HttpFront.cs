using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce.Auth;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Rest;
using Integration.Sandbox.Salesforce.Soap;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Integration.Sandbox.Salesforce.Wire;

/// <summary>Between HTTP and the org: reads a request, lets the org answer it, writes the answer.</summary>
internal sealed class HttpFront(SalesforceOrg org)
{
    /// <summary>Longest URI; beyond it the vendor's load balancer answers, in HTML. Facts/salesforce.md section 4.</summary>
    private const int UriMax = 16_384;
    private const int CompressFrom = 2_048;
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task AnswerAsync(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (target.Length > UriMax)
        {
            await WriteAsync(http, new ApiAnswer(414) { Text = ("text/html", "<html><head><title>URI Too Long</title></head><body>URI Too Long</body></html>") });
            return;
        }
        var path = target.StartsWith('/') ? target.Split('?')[0] : http.Request.Path.Value ?? "/";
        // Split before decoding: %2F within an external id is no separator.
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        switch (segments)
        {
            case ["services", "data"]: await WriteAsync(http, DiscoveryEndpoints.Versions()); return;
            case ["services", "data", var version, .. var rest]: await RestAsync(http, version, rest, path); return;
            case ["services", "oauth2", var call]: await AuthAsync(http, call); return;
            case ["services", "Soap", "u", var soapVersion, ..]: await WriteAsync(http, await SoapAsync(http, soapVersion)); return;
            case ["cometd", ..]: await org.Comet.AnswerAsync(http); return;
            case ["id", _, _]: await WriteAsync(http, org.Locked(() => AuthEndpoints.UserInfo(org, HttpTokens.Bearer(Header(http, "Authorization")) ?? http.Request.Query["oauth_token"].ToString(), InstanceUrl(http)))); return;
            default: await WriteAsync(http, ApiAnswer.Of(RefusedException.NotFound())); return;
        }
    }

    private async Task RestAsync(HttpContext http, string versionSegment, string[] rest, string path)
    {
        var version = ApiVersion.Read(versionSegment);
        if (version is null or > ApiVersion.Newest or < 7)
        {
            await WriteAsync(http, ApiAnswer.Of(RefusedException.NotFound()));
            return;
        }
        if (version < ApiVersion.Oldest)
        {
            await WriteAsync(http, ApiAnswer.Of(RefusedException.Request("UNSUPPORTED_API_VERSION", $"API version {version}.0 is retired: call one of those that /services/data lists")));
            return;
        }
        var body = await BodyAsync(http);
        var method = http.Request.Method == "HEAD" ? "GET" : http.Request.Method;
        if (method == "POST" && http.Request.Query["_HttpMethod"].ToString() is { Length: > 0 } meant) method = meant.ToUpperInvariant();
        var answer = org.Locked(() =>
        {
            if (org.Sessions.Use(HttpTokens.Bearer(Header(http, "Authorization"))) is not { } session)
                return ApiAnswer.Of(RefusedException.Request("INVALID_SESSION_ID", "Session expired or invalid"));
            if (org.ApiCalls.Used >= org.Options.DailyApiRequests) return ApiAnswer.Of(RefusedException.Request("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."));
            org.ApiCalls.Add(1);
            return RestRouter.Answer(org, new ApiRequest
            {
                Method = method,
                Path = rest,
                Query = http.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal),
                Header = name => Header(http, name),
                Body = body,
                InstanceUrl = InstanceUrl(http),
                Caller = CallerHeaders.Apply(new Caller(session.UserId) { Version = version.Value, Subject = $"{method} {path}" }, name => Header(http, name), "rest"),
            });
        });
        http.Response.Headers["Sforce-Limit-Info"] = $"api-usage={org.ApiCalls.Used}/{org.Options.DailyApiRequests}";
        http.Items[RequestFaults.RecordsWrittenItem] = answer.Written;
        await WriteAsync(http, answer);
    }

    private async Task AuthAsync(HttpContext http, string call)
    {
        var form = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(http.RequestAborted)).ToDictionary(pair => pair.Key, pair => pair.Value.ToString()) : [];
        foreach (var (key, value) in http.Request.Query) form.TryAdd(key, value.ToString());
        await WriteAsync(http, org.Locked(() => AuthEndpoints.Answer(org, call, http.Request.Method, form, name => Header(http, name), InstanceUrl(http))));
    }

    private async Task<ApiAnswer> SoapAsync(HttpContext http, string version)
    {
        var body = await BodyAsync(http);
        var answer = org.Locked(() => PartnerApi.Answer(org, Encoding.UTF8.GetString(body), ApiVersion.Read("v" + version) ?? ApiVersion.Newest));
        http.Items[RequestFaults.RecordsWrittenItem] = answer.Written;
        return answer;
    }

    private static async Task<byte[]> BodyAsync(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        return buffer.ToArray();
    }

    private static async Task WriteAsync(HttpContext http, ApiAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers) http.Response.Headers[name] = value;
        if (answer.Text is { } text)
        {
            http.Response.ContentType = text.ContentType;
            await SendAsync(http, Encoding.UTF8.GetBytes(text.Content));
        }
        else if (answer.Body is { } body)
        {
            var buffer = new ArrayBufferWriter<byte>(4_096);
            using (var writer = new Utf8JsonWriter(buffer, Json)) body.WriteTo(writer);
            http.Response.ContentType = "application/json;charset=UTF-8";
            await SendAsync(http, buffer.WrittenMemory);
        }
    }

    private static async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> body)
    {
        if (http.Request.Method == "HEAD") return;
        if (body.Length < CompressFrom || !http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.ContentLength = body.Length;
            await http.Response.Body.WriteAsync(body);
            return;
        }
        http.Response.Headers.ContentEncoding = "gzip";
        await using var zip = new GZipStream(http.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await zip.WriteAsync(body);
    }

    private static string? Header(HttpContext http, string name) => http.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    private static string InstanceUrl(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";
}
