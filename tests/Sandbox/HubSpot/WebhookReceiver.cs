using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>Someone who takes deliveries, or refuses them.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private WebhookReceiver(WebApplication app) => this.app = app;

    public ConcurrentQueue<(IReadOnlyDictionary<string, string> Headers, byte[] Body)> Deliveries { get; } = new();
    public string Url { get; private set; } = "";
    /// <summary>The status to answer with.</summary>
    public int Status { get; set; } = 200;
    /// <summary>How long to take over the answer.</summary>
    public TimeSpan Slow { get; set; }

    public IReadOnlyList<JsonNode> Events => [.. Deliveries.SelectMany(each => JsonNode.Parse(each.Body)!.AsArray()).Select(each => each!)];

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.MapPost("/hooks", receiver.TakeAsync);
        await app.StartAsync();
        receiver.Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hooks";
        return receiver;
    }

    /// <summary>Waits until as many events came; fails after ten seconds.</summary>
    public async Task<IReadOnlyList<JsonNode>> EventsAsync(int count)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (Events.Count < count)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10), $"{Events.Count} of {count} events came");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
        return Events;
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Deliveries.Enqueue((http.Request.Headers.ToDictionary(each => each.Key, each => each.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        if (Slow > TimeSpan.Zero) await Task.Delay(Slow, TimeProvider.System);
        http.Response.StatusCode = Status;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
