using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integration.Connectors.Tests.Http;

/// <summary>A vendor on loopback that plays scripted answers in order, the last one for ever.</summary>
internal sealed class StubVendor : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> script = new();
    private Func<HttpContext, Task> last = http => JsonAsync(http, 200, "{}");

    private StubVendor(WebApplication app) => this.app = app;

    public ConcurrentQueue<(string Path, string? Authorization, string Body)> Requests { get; } = new();

    public Uri Url { get; private set; } = null!;

    public static async Task<StubVendor> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var stub = new StubVendor(app);
        app.Run(stub.AnswerAsync);
        await app.StartAsync();
        stub.Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return stub;
    }

    public StubVendor Then(int status, string body, string type = "application/json", params (string Name, string Value)[] headers) => Then(http =>
    {
        foreach (var (name, value) in headers) http.Response.Headers[name] = value;
        return JsonAsync(http, status, body, type);
    });

    /// <summary>Takes the request, then cuts the connection.</summary>
    public StubVendor ThenDrop() => Then(http => { http.Abort(); return Task.CompletedTask; });

    /// <summary>Promises more bytes than it sends.</summary>
    public StubVendor ThenStopHalfway(string body) => Then(async http =>
    {
        http.Response.ContentLength = Encoding.UTF8.GetByteCount(body) * 2;
        await http.Response.WriteAsync(body);
        await http.Response.Body.FlushAsync();
        http.Abort();
    });

    /// <summary>Never answers.</summary>
    public StubVendor ThenHang() => Then(async http => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted));

    public StubVendor Then(Func<HttpContext, Task> answer)
    {
        script.Enqueue(answer);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        using var grace = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await app.StopAsync(grace.Token);
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        Requests.Enqueue((http.Request.Path + http.Request.QueryString, http.Request.Headers.Authorization.FirstOrDefault(), await reader.ReadToEndAsync()));
        if (script.TryDequeue(out var next)) last = next;
        await last(http);
    }

    private static async Task JsonAsync(HttpContext http, int status, string body, string type = "application/json")
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        await http.Response.WriteAsync(body);
    }
}
