using System.Diagnostics;
using System.Text.RegularExpressions;
using Integration.EndToEnd.Tests.Rigs;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Integration.EndToEnd.Tests.Cases.Worlds;

/// <summary>A PostgreSQL and a RabbitMQ of this rig alone, each behind a wire: other tests' servers must not be restarted under them.</summary>
internal sealed partial class PrivateServers : IAsyncDisposable
{
    private readonly string folder;
    private string postgres;

    private PrivateServers(string folder, string postgres, string rabbitMq)
    {
        this.folder = folder;
        this.postgres = postgres;
        PostgresWire = new Wire(PortIn(postgres));
        RabbitMqWire = new Wire(new Uri(rabbitMq).Port);
    }

    public Wire PostgresWire { get; }

    public Wire RabbitMqWire { get; }

    /// <summary>The database server past the wire, for the hands of the test.</summary>
    public string PostgresItself => postgres;

    /// <summary>As the service is told.</summary>
    public string Ledger(string database) => PortPart().Replace(postgres, $"Port={PostgresWire.Port}").Replace("Database=postgres", $"Database={database}");

    /// <summary>As the service is told.</summary>
    public string Bus => $"amqp://guest:guest@127.0.0.1:{RabbitMqWire.Port}/";

    public static async Task<PrivateServers> StartAsync(string folder)
    {
        var started = await Task.WhenAll(RunAsync("start-postgres", folder), RunAsync("start-rabbitmq", folder));
        return new PrivateServers(folder, started[0], started[1]);
    }

    /// <summary>Stops it at once, with its connections, and starts it on the same files.</summary>
    public async Task RestartPostgresAsync()
    {
        await RunAsync("stop", folder, "postgres");
        postgres = await RunAsync("start-postgres", folder);
        PostgresWire.UpstreamPort = PortIn(postgres);
    }

    /// <summary>Stops it and starts it on the same files.</summary>
    public async Task RestartRabbitMqAsync()
    {
        await RunAsync("stop", folder, "rabbitmq");
        RabbitMqWire.UpstreamPort = new Uri(await RunAsync("start-rabbitmq", folder)).Port;
    }

    /// <summary>Empties every queue that is there.</summary>
    /// <returns>How many messages were lost by it.</returns>
    public async Task<uint> PurgeAsync()
    {
        var factory = new ConnectionFactory { HostName = "127.0.0.1", Port = RabbitMqWire.UpstreamPort };
        await using var connection = await factory.CreateConnectionAsync();
        var lost = 0u;
        foreach (var queue in (string[])["hubspot", "salesforce", "records-touched"])
        {
            await using var channel = await connection.CreateChannelAsync();
            try
            {
                lost += await channel.QueuePurgeAsync(queue);
            }
            catch (OperationInterruptedException absent) when (absent.ShutdownReason?.ReplyCode == 404)
            {
                // Its role never ran: nothing in it to lose.
            }
        }
        return lost;
    }

    public async ValueTask DisposeAsync()
    {
        await PostgresWire.DisposeAsync();
        await RabbitMqWire.DisposeAsync();
        await RunAsync("stop", folder);
    }

    /// <summary>Carries out a program to its end.</summary>
    /// <returns>The last line that it printed.</returns>
    public static async Task<string> CommandAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (told, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(limit.Token);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit {process.ExitCode}\n{await complained}");
        return (await told).Trim().Split('\n')[^1];
    }

    // The servers outlive the script and would hold its streams open, so its one line goes by a file.
    private static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var answer = Path.Combine(arguments[0], $"{script}.answer");
        var complaint = Path.Combine(arguments[0], $"{script}.complaint");
        var line = $"'{Path.Combine(Repository.Root, "tests", "servers", script)}' {string.Join(' ', arguments.Select(argument => $"'{argument}'"))} >'{answer}' 2>'{complaint}' </dev/null";
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", line]))!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(limit.Token);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{script}: exit {process.ExitCode}\n{await File.ReadAllTextAsync(complaint)}");
        return (await File.ReadAllTextAsync(answer)).Trim();
    }

    private static int PortIn(string connectionText) => int.Parse(PortPart().Match(connectionText).Groups[1].Value);

    [GeneratedRegex("Port=([0-9]+)")]
    private static partial Regex PortPart();
}
