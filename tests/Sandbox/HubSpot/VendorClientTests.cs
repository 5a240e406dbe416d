using System.ComponentModel;
using System.Diagnostics;

namespace Integration.Sandbox.Tests.HubSpot;

/// <summary>HubSpot's own Node client works against the portal, unchanged but for its base path.</summary>
public sealed class VendorClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task The_vendors_own_client_finds_everything_in_order()
    {
        var folder = Folder();
        Assert.SkipWhen(folder is null, "tests/NodeClients/hubspot is not here: the tests run outside the repository");
        Assert.SkipUnless((await RunAsync("node", ["--version"], folder!)).Code == 0, "node is not installed");
        if (!Directory.Exists(Path.Combine(folder!, "node_modules")))
        {
            var (code, text) = await RunAsync("npm", ["ci"], folder!);
            Assert.SkipUnless(code == 0, $"npm could not fetch @hubspot/api-client: {text}");
        }
        await using var portal = await ServedPortal.StartAsync();

        var (exit, output) = await RunAsync("node", ["run.js", portal.Url.ToString().TrimEnd('/')], folder!);

        Assert.True(exit == 0, output);
        Assert.Contains("checks hold", output, StringComparison.Ordinal);
    }

    private static string? Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var clients = Path.Combine(folder.FullName, "tests", "NodeClients", "hubspot");
            if (File.Exists(Path.Combine(clients, "package.json"))) return clients;
        }
        return null;
    }

    private static async Task<(int Code, string Output)> RunAsync(string file, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            using var limit = new CancellationTokenSource(Patience);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
            return (process.ExitCode, await output + await errors);
        }
        catch (Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
