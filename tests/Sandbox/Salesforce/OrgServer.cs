using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce;

namespace Integration.Sandbox.Tests.Salesforce;

/// <summary>An org behind HTTP, with a client that has logged in.</summary>
internal sealed class OrgServer : IAsyncDisposable
{
    public const string Root = "/services/data/v68.0";
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 15, 2, TimeSpan.Zero);
    private readonly SandboxServer server;

    private OrgServer(SandboxServer server, SalesforceOrg org, HttpClient client)
    {
        this.server = server;
        Org = org;
        Client = client;
    }

    public SalesforceOrg Org { get; }
    public HttpClient Client { get; }
    public CallLog Calls => server.Calls;
    public Uri Url => server.Url;

    public static async Task<OrgServer> StartAsync(SalesforceOrgOptions? options = null, bool logIn = true)
    {
        var org = new SalesforceOrg(new SandboxClock(new FrozenTime(Start)), 1, options);
        var server = await SandboxServer.StartAsync(org, new Uri("http://127.0.0.1:0"));
        var started = new OrgServer(server, org, new HttpClient { BaseAddress = server.Url });
        if (logIn) await started.LogInAsync();
        return started;
    }

    public async Task LogInAsync()
    {
        var answer = await SendAsync("POST", "/services/oauth2/token", form: "grant_type=client_credentials&client_id=sandbox&client_secret=sandbox");
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)answer.Object["access_token"]!);
    }

    /// <summary>The custom field every connector adds, granted to the integration user.</summary>
    public OrgServer WithHubSpotId(params string[] objects)
    {
        foreach (var name in objects)
        {
            Org.AddCustomField(name, "HubSpot_Contact_Id__c", new JsonObject { ["type"] = "Text", ["label"] = "HubSpot Contact Id", ["length"] = 64, ["externalId"] = true, ["unique"] = true });
        }
        return this;
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", Root + path, headers: headers);

    public Task<Answer> QueryAsync(string soql) => GetAsync("/query?q=" + Uri.EscapeDataString(soql));

    public async Task<string> CreateAsync(string objectName, JsonObject fields)
    {
        var answer = await SendAsync("POST", $"{Root}/sobjects/{objectName}", fields);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return (string)answer.Object["id"]!;
    }

    public async Task<Answer> SendAsync(string method, string path, JsonNode? body = null, string? text = null, string? form = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, type);
        if (text is not null) request.Content = new StringContent(text, Encoding.UTF8, type);
        if (form is not null) request.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var content = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, content, all);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server.DisposeAsync();
    }
}

/// <summary>One HTTP answer.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode? Json => Text.Length == 0 ? null : JsonNode.Parse(Text);
    public JsonObject Object => Json!.AsObject();
    public JsonArray Array => Json!.AsArray();
    public string? ErrorCode => (string?)Array[0]!["errorCode"];
    public IReadOnlyList<JsonObject> Records => [.. Object["records"]!.AsArray().Select(record => record!.AsObject())];
}
