using System.CommandLine;
using Integration.App.Demo;

namespace Integration.App.Commands;

/// <summary><c>integration sandbox</c>: only the two emulated systems.</summary>
internal static class SandboxCommand
{
    public static Command Make(CommandContext context)
    {
        var hubSpot = CommandContext.AddressOption("--hubspot", "HubSpot", DemoOptions.HubSpotPort);
        var salesforce = CommandContext.AddressOption("--salesforce", "Salesforce", DemoOptions.SalesforcePort);
        var data = new Option<string?>("--data") { Description = "Directory that keeps both systems over a restart; without it they are forgotten", HelpName = "DIR" };
        var seed = new Option<string>("--seed") { Description = "What a system without a file starts with", HelpName = "demo|empty", DefaultValueFactory = _ => "demo" };
        seed.AcceptOnlyFromAmong("demo", "empty");
        var command = new Command("sandbox", "Run only the two emulated systems, on loopback.") { hubSpot, salesforce, data, seed };
        command.SetAction(async (parsed, stop) =>
        {
            await using var systems = await DemoSystems.StartAsync(
                new DemoOptions(parsed.GetValue(hubSpot)!, parsed.GetValue(salesforce)!, parsed.GetValue(data), parsed.GetValue(seed) == "demo"), context.Time);
            context.Terminal.Out.WriteLine($"HubSpot     {systems.HubSpotUrl}   token pat-sandbox");
            context.Terminal.Out.WriteLine($"Salesforce  {systems.SalesforceUrl}   client sandbox, secret sandbox");
            context.Terminal.Out.WriteLine("Ctrl-C stops both.");
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return (int)ExitCode.Done;
        });
        return command;
    }
}
