using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;

namespace Integration.Sandbox.HubSpot.Webhooks;

/// <summary>Delivers due events over HTTP while a portal is served. Behaviour: facts/hubspot.md section 7.2.</summary>
internal sealed class WebhookSender : IDisposable
{
    /// <summary>How often retries are looked for: they fall due by the portal's clock, which a test may move at any time.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly HubSpotPortal portal;
    private readonly SemaphoreSlim bell = new(0, 1);
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly List<Task> flights = [];

    private WebhookSender(HubSpotPortal portal)
    {
        this.portal = portal;
        portal.Locked(state => state.Outbox.Queue.Added = Ring);
    }

    /// <summary>Delivers from the application's start to its stop.</summary>
    public static void Attach(WebApplication app, HubSpotPortal portal)
    {
        var sender = new WebhookSender(portal);
        var stopping = app.Lifetime.ApplicationStopping;
        var loop = Task.CompletedTask;
        app.Lifetime.ApplicationStarted.Register(() => loop = Task.Run(() => sender.RunAsync(stopping), CancellationToken.None));
        app.Lifetime.ApplicationStopped.Register(() =>
        {
            loop.GetAwaiter().GetResult();
            portal.Locked(state => state.Outbox.Queue.Added = static () => { });
            sender.Dispose();
        });
    }

    // Called under the portal's lock: must not block, and one ring is enough however many events came.
    private void Ring()
    {
        if (bell.CurrentCount == 0) bell.Release();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await WaitAsync(stop);
                while (Take() is { } flight)
                {
                    flights.RemoveAll(task => task.IsCompleted);
                    if (flights.Count >= flight.MaxConcurrent) await Task.WhenAny(flights).WaitAsync(stop);
                    flights.Add(DeliverAsync(flight, stop));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: what is on its way is waited for below, what is not stays pending.
        }
        await Task.WhenAll(flights);
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        var (waits, window) = portal.Locked(state => (state.Outbox.Queue.PendingCount > 0, state.Options.WebhookWindow));
        // Real time on purpose: the portal's clock may stand still, and deliveries must come all the same.
        if (await bell.WaitAsync(waits ? Look : Timeout.InfiniteTimeSpan, stop) && window > TimeSpan.Zero) await Task.Delay(window, portal.Clock, stop);
    }

    private Flight? Take() => portal.Locked(state =>
    {
        if (state.Outbox.TargetUrl is not { } target || !state.Outbox.Queue.HasDue(state.Now)) return null;
        return new Flight(target, state.Outbox.Secret, state.Outbox.MaxConcurrentRequests, state.Outbox.Queue.Take(state.Now, DeliveryQueue.BatchMax), state.Outbox.Queue);
    });

    private async Task DeliverAsync(Flight flight, CancellationToken stop)
    {
        var taken = await SendAsync(flight, stop);
        portal.Locked(state =>
        {
            // To the queue it came from: a reset meanwhile has begun a new one, which knows nothing of these events.
            if (taken) flight.Queue.Succeeded(flight.Events);
            else flight.Queue.Failed(flight.Events, state.Now);
            return 0;
        });
    }

    private async Task<bool> SendAsync(Flight flight, CancellationToken stop)
    {
        var options = portal.Options;
        var body = WebhookJson.Delivery(flight.Events, options.PortalId, options.AppId);
        using var request = Request(flight, body);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(options.WebhookTimeout);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException)
        {
            // No answer in time, or no connection: the schedule decides when to try again.
            return false;
        }
    }

    private HttpRequestMessage Request(Flight flight, byte[] body)
    {
        // Signed anew on every attempt: retries run for a day, and a receiver refuses what is older than five minutes.
        var timestamp = portal.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, flight.Target) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        request.Headers.TryAddWithoutValidation("User-Agent", "HubSpot Connect 2.0 (http://dev.hubspot.com/) (namespace: webhooks-nio-http-client) - WebhooksExecutorDaemon-executor");
        request.Headers.TryAddWithoutValidation("X-HubSpot-Timeout-Millis", "10000");
        request.Headers.TryAddWithoutValidation("X-HubSpot-Request-Timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("X-HubSpot-Signature-Version", "v1");
        request.Headers.TryAddWithoutValidation("X-HubSpot-Signature", WebhookSignatures.V1(flight.Secret, body));
        request.Headers.TryAddWithoutValidation("X-HubSpot-Signature-v3", WebhookSignatures.V3(flight.Secret, "POST", flight.Target, body, timestamp));
        return request;
    }

    public void Dispose()
    {
        http.Dispose();
        bell.Dispose();
    }

    private sealed record Flight(string Target, string Secret, int MaxConcurrent, List<WebhookEvent> Events, DeliveryQueue Queue);
}
