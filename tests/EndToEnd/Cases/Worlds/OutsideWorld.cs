using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.EndToEnd.Tests.Rigs;
using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot;
using Integration.Sandbox.Salesforce;

namespace Integration.EndToEnd.Tests.Cases.Worlds;

/// <summary>Both emulated systems, in this process but met over HTTP only, each behind a wire.</summary>
internal sealed class OutsideWorld : IAsyncDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(1) };
    private readonly SandboxServer hubSpotServer;
    private readonly SandboxServer salesforceServer;

    private OutsideWorld(HubSpotPortal hubSpot, SandboxServer hubSpotServer, SalesforceOrg salesforce, SandboxServer salesforceServer)
    {
        (Portal, this.hubSpotServer, Org, this.salesforceServer) = (hubSpot, hubSpotServer, salesforce, salesforceServer);
        HubSpotWire = new Wire(hubSpotServer.Url.Port);
        SalesforceWire = new Wire(salesforceServer.Url.Port);
        Seen = new Outside(hubSpotServer.Url, salesforceServer.Url);
    }

    public HubSpotPortal Portal { get; }

    public SalesforceOrg Org { get; }

    public Wire HubSpotWire { get; }

    public Wire SalesforceWire { get; }

    /// <summary>Both stores, past the wires.</summary>
    public Outside Seen { get; }

    public static async Task<OutsideWorld> StartAsync()
    {
        // The index lags in production by seconds; half of one keeps it a lag, and the cases short. Cases about the lag set their own.
        var portal = new HubSpotPortal(TimeProvider.System, options: new HubSpotPortalOptions { SearchLag = TimeSpan.FromMilliseconds(500), SearchLagJitter = TimeSpan.FromMilliseconds(300) });
        var org = new SalesforceOrg(TimeProvider.System, options: new SalesforceOrgOptions
        {
            ValidationRules =
            [
                new ValidationRule("Lead", "Title", "Titles of poison are refused.", value => value("Title") as string == "POISON"),
                new ValidationRule("Lead", null, "Companies of poison are refused.", value => value("Company") as string == "POISON"),
            ],
        });
        return new OutsideWorld(
            portal, await SandboxServer.StartAsync(portal, new Uri("http://127.0.0.1:0")),
            org, await SandboxServer.StartAsync(org, new Uri("http://127.0.0.1:0")));
    }

    public Wire WireOf(string system) => system == "hubspot" ? HubSpotWire : SalesforceWire;

    public ISandboxSystem SystemOf(string system) => system switch
    {
        "hubspot" => Portal,
        "salesforce" => Org,
        _ => throw new FormatException($"there is no system '{system}'; there are hubspot and salesforce"),
    };

    /// <summary>Acts as a person in the system's own pages.</summary>
    /// <returns>The changed record.</returns>
    public async Task<JsonNode> ActAsync(string system, JsonObject act)
    {
        var url = new Uri(system == "hubspot" ? Seen.HubSpot : Seen.Salesforce, "/_sandbox/act");
        using var answer = await http.PostAsJsonAsync(url, act, JsonSerializerOptions.Web);
        var told = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(told)! : throw new InvalidOperationException($"{system} refused {act.ToJsonString()}: {told}");
    }

    /// <summary>In plans <c>user:NAME</c> stands for somebody who works in both systems, and for nobody else.</summary>
    public static bool IsUser(string value) => value.StartsWith("user:", StringComparison.Ordinal);

    /// <summary>A user's id in a system; any other value as it is.</summary>
    public string UserIn(string system, string value)
    {
        if (!IsUser(value)) return value;
        var email = $"{value[5..]}@sandbox.test";
        // Seeding an owner who is there answers with their id.
        return system == "hubspot"
            ? Portal.Seed("owners", [new Dictionary<string, string?> { ["email"] = email, ["firstName"] = "Robin", ["lastName"] = "Rep" }])["ids"]![0]!.ToString()
            : Org.Dump("User").First(user => user!["Username"]?.ToString() == email)!["Id"]!.ToString();
    }

    /// <summary>Webhooks that a delivery attempt took; counts up for ever.</summary>
    public async Task<long> DeliveredAsync() =>
        (await http.GetFromJsonAsync<JsonNode>(new Uri(Seen.HubSpot, "/_sandbox/webhooks")))!["deliveredCount"]!.GetValue<long>();

    /// <summary>Calls and records written over the vendors' own paths since the last clear.</summary>
    public (long Calls, long Written) Price()
    {
        var (hubSpot, salesforce) = (hubSpotServer.Calls.Report(), salesforceServer.Calls.Report());
        return (hubSpot.Total + salesforce.Total, hubSpot.RecordsWritten + salesforce.RecordsWritten);
    }

    /// <summary>No faults, no traps, whole wires, clocks that tell the time, allowances that last.</summary>
    public void Mend()
    {
        foreach (var system in (string[])["hubspot", "salesforce"])
        {
            SystemOf(system).Faults.Set([]);
            SystemOf(system).Clock.Set(TimeProvider.System.GetUtcNow());
            WireOf(system).Release();
            WireOf(system).Set(WireState.Pass);
        }
        Portal.Options = Portal.Options with { DailyLimit = 1_000_000, SearchLag = TimeSpan.FromMilliseconds(500), MergeKeepsPrimaryId = false };
        Org.Options.DailyApiRequests = 100_000;
        Org.Options.LateVisibilityMax = TimeSpan.Zero;
        ClearCalls();
    }

    /// <summary>What was called so far costs nobody anything.</summary>
    public void ClearCalls()
    {
        hubSpotServer.Calls.Clear();
        salesforceServer.Calls.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await HubSpotWire.DisposeAsync();
        await SalesforceWire.DisposeAsync();
        await hubSpotServer.DisposeAsync();
        await salesforceServer.DisposeAsync();
        Seen.Dispose();
        http.Dispose();
    }
}
