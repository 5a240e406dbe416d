using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Integration.Benchmarks.Decisions;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Hosting.Chance;
using Integration.Hosting.Hints;
using Integration.HubSpot;
using Integration.HubSpot.Feeds;
using Integration.HubSpot.Tokens;
using Integration.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Benchmarks.Webhooks;

/// <summary>Signed HubSpot deliveries, from the socket to the hints in a SQLite file: what has to be done before the 200.</summary>
internal sealed class WebhookDeliveries : IAsyncDisposable
{
    /// <summary>The most events that HubSpot puts into one delivery.</summary>
    public const int EventsMax = 100;

    private const string Secret = "benchmark-secret";
    private const int Contacts = 1_000;
    private static readonly Uri PublicUrl = new("https://integration.example/webhooks/hubspot");
    private readonly string folder;
    private readonly ILedger ledger;
    private readonly WebApplication app;
    private readonly HttpClient http;
    private int delivered;

    private WebhookDeliveries(string folder, ILedger ledger, WebApplication app) =>
        (this.folder, this.ledger, this.app, http) = (folder, ledger, app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

    public static async Task<WebhookDeliveries> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("integration-benchmark-").FullName;
        var ledger = await LedgerStore.OpenAsync($"Data Source={Path.Combine(folder, "ledger.db")}", TimeProvider.System, default);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var sink = new LedgerHintSink(ledger, [PeoplePairs.Mapping], new LocalDoorbell(_ => { }), TimeProvider.System, new SystemEntropy(), NullLogger<LedgerHintSink>.Instance);
        var options = new HubSpotOptions { Login = new BearerLogin("unused"), WebhookSecret = Secret, WebhookUrl = PublicUrl };
        new HubSpotWebhookEndpoint(options, [new WatchedObject("contacts", PeoplePairs.Mapping.FieldsOf(SystemName.HubSpot, "contacts"), "email")], sink, TimeProvider.System, NullLogger<HubSpotWebhookEndpoint>.Instance).Map(app);
        await app.StartAsync();
        var deliveries = new WebhookDeliveries(folder, ledger, app);
        for (var contact = 0; contact < Contacts; contact += EventsMax) await deliveries.DeliverAsync(EventsMax);
        return deliveries;
    }

    /// <summary>One delivery of changes on as many contacts, all of them known to the ledger.</summary>
    public async Task DeliverAsync(int events)
    {
        var delivery = delivered++;
        var first = delivery * events % Contacts;
        var body = Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Range(first + 1, events).Select(id =>
            $$"""{"eventId":{{delivery * EventsMax + id}},"subscriptionId":1,"portalId":7654321,"appId":112233,"occurredAt":1790000000000,"subscriptionType":"contact.propertyChange","attemptNumber":0,"objectId":{{id}},"propertyName":"jobtitle","propertyValue":"Title {{delivery}}","changeSource":"CRM_UI"}""")) + "]");
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, HubSpotWebhookEndpoint.Path) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-HubSpot-Request-Timestamp", timestamp);
        request.Headers.Add("X-HubSpot-Signature-v3", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), (byte[])[.. Encoding.UTF8.GetBytes("POST" + PublicUrl), .. body, .. Encoding.UTF8.GetBytes(timestamp)])));
        using var answer = await http.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"the delivery was answered {(int)answer.StatusCode}");
    }

    public async ValueTask DisposeAsync()
    {
        // A delivery that stored nothing would be fast.
        var stored = (await ledger.StatusAsync(TimeProvider.System.GetUtcNow(), default)).Pending;
        http.Dispose();
        await app.DisposeAsync();
        await ledger.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        if (stored != Contacts) throw new InvalidOperationException($"{stored} of {Contacts} contacts are in the ledger");
    }
}
