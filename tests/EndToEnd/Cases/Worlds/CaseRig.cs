using System.Text.Json.Nodes;
using Integration.EndToEnd.Tests.Cases.Plans;
using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.Cases.Worlds;

/// <summary>Both systems, the ledger, the bus and the service's processes, shared by the cases of one deployment, one case at a time.</summary>
internal sealed class CaseRig : IAsyncDisposable
{
    private readonly string folder;
    private IAsyncDisposable? ledgerLock;

    private CaseRig(Deployment deployment, string folder, OutsideWorld outside, PrivateServers? servers, LedgerPlace ledger)
    {
        (Deployment, this.folder, Outside, Servers, Ledger) = (deployment, folder, outside, servers, ledger);
        Processes = new RoleProcesses(deployment, folder, new Dictionary<string, string>
        {
            ["HUBSPOT_TOKEN"] = "pat-sandbox",
            ["HUBSPOT_SECRET"] = "sandbox-secret",
            ["SALESFORCE_SECRET"] = "sandbox",
            ["NO_COLOR"] = "1",
            ["INTEGRATION_LEDGER"] = ledger.ConnectionText,
            ["INTEGRATION_BUS"] = servers?.Bus ?? "memory",
            ["INTEGRATION_POLL_HUBSPOT_SECONDS"] = "1",
            ["INTEGRATION_POLL_SALESFORCE_SECONDS"] = "1",
            // The real systems may apply a write 130 s after it was sent, and a killed process keeps its pairs for 30 s; here both are over sooner.
            ["INTEGRATION_SETTLE_SECONDS"] = "2",
            ["INTEGRATION_LEASE_SECONDS"] = "3",
        });
        WebhookWire = new Wire(Processes.PortOf("hubspot"));
    }

    public Deployment Deployment { get; }

    public OutsideWorld Outside { get; }

    public PrivateServers? Servers { get; }

    public LedgerPlace Ledger { get; }

    public RoleProcesses Processes { get; }

    /// <summary>From HubSpot to the service.</summary>
    public Wire WebhookWire { get; }

    /// <summary>The service's own HTTP, at its Sync.</summary>
    public Service Service => new(new Uri($"http://127.0.0.1:{Processes.PortOf("sync")}"));

    private string ConfigFolder => Path.Combine(folder, "config");

    private Uri Webhooks => new($"http://127.0.0.1:{WebhookWire.Port}/webhooks/hubspot");

    public static async Task<CaseRig> StartAsync(Deployment deployment, IEnumerable<CasePlan> cases)
    {
        var folder = Directory.CreateTempSubdirectory("integration-cases-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute); // The servers have accounts of their own.
        var servers = deployment == Deployment.ScaledOut ? await PrivateServers.StartAsync(folder) : null;
        var rig = new CaseRig(deployment, folder, await OutsideWorld.StartAsync(), servers, servers is null ? new SqliteFile(folder) : new PostgresDatabase(servers, folder));
        try
        {
            await rig.BeginAsync([.. cases]);
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>The wire with a plan's name for it.</summary>
    public Wire WireOf(string name) => name switch
    {
        "hubspot" or "salesforce" => Outside.WireOf(name),
        "webhooks" => WebhookWire,
        "ledger" => Servers!.PostgresWire,
        "bus" => Servers!.RabbitMqWire,
        _ => throw new FormatException($"there is no wire '{name}'; there are hubspot, salesforce, webhooks, ledger and bus"),
    };

    public async Task LockLedgerAsync() => ledgerLock = await Ledger.LockAsync();

    public async Task UnlockLedgerAsync()
    {
        if (ledgerLock is not null) await ledgerLock.DisposeAsync();
        ledgerLock = null;
    }

    /// <summary>Edits the mapping, as an admin would; the service sees it at its next start.</summary>
    public void Remap(string old, string now)
    {
        var path = Path.Combine(ConfigFolder, "mapping.yaml");
        var text = File.ReadAllText(path);
        if (!text.Contains(old, StringComparison.Ordinal)) throw new FormatException($"the mapping has no '{old}'");
        File.WriteAllText(path, text.Replace(old, now.Replace("\\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    /// <summary>Has companies kept in step too, and people's employment; the service is stopped.</summary>
    public async Task MapCompaniesAsync()
    {
        File.WriteAllText(Path.Combine(ConfigFolder, CaseConfig.CompaniesFile), CaseConfig.Companies);
        Remap("fields:\n", $"fields:\n{CaseConfig.Employment}\n");
        await Processes.CommandAsync(["setup", "--apply"]);
    }

    /// <summary>Everything as before the first case, but for the records. The service runs and answers afterwards.</summary>
    public async Task MendAsync()
    {
        await UnlockLedgerAsync();
        Outside.Mend();
        foreach (var wire in (IEnumerable<Wire?>)[WebhookWire, Servers?.PostgresWire, Servers?.RabbitMqWire]) wire?.Set(WireState.Pass);
        await Processes.KillAsync("second");
        var isRemapped = File.ReadAllText(Path.Combine(ConfigFolder, "mapping.yaml")) != CaseConfig.Mapping;
        if (isRemapped)
        {
            await Processes.KillAllAsync();
            WriteConfig();
        }
        await RunningAsync();
        if (!isRemapped) return;
        // Everybody is looked at again under the old rows, and some of it is written: the case before pays for that.
        using var service = Service;
        await service.QuietAsync(TimeSpan.FromMinutes(2), () => Task.FromResult(true), Processes.Tails);
        Outside.ClearCalls();
    }

    /// <summary>Starts what does not run and waits until it answers.</summary>
    public async Task RunningAsync()
    {
        foreach (var role in Processes.Roles) Processes.Start(role);
        foreach (var role in Processes.Roles) await AnswersAsync(role);
    }

    /// <summary>Waits until a role's process answers.</summary>
    public async Task AnswersAsync(string role)
    {
        using var service = new Service(new Uri($"http://127.0.0.1:{Processes.PortOf(role)}"));
        for (var look = 0; look < 900; look++)
        {
            if (Processes.Dead is { } dead) throw new InvalidOperationException(dead);
            if (await service.StatusAsync() is not null) return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        throw new TimeoutException($"{role} does not answer after 90 s:\n{Processes.Tails()}");
    }

    public async ValueTask DisposeAsync()
    {
        await UnlockLedgerAsync();
        await Processes.DisposeAsync();
        await WebhookWire.DisposeAsync();
        await Outside.DisposeAsync();
        if (Servers is not null) await Servers.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private void WriteConfig() => CaseConfig.Write(ConfigFolder, new Uri($"http://127.0.0.1:{Outside.HubSpotWire.Port}"), new Uri($"http://127.0.0.1:{Outside.SalesforceWire.Port}"), Webhooks);

    private async Task BeginAsync(IReadOnlyList<CasePlan> cases)
    {
        WriteConfig();
        if (Ledger is PostgresDatabase database) await database.MakeAsync();
        await Processes.CommandAsync(["setup", "--apply"]);
        var people = cases.SelectMany(plan => plan.People.Distinct().Select(name => Runs.Person.Seed(name, plan.Slug))).ToList();
        await Outside.Seen.SeedContactsAsync(people);
        await Outside.Seen.PostAsync(Outside.Seen.HubSpot, "/_sandbox/webhooks", new { targetUrl = Webhooks, secret = "sandbox-secret", subscriptions = "all" });
        await RunningAsync();
        using var service = Service;
        await service.QuietAsync(TimeSpan.FromMinutes(2), async () => (await Outside.Seen.SalesforceAsync("Lead")).Count == people.Count, Processes.Tails);
    }
}
