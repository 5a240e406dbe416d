using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Core.Mappings;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce;

namespace Integration.Benchmarks.Sandboxes;

/// <summary>The sObject Collections of an org of the Sandbox, over HTTP on loopback. Every answer is parsed and every record's outcome looked at.</summary>
internal sealed class SalesforceCalls : IAsyncDisposable
{
    /// <summary>The most that one Collections call takes.</summary>
    public const int BatchMax = 200;

    private const string Root = "/services/data/v66.0/composite/sobjects";
    private const int Seeded = 1_000;
    private readonly SandboxServer server;
    private readonly HttpClient http;
    private readonly List<string> ids = [];
    private int made;
    private int next;

    private SalesforceCalls(SandboxServer server)
    {
        this.server = server;
        http = new HttpClient { BaseAddress = server.Url };
    }

    public static async Task<SalesforceCalls> StartAsync()
    {
        // The vendor's limit would be measured instead of the Sandbox.
        var org = new SalesforceOrg(new SandboxClock(TimeProvider.System), options: new SalesforceOrgOptions { DailyApiRequests = int.MaxValue });
        org.AddCustomField("Lead", Mapping.SalesforceKeyField, new JsonObject { ["type"] = "Text", ["label"] = "Integration Key", ["length"] = 64, ["externalId"] = true, ["unique"] = true });
        var calls = new SalesforceCalls(await SandboxServer.StartAsync(org, new Uri("http://127.0.0.1:0")));
        await calls.LogInAsync();
        for (var count = 0; count < Seeded; count += BatchMax) calls.ids.AddRange(await calls.UpsertedAsync(BatchMax));
        return calls;
    }

    public Task UpsertAsync(int records) => UpsertedAsync(records);

    public Task UpdateAsync(int records)
    {
        var stamp = Interlocked.Increment(ref made);
        return SaveAsync(Root, Take(records).Select(id => new JsonObject { ["attributes"] = Lead(), ["id"] = id, ["Title"] = $"Title {stamp}" }), records);
    }

    public async Task RetrieveAsync(int records)
    {
        using var answer = await http.PostAsJsonAsync($"{Root}/Lead", new { ids = Take(records), fields = new[] { "Email", "FirstName", "LastName", "Company", "Title", "SystemModstamp" } });
        var found = await AnsweredAsync(answer);
        if (found.Count != records || found.Any(record => record is null)) throw new InvalidOperationException($"{found.Count(record => record is not null)} of {records} leads came back");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    private async Task LogInAsync()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "sandbox", ["client_secret"] = "sandbox" });
        using var answer = await http.PostAsync("/services/oauth2/token", form);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    private Task<List<string>> UpsertedAsync(int records) => SaveAsync($"{Root}/Lead/{Mapping.SalesforceKeyField}", Enumerable.Range(0, records).Select(_ => Interlocked.Increment(ref made)).Select(number => new JsonObject
    {
        ["attributes"] = Lead(),
        [Mapping.SalesforceKeyField] = $"key-{number}",
        ["Email"] = $"person{number}@acme.test",
        ["FirstName"] = "Ana",
        ["LastName"] = $"Quint {number}",
        ["Company"] = "Acme",
        ["Title"] = "Head of Sales",
    }), records);

    private static JsonObject Lead() => new() { ["type"] = "Lead" };

    private IEnumerable<string> Take(int records)
    {
        next = (next + records) % (ids.Count - BatchMax);
        return ids.Skip(next).Take(records);
    }

    private async Task<List<string>> SaveAsync(string path, IEnumerable<JsonObject> records, int count)
    {
        using var answer = await http.PatchAsJsonAsync(path, new { allOrNone = false, records });
        var saved = await AnsweredAsync(answer);
        var done = saved.Where(result => result!["success"]!.GetValue<bool>()).Select(result => result!["id"]!.GetValue<string>()).ToList();
        return done.Count == count ? done : throw new InvalidOperationException($"{done.Count} of {count} leads were saved: {saved.FirstOrDefault(result => !result!["success"]!.GetValue<bool>())?.ToJsonString()}");
    }

    private static async Task<JsonArray> AnsweredAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"the org answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return (JsonArray)(await JsonNode.ParseAsync(await answer.Content.ReadAsStreamAsync()))!;
    }
}
