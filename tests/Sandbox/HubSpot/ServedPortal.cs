using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot;

namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>A portal on HTTP with a client that holds its token.</summary>
internal sealed class ServedPortal : IAsyncDisposable
{
    private readonly SandboxServer server;

    private ServedPortal(HubSpotPortal portal, SandboxServer server)
    {
        Portal = portal;
        this.server = server;
        Http = new HttpClient { BaseAddress = server.Url };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "pat-sandbox");
    }

    public HubSpotPortal Portal { get; }
    public HttpClient Http { get; }
    public Uri Url => server.Url;
    public CallLog Calls => server.Calls;

    /// <summary>Search sees writes at once unless a test is about the lag.</summary>
    public static async Task<ServedPortal> StartAsync(HubSpotPortalOptions? options = null)
    {
        var portal = new HubSpotPortal(new SandboxClock(TimeProvider.System), 1, options ?? new HubSpotPortalOptions { SearchLag = TimeSpan.Zero, BurstLimit = 100_000, SearchesPerSecond = 1_000 });
        return new ServedPortal(portal, await SandboxServer.StartAsync(portal, new Uri("http://127.0.0.1:0")));
    }

    public async Task<Answer> SendAsync(string method, string path, string? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null) request.Headers.Authorization = token.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", token);
        if (token?.Length == 0) request.Headers.TryAddWithoutValidation("Authorization", "none");
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var headers = response.Headers.ToDictionary(each => each.Key, each => string.Join(",", each.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, text, headers);
    }

    public Task<Answer> GetAsync(string path) => SendAsync("GET", path);
    public Task<Answer> PostAsync(string path, string body) => SendAsync("POST", path, body);
    public Task<Answer> PatchAsync(string path, string body) => SendAsync("PATCH", path, body);

    /// <summary>Seeds and answers the ids.</summary>
    public async Task<string[]> SeedAsync(string objectName, params string[] records)
    {
        var answer = await PostAsync("/_sandbox/seed", $$"""{"object":"{{objectName}}","records":[{{string.Join(',', records)}}]}""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return [.. answer.Json["ids"]!.AsArray().Select(id => id!.GetValue<string>())];
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await server.DisposeAsync();
    }
}

/// <summary>An HTTP answer, read whole.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;
    public string? Category => (string?)Json["category"];
    public string? Message => (string?)Json["message"];
}
