using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integration.Sandbox.Control;

/// <summary>One emulated system on HTTP: the vendor's paths plus <c>/_sandbox/*</c>.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly SnapshotFile? snapshot;

    private SandboxServer(WebApplication app, CallLog calls, SnapshotFile? snapshot)
    {
        this.app = app;
        this.snapshot = snapshot;
        Calls = calls;
    }

    /// <summary>The calls answered so far.</summary>
    public CallLog Calls { get; }

    /// <summary>The address in use; differs from the one asked for when that had port 0.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts a system.</summary>
    /// <param name="system">The store; shared with the caller, who may also drive it in process.</param>
    /// <param name="url">Address to listen on; port 0 takes a free one.</param>
    /// <param name="snapshotPath">File that keeps the state over a restart; null keeps nothing.</param>
    /// <exception cref="IOException">The port is in use, or the snapshot cannot be read: nothing was started.</exception>
    public static async Task<SandboxServer> StartAsync(ISandboxSystem system, Uri url, string? snapshotPath = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 150L * 1024 * 1024; // Bulk 2.0 takes 100 MB raw, 150 MB encoded: facts/salesforce.md section 5.
            kestrel.Limits.MaxRequestLineSize = 32 * 1024; // Salesforce takes a URI of 16,384 bytes and answers a longer one itself: facts/salesforce.md section 4.
            kestrel.Listen(IPAddress.Loopback, url.Port);
        });
        builder.Services.AddRequestDecompression();
        var app = builder.Build();
        var calls = new CallLog();
        app.UseRequestDecompression();
        app.Use((context, next) =>
        {
            // Every answer is dated by the system's own clock, as the vendors' are; Kestrel would date it by this machine's.
            context.Response.Headers.Date = system.Clock.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
            return next(context);
        });
        app.Use(new RequestFaults(system, calls).InvokeAsync);
        ControlEndpoints.Map(app, system, calls);
        system.Map(app);
        var snapshot = snapshotPath is null ? null : SnapshotFile.Open(snapshotPath, system);
        await app.StartAsync();
        snapshot?.Start();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new SandboxServer(app, calls, snapshot) { Url = new Uri(address) };
    }

    /// <summary>Stops listening, then writes the last snapshot.</summary>
    public async ValueTask DisposeAsync()
    {
        using var grace = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await app.StopAsync(grace.Token);
        await app.DisposeAsync();
        if (snapshot is not null) await snapshot.DisposeAsync();
    }
}
