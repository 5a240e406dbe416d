using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Integration.EndToEnd.Tests.Rigs;

/// <summary>The service's own HTTP surface, as an operator would ask it.</summary>
internal sealed class Service(Uri url) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };

    public Uri Url => url;

    /// <summary>Waits until readiness says a status; readiness answers with 503 too.</summary>
    public async Task<JsonNode> ReadyAsync(string status, TimeSpan patience, Func<string> dying)
    {
        var until = TimeProvider.System.GetUtcNow() + patience;
        JsonNode? last = null;
        while (TimeProvider.System.GetUtcNow() < until)
        {
            using var answer = await http.GetAsync("/health/ready");
            last = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            if (last["status"]!.ToString() == status) return last;
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        }
        throw new TimeoutException($"not {status} after {patience.TotalSeconds:0} s; last: {last?.ToJsonString()}\n{dying()}");
    }

    public async Task<JsonNode?> StatusAsync()
    {
        try
        {
            return await http.GetFromJsonAsync<JsonNode>("/api/sync/status");
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            return null; // Not up yet, or just killed.
        }
    }

    /// <summary>Every held record's key with its code.</summary>
    public async Task<Dictionary<string, string>> HeldAsync()
    {
        var held = new Dictionary<string, string>();
        string? after = null;
        do
        {
            var page = (await http.GetFromJsonAsync<JsonNode>($"/api/sync/held?limit=1000{(after is null ? "" : $"&after={after}")}"))!;
            foreach (var item in page["held"]!.AsArray())
                foreach (var key in item!["keys"]!.AsArray())
                    held[key!.ToString()] = item["code"]!.ToString();
            after = page["next"]?.ToString();
        }
        while (after is not null);
        return held;
    }

    /// <summary>Everything held: its keys, code and field (null = the whole pair).</summary>
    public async Task<List<(IReadOnlyList<string> Keys, string Code, string? Field)>> HeldEntriesAsync()
    {
        var held = new List<(IReadOnlyList<string> Keys, string Code, string? Field)>();
        string? after = null;
        do
        {
            var page = (await http.GetFromJsonAsync<JsonNode>($"/api/sync/held?limit=1000{(after is null ? "" : $"&after={after}")}"))!;
            held.AddRange(page["held"]!.AsArray().Select(item => (
                (IReadOnlyList<string>)[.. item!["keys"]!.AsArray().Select(key => key!.ToString())], item["code"]!.ToString(), item["field"]?.ToString())));
            after = page["next"]?.ToString();
        }
        while (after is not null);
        return held;
    }

    /// <summary>The whole story of a record by its key, <c>HubSpot/contacts/1</c>; null when no pair owns it.</summary>
    public async Task<JsonNode?> StoryAsync(string key)
    {
        using var answer = await http.GetAsync($"/api/records/{key}");
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()) : null;
    }

    /// <summary>Waits until nothing is pending or in flight, three looks in a row, and a condition holds.</summary>
    public async Task QuietAsync(TimeSpan patience, Func<Task<bool>> also, Func<string> dying)
    {
        var until = TimeProvider.System.GetUtcNow() + patience;
        var quiet = 0;
        JsonNode? last = null;
        while (TimeProvider.System.GetUtcNow() < until)
        {
            last = await StatusAsync() ?? last;
            quiet = last?["pending"]?.GetValue<long>() == 0 && last["inFlight"]?.GetValue<long>() == 0 ? quiet + 1 : 0;
            if (quiet >= 3 && await also()) return;
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        }
        throw new TimeoutException($"not quiet after {patience.TotalSeconds:0} s; last status: {last?.ToJsonString()}\n{dying()}");
    }

    public void Dispose() => http.Dispose();
}
