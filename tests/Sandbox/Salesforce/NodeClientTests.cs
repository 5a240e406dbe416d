using System.ComponentModel;
using System.Diagnostics;

namespace Integration.Sandbox.Tests.Salesforce;

/// <summary>jsforce, which knows nothing of the Sandbox, works with it unchanged.</summary>
public sealed class NodeClientTests
{
    [Fact]
    public async Task A_foreign_client_logs_in_writes_queries_loads_in_bulk_and_streams()
    {
        var folder = Folder();
        if (!Runs("node") || !Runs("npm")) Assert.Skip("node or npm is not installed: the foreign client cannot run");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "jsforce")))
        {
            var (installed, log) = await RunAsync("npm", "ci --no-progress --ignore-scripts", folder);
            if (installed != 0) Assert.Skip($"npm ci failed, so the foreign client cannot run: {log}");
        }
        await using var org = await OrgServer.StartAsync(logIn: false);
        var (code, output) = await RunAsync("node", $"all.mjs {org.Url.ToString().TrimEnd('/')}", folder);
        Assert.True(code == 0, output);
        Assert.EndsWith("all ok", output.Trim());
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine(folder.FullName, "tests", "NodeClients", "salesforce");
            if (Directory.Exists(found)) return found;
        }
        throw new DirectoryNotFoundException("tests/NodeClients/salesforce is not above the test's folder");
    }

    private static bool Runs(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // Not installed.
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, string arguments, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
