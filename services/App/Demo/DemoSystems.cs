using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Integration.App.Commands;
using Integration.App.Running;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot;
using Integration.Sandbox.Salesforce;

namespace Integration.App.Demo;

/// <summary>Where the two emulated systems listen and what they start with.</summary>
/// <param name="HubSpot">Address of the portal; port 0 takes a free one.</param>
/// <param name="Salesforce">Address of the org.</param>
/// <param name="Directory">Keeps <c>hubspot.json</c> and <c>salesforce.json</c>; null keeps nothing.</param>
/// <param name="IsSeeded">True fills a system that has no file yet with the demo's people.</param>
internal sealed record DemoOptions(Uri HubSpot, Uri Salesforce, string? Directory, bool IsSeeded)
{
    public const int HubSpotPort = 5101;
    public const int SalesforcePort = 5102;
}

/// <summary>The two emulated systems, running in this process.</summary>
internal sealed class DemoSystems : IAsyncDisposable
{
    private readonly SandboxServer hubSpotServer;
    private readonly SandboxServer salesforceServer;
    private readonly HttpClient http = new();

    private readonly IDisposable? hold;

    private DemoSystems(ISandboxSystem hubSpot, SandboxServer hubSpotServer, ISandboxSystem salesforce, SandboxServer salesforceServer, IDisposable? hold)
    {
        this.hold = hold;
        (HubSpot, this.hubSpotServer, Salesforce, this.salesforceServer) = (hubSpot, hubSpotServer, salesforce, salesforceServer);
    }

    public ISandboxSystem HubSpot { get; }
    public ISandboxSystem Salesforce { get; }
    public Uri HubSpotUrl => hubSpotServer.Url;
    public Uri SalesforceUrl => salesforceServer.Url;
    public CallReport HubSpotCalls => hubSpotServer.Calls.Report();
    public CallReport SalesforceCalls => salesforceServer.Calls.Report();

    /// <summary>Starts both; a system whose file exists continues from it.</summary>
    /// <exception cref="StopsHereException">A port is in use, or a file cannot be used: nothing is left running.</exception>
    public static async Task<DemoSystems> StartAsync(DemoOptions options, TimeProvider time)
    {
        var hold = options.Directory is { } directory ? Directories.Hold(directory) : null;
        SandboxServer? first = null;
        try
        {
            var (hubSpot, hubSpotServer) = await StartAsync("HubSpot", "--hubspot", options.HubSpot, options, new HubSpotPortal(time), DemoSeed.FillHubSpot);
            first = hubSpotServer;
            var (salesforce, salesforceServer) = await StartAsync("Salesforce", "--salesforce", options.Salesforce, options, new SalesforceOrg(time), DemoSeed.FillSalesforce);
            return new DemoSystems(hubSpot, hubSpotServer, salesforce, salesforceServer, hold);
        }
        catch
        {
            if (first is not null) await first.DisposeAsync();
            hold?.Dispose();
            throw;
        }
    }

    /// <summary>Subscribes the service to everything the portal tells by webhook.</summary>
    public async Task SubscribeAsync(Uri target, CancellationToken stop)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(HubSpotUrl, "/_sandbox/webhooks"),
            new JsonObject { ["targetUrl"] = target.AbsoluteUri, ["secret"] = DemoConnections.WebhookSecret, ["subscriptions"] = "all" }, stop);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The ids of all live records of an object.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(Uri system, string objectName, CancellationToken stop)
    {
        var dump = await http.GetFromJsonAsync<JsonNode>(new Uri(system, $"/_sandbox/dump?object={objectName}"), stop);
        return [.. DumpReader.Live(dump!)];
    }

    /// <summary>Salesforce's users by mail address.</summary>
    public async Task<IReadOnlyDictionary<string, string>> UsersAsync(CancellationToken stop)
    {
        var dump = await http.GetFromJsonAsync<JsonArray>(new Uri(SalesforceUrl, "/_sandbox/dump?object=User"), stop);
        return dump!.Where(user => user!["Email"] is not null).DistinctBy(user => user!["Email"]!.GetValue<string>())
            .ToDictionary(user => user!["Email"]!.GetValue<string>(), user => user!["Id"]!.GetValue<string>(), StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await hubSpotServer.DisposeAsync();
        await salesforceServer.DisposeAsync();
        hold?.Dispose();
    }

    private static async Task<(ISandboxSystem, SandboxServer)> StartAsync(string name, string option, Uri url, DemoOptions options, ISandboxSystem system, Action<ISandboxSystem> fill)
    {
        var file = options.Directory is null ? null : Path.Combine(options.Directory, system.Name + ".json");
        var isNew = file is null || !File.Exists(file);
        SandboxServer server;
        try
        {
            server = await SandboxServer.StartAsync(system, url, file);
        }
        catch (IOException failure) when (PortFaults.IsInUse(failure))
        {
            throw PortFaults.InUse(url.Port, $"the Sandbox's {name}", $"{option} http://127.0.0.1:PORT");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.Text.Json.JsonException or InvalidOperationException)
        {
            throw new StopsHereException(ExitCode.OutsideFailed, $"{file} cannot be used: {failure.Message}", "make it readable and writable, or delete it to start afresh");
        }
        // After the file was looked for and before anything reads: a crash in between leaves no file, and the next start fills again.
        if (isNew && options.IsSeeded) fill(system);
        return (system, server);
    }
}
