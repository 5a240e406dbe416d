using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot;

namespace Integration.Benchmarks.Sandboxes;

/// <summary>The batch endpoints of a portal of the Sandbox, over HTTP on loopback. Every answer is parsed and counted, as a real client must.</summary>
internal sealed class HubSpotCalls : IAsyncDisposable
{
    /// <summary>The most that one batch call takes.</summary>
    public const int BatchMax = 100;

    private const string Root = "/crm/v3/objects/contacts/batch/";
    private const int Seeded = 1_000;
    private readonly SandboxServer server;
    private readonly HttpClient http;
    private readonly List<string> ids = [];
    private int made;
    private int next;

    private HubSpotCalls(SandboxServer server)
    {
        this.server = server;
        http = new HttpClient { BaseAddress = server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "pat-sandbox");
    }

    public static async Task<HubSpotCalls> StartAsync()
    {
        // The vendor's limits would be measured instead of the Sandbox.
        var options = new HubSpotPortalOptions { BurstLimit = int.MaxValue, DailyLimit = int.MaxValue };
        var calls = new HubSpotCalls(await SandboxServer.StartAsync(new HubSpotPortal(new SandboxClock(TimeProvider.System), seed: 1, options), new Uri("http://127.0.0.1:0")));
        for (var count = 0; count < Seeded; count += BatchMax) calls.ids.AddRange(await calls.CreatedAsync(BatchMax));
        return calls;
    }

    public Task CreateAsync(int records) => CreatedAsync(records);

    public Task UpdateAsync(int records)
    {
        var stamp = Interlocked.Increment(ref made);
        return PostAsync("update", new { inputs = Take(records).Select(id => new { id, properties = new { jobtitle = $"Title {stamp}" } }) }, records);
    }

    public Task ReadAsync(int records) =>
        PostAsync("read", new { properties = new[] { "email", "firstname", "lastname", "jobtitle", "phone" }, inputs = Take(records).Select(id => new { id }) }, records);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    private Task<List<string>> CreatedAsync(int records) => PostAsync("create", new
    {
        inputs = Enumerable.Range(0, records).Select(_ => Interlocked.Increment(ref made)).Select(number => new
        {
            properties = new { email = $"person{number}@acme.test", firstname = "Ana", lastname = $"Quint {number}", jobtitle = "Head of Sales", phone = "+49 30 1234567" },
        }),
    }, records);

    private IEnumerable<string> Take(int records)
    {
        next = (next + records) % (ids.Count - BatchMax);
        return ids.Skip(next).Take(records);
    }

    private async Task<List<string>> PostAsync(string verb, object body, int records)
    {
        using var answer = await http.PostAsJsonAsync(Root + verb, body);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Created)) throw new InvalidOperationException($"batch/{verb} was answered {(int)answer.StatusCode}");
        var answered = json.RootElement.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("id").GetString()!).ToList();
        return answered.Count == records ? answered : throw new InvalidOperationException($"batch/{verb} answered {answered.Count} of {records} records");
    }
}
