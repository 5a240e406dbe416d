using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Integration.App.Tests.Rigs;

namespace Integration.App.Tests.Demo;

/// <summary>The first command of the README, as a newcomer runs it, but on free ports.</summary>
[Trait("Category", "Long")]
public sealed partial class DemoRunTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string folder = Directory.CreateTempSubdirectory("integration-demo-").FullName;
    private readonly HttpClient http = new();

    [Fact]
    public async Task The_demo_links_everyone_lets_edits_travel_and_continues_where_it_stopped()
    {
        using (var stop = new CancellationTokenSource())
        {
            var line = new Line();
            var running = Start(line, stop.Token);
            var (portal, service) = await AddressesAsync(line, running);
            await QuietAsync(service, linked: 521, line, running);

            var held = await http.GetFromJsonAsync<JsonNode>(new Uri(service, "/api/sync/held"));
            Assert.Equal(5, held!["held"]!.AsArray().Count(entry => entry!["code"]!.GetValue<string>() == "PAIR-NO-MATCH-VALUE"));
            await EditTravelsAsync(portal, service);

            await stop.CancelAsync();
            Assert.Equal(0, await running.WaitAsync(TimeSpan.FromSeconds(30)));
        }

        using (var stop = new CancellationTokenSource())
        {
            var line = new Line();
            var running = Start(line, stop.Token);
            var (_, service) = await AddressesAsync(line, running);
            await QuietAsync(service, linked: 521, line, running);
            await stop.CancelAsync();
            Assert.Equal(0, await running.WaitAsync(TimeSpan.FromSeconds(30)));
        }
    }

    public void Dispose()
    {
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Task<int> Start(Line line, CancellationToken stop) => Task.Run(() => line.RunAsync(
        ["run", "--quiet-demo", "--data", folder, "--port", "0", "--hubspot", "http://127.0.0.1:0", "--salesforce", "http://127.0.0.1:0"], stop));

    private async Task EditTravelsAsync(Uri portal, Uri service)
    {
        var dump = await http.GetFromJsonAsync<JsonNode>(new Uri(portal, "/_sandbox/dump?object=contacts"));
        var id = dump!["results"]!.AsArray().First()!["id"]!.GetValue<string>();
        var act = new { system = "hubspot", action = "edit", @object = "contacts", id, properties = new { jobtitle = "Chief Example" } };
        (await http.PostAsJsonAsync(new Uri(portal, "/_sandbox/act"), act)).EnsureSuccessStatusCode();

        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (TimeProvider.System.GetUtcNow() < deadline)
        {
            var story = await http.GetFromJsonAsync<JsonNode>(new Uri(service, $"/api/records/hubspot/contacts/{id}"));
            var title = story!["fields"]!.AsArray().Single(field => field!["hubSpot"]!.GetValue<string>() == "jobtitle")!;
            if (title["salesforceValue"]!.GetValue<string>() == "Chief Example") return;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
        Assert.Fail("the edit did not reach Salesforce");
    }

    private static async Task<(Uri Portal, Uri Service)> AddressesAsync(Line line, Task<int> running)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (!running.IsCompleted && TimeProvider.System.GetUtcNow() < deadline)
        {
            if (Portal().Match(line.Out) is { Success: true } portal && ServiceUrl().Match(line.Out) is { Success: true } service)
                return (new Uri(portal.Groups[1].Value), new Uri(service.Groups[1].Value));
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
        throw new TimeoutException($"the demo did not start:\n{line.Out}\n{line.Error}");
    }

    private async Task QuietAsync(Uri service, int linked, Line line, Task<int> running)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        JsonNode? status = null;
        while (!running.IsCompleted && TimeProvider.System.GetUtcNow() < deadline)
        {
            status = await http.GetFromJsonAsync<JsonNode>(new Uri(service, "/api/sync/status"));
            if (status!["isQuiet"]!.GetValue<bool>() && status["linked"]!.GetValue<long>() == linked) return;
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        }
        throw new TimeoutException($"not quiet with {linked} linked: {status}\n{line.Out}\n{line.Error}");
    }

    [GeneratedRegex(@"HubSpot \(emulated\)\s+(\S+)")]
    private static partial Regex Portal();

    [GeneratedRegex(@"the service\s+(http://127\.0\.0\.1:\d+)")]
    private static partial Regex ServiceUrl();
}
