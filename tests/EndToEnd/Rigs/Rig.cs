using System.Text.Json.Nodes;
using Integration.Tests.Shared;

namespace Integration.EndToEnd.Tests.Rigs;

/// <summary>How the service is deployed in a test.</summary>
internal enum Deployment
{
    /// <summary>One process, in-memory bus, SQLite.</summary>
    Embedded,
    /// <summary>One process per role, RabbitMQ, PostgreSQL.</summary>
    ScaledOut,
}

/// <summary>The two emulated systems in one process, the service in others, and hands to drive and kill them.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private readonly Deployment deployment;
    private readonly string folder;
    private readonly Dictionary<string, string> environment;
    private readonly Dictionary<string, ChildProcess> service = [];
    private readonly Dictionary<string, int> ports;
    private ChildProcess? sandbox;

    private Rig(Deployment deployment, string folder, Dictionary<string, int> ports, Dictionary<string, string> environment)
    {
        this.deployment = deployment;
        this.folder = folder;
        this.ports = ports;
        this.environment = environment;
        Outside = new Outside(new Uri($"http://127.0.0.1:{ports["hubspot-sandbox"]}"), new Uri($"http://127.0.0.1:{ports["salesforce-sandbox"]}"));
        Service = new Service(new Uri($"http://127.0.0.1:{ports["sync"]}"));
    }

    public Outside Outside { get; }

    public Service Service { get; }

    public IReadOnlyList<string> Roles => deployment == Deployment.Embedded ? ["all"] : ["hubspot", "salesforce", "sync"];

    public static async Task<Rig> StartAsync(Deployment deployment, int pollSeconds = 10, int? hubSpotPollSeconds = null)
    {
        var folder = Directory.CreateTempSubdirectory("integration-e2e-").FullName;
        string[] names = ["hubspot-sandbox", "salesforce-sandbox", "hubspot", "salesforce", "sync"];
        var ports = names.ToDictionary(name => name, _ => FreePorts.Next());
        if (deployment == Deployment.Embedded) ports["all"] = ports["hubspot"] = ports["salesforce"] = ports["sync"];
        var environment = new Dictionary<string, string>
        {
            ["HUBSPOT_TOKEN"] = "pat-sandbox",
            ["HUBSPOT_SECRET"] = "sandbox-secret",
            ["SALESFORCE_SECRET"] = "sandbox",
            ["NO_COLOR"] = "1",
            ["INTEGRATION_LEDGER"] = deployment == Deployment.Embedded ? $"Data Source={Path.Combine(folder, "ledger.db")}" : await Servers.NewDatabaseAsync(),
            ["INTEGRATION_BUS"] = deployment == Deployment.Embedded ? "memory" : Servers.RabbitMq,
            // A write whose answer was lost may be taken for "not applied" after this; the real systems need 130 s, the Sandbox answers in milliseconds.
            ["INTEGRATION_SETTLE_SECONDS"] = "5",
        };
        var rig = new Rig(deployment, folder, ports, environment);
        rig.WriteConfig(pollSeconds, hubSpotPollSeconds ?? pollSeconds);
        await rig.StartSandboxAsync();
        return rig;
    }

    /// <summary>Runs <c>setup --apply</c>, as an admin would before the first run.</summary>
    public async Task SetUpAsync()
    {
        await using var setup = ChildProcess.Start(["setup", "--config", Path.Combine(folder, "config"), "--apply"], environment, folder);
        for (var i = 0; i < 600 && !setup.HasExited; i++) await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        Assert.True(setup.HasExited && setup.ExitCode == 0, $"setup: {setup.Tail}");
    }

    /// <summary>Subscribes to all webhooks. After seeding, or events nobody could take would come again for minutes and be counted with the test's own.</summary>
    public async Task SubscribeAsync()
    {
        await Outside.PostAsync(Outside.HubSpot, "/_sandbox/webhooks", new { targetUrl = $"http://127.0.0.1:{ports["hubspot"]}/webhooks/hubspot", secret = "sandbox-secret", subscriptions = "all" });
    }

    public async Task StartServiceAsync()
    {
        foreach (var role in Roles) StartRole(role);
        await AnswersAsync();
    }

    /// <summary>Waits until the service answers: a kill before that would interrupt nothing.</summary>
    public async Task AnswersAsync()
    {
        for (var i = 0; i < 600; i++)
        {
            if (await Service.StatusAsync() is not null) return;
            var dead = service.FirstOrDefault(process => process.Value.HasExited);
            Assert.True(dead.Value is null, $"{dead.Key} stopped: {dead.Value?.Tail}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        Assert.Fail($"no status after 60 s:\n{Tails()}");
    }

    public async Task KillAsync(string role)
    {
        await service[role].KillAsync();
        await service[role].DisposeAsync();
        service.Remove(role);
    }

    public void StartRole(string role)
    {
        string[] roles = role == "all" ? [] : ["--roles", role];
        service[role] = ChildProcess.Start(["run", "--config", Path.Combine(folder, "config"), "--data", folder, "--port", $"{ports[role]}", .. roles], environment, folder);
    }

    /// <summary>Whether a process of the service ended by itself.</summary>
    public bool HasStopped => service.Values.Any(process => process.HasExited);

    /// <summary>The embedded ledger.</summary>
    public string LedgerFile => Path.Combine(folder, "ledger.db");

    /// <summary>Sets a variable for every process started from now on.</summary>
    public void Set(string variable, string value) => environment[variable] = value;

    /// <summary>Edits a file of the configuration, as an admin would.</summary>
    public void Rewrite(string file, string old, string now)
    {
        var path = Path.Combine(folder, "config", file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, now, StringComparison.Ordinal));
    }

    /// <summary>Adds a file to the configuration.</summary>
    public void Add(string file, string text) => File.WriteAllText(Path.Combine(folder, "config", file), text);

    /// <summary>Takes a file out of the configuration.</summary>
    /// <returns>What it said.</returns>
    public string Remove(string file)
    {
        var path = Path.Combine(folder, "config", file);
        var text = File.ReadAllText(path);
        File.Delete(path);
        return text;
    }

    /// <summary>Carries out a command that is to end by itself.</summary>
    /// <returns>Its exit code, and the last lines of both its streams.</returns>
    public async Task<(int ExitCode, string Told)> CommandAsync(string command, params string[] options)
    {
        string[] run = command == "run" ? ["--data", folder, "--port", $"{ports["sync"]}"] : [];
        await using var process = ChildProcess.Start([command, "--config", Path.Combine(folder, "config"), .. run, .. options], environment, folder);
        Assert.True(await process.EndsAsync(TimeSpan.FromMinutes(2)), $"{command} does not end:\n{process.Tail}");
        return (process.ExitCode, process.Tail);
    }

    /// <summary>Carries out a command that asks the ledger alone.</summary>
    public async Task<(int ExitCode, string Told)> LedgerCommandAsync(string command, params string[] options)
    {
        await using var process = ChildProcess.Start([command, .. options], environment, folder);
        Assert.True(await process.EndsAsync(TimeSpan.FromMinutes(2)), $"{command} does not end:\n{process.Tail}");
        return (process.ExitCode, process.Tail);
    }

    /// <summary>Waits until readiness says a status.</summary>
    /// <returns>The answer.</returns>
    public Task<JsonNode> ReadyAsync(string status) => Service.ReadyAsync(status, TimeSpan.FromMinutes(2), Tails);

    public Task QuietAsync(TimeSpan patience, Func<Task<bool>>? also = null) =>
        Service.QuietAsync(patience, also ?? (() => Task.FromResult(true)), Tails);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in service.Values) await process.DisposeAsync();
        if (sandbox is not null) await sandbox.DisposeAsync();
        Outside.Dispose();
        Service.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task StartSandboxAsync()
    {
        sandbox = ChildProcess.Start(
            ["sandbox", "--hubspot", Outside.HubSpot.ToString(), "--salesforce", Outside.Salesforce.ToString(), "--seed", "empty"], environment, folder);
        for (var i = 0; i < 600; i++)
        {
            Assert.False(sandbox.HasExited, $"the sandbox stopped: {sandbox.Tail}");
            try
            {
                await Outside.CallsAsync(Outside.HubSpot);
                await Outside.CallsAsync(Outside.Salesforce);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
        Assert.Fail($"the sandbox did not answer: {sandbox.Tail}");
    }

    private void WriteConfig(int pollSeconds, int hubSpotPollSeconds)
    {
        var config = Directory.CreateDirectory(Path.Combine(folder, "config")).FullName;
        File.WriteAllText(Path.Combine(config, "connections.yaml"), $$"""
            kind: Connections
            hubspot:
              portal: 7654321
              url: {{Outside.HubSpot}}
              token: "${env:HUBSPOT_TOKEN}"
              webhookSecret: "${env:HUBSPOT_SECRET}"
              webhookUrl: http://127.0.0.1:{{ports["hubspot"]}}/webhooks/hubspot
              dailyCalls: 100%
              pollSeconds: {{hubSpotPollSeconds}}
            salesforce:
              url: {{Outside.Salesforce}}
              clientId: sandbox
              clientSecret: "${env:SALESFORCE_SECRET}"
              dailyCalls: 100%
              pollSeconds: {{pollSeconds}}
            """);
        File.WriteAllText(Path.Combine(config, "mapping.yaml"), """
            kind: Mapping
            name: people
            hubspot: contacts
            salesforce: [Lead, Contact]
            match: [email]
            create: { salesforce: always, hubspot: always }
            delete: { hubspot: unlink, salesforce: unlink }
            fields:
              - { hubspot: email,     salesforce: Email }
              - { hubspot: firstname, salesforce: FirstName }
              - { hubspot: lastname,  salesforce: LastName, default: "[not provided]", never-blank: true }
              - { hubspot: company,   salesforce: Lead.Company, default: "[not provided]", never-blank: true }
              - { hubspot: jobtitle,  salesforce: Title }
              - { hubspot: industry,  salesforce: Lead.Industry }
              - { hubspot: city,      salesforce: Lead.City }
              - { hubspot: country,   salesforce: Lead.Country }
            """);
    }

    /// <summary>What the service's processes printed last.</summary>
    public string Tails() => string.Join("\n", service.Select(process => $"--- {process.Key}\n{process.Value.Tail}"));
}
