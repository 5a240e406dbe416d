using Integration.EndToEnd.Tests.Rigs;
using Integration.Tests.Shared;

namespace Integration.EndToEnd.Tests.Cases.Worlds;

/// <summary>The service's processes: one with everything, or one for each role.</summary>
internal sealed class RoleProcesses(Deployment deployment, string folder, Dictionary<string, string> environment) : IAsyncDisposable
{
    private const string Everything = "all";
    private const string Second = "second";
    private static readonly string[] LedgerOnly = ["runs", "release-deletes"];

    private readonly Dictionary<string, ChildProcess> running = [];
    private readonly Dictionary<string, int> ports = new[] { Everything, "hubspot", "salesforce", "sync", Second }.ToDictionary(name => name, _ => FreePorts.Next());

    public IReadOnlyList<string> Roles => deployment == Deployment.Embedded ? [Everything] : ["hubspot", "salesforce", "sync"];

    /// <summary>Where the process with a role listens.</summary>
    public int PortOf(string role) => ports[Named(role)];

    public bool Runs(string role) => running.ContainsKey(Named(role));

    /// <summary>The first process that ended by itself, with what it printed last.</summary>
    public string? Dead => running.FirstOrDefault(process => process.Value.HasExited) is { Key: { } role, Value: var process } ? $"{role} ended with {process.ExitCode}:\n{process.Tail}" : null;

    /// <summary>Starts whatever of a role does not run. <c>second</c> is another Sync beside the first, embedded another of everything.</summary>
    public void Start(string role)
    {
        var name = Named(role);
        if (running.ContainsKey(name)) return;
        string[] roles = name == Everything || (name == Second && deployment == Deployment.Embedded) ? [] : ["--roles", name == Second ? "sync" : name];
        running[name] = ChildProcess.Start(["run", "--config", Path.Combine(folder, "config"), "--data", folder, "--port", $"{ports[name]}", .. roles], environment, folder);
    }

    public async Task KillAsync(string role)
    {
        if (!running.Remove(Named(role), out var process)) return;
        await process.KillAsync();
        await process.DisposeAsync();
    }

    /// <summary>Every role of the deployment.</summary>
    public async Task KillAllAsync()
    {
        foreach (var role in running.Keys.ToList()) await KillAsync(role);
    }

    /// <summary>Carries out a command of the executable that is to end by itself.</summary>
    /// <param name="words">The command and its words; where its help knows a configuration, it gets the rig's.</param>
    /// <param name="codeMax">The highest exit code that is in order.</param>
    /// <returns>What it printed.</returns>
    public async Task<string> CommandAsync(string[] words, int codeMax = 0)
    {
        string[] where = LedgerOnly.Contains(words[0]) ? [] : ["--config", Path.Combine(folder, "config")];
        await using var process = ChildProcess.Start([.. words, .. where], environment, folder);
        Assert.True(await process.EndsAsync(TimeSpan.FromMinutes(2)) && process.ExitCode >= 0 && process.ExitCode <= codeMax, $"{string.Join(' ', words)}: {process.Tail}");
        return process.Tail;
    }

    public string Tails() => string.Join("\n", running.Select(process => $"--- {process.Key}\n{string.Join('\n', process.Value.Tail.Split('\n').TakeLast(12))}"));

    public async ValueTask DisposeAsync() => await KillAllAsync();

    private string Named(string role) => role != Second && deployment == Deployment.Embedded ? Everything : role;
}
