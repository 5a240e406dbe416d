using System.CommandLine;
using Integration.App.Demo;
using Integration.App.Roles;
using Integration.App.Running;

namespace Integration.App.Commands;

/// <summary><c>integration run</c>: the service; with the Sandbox and people at work when no configuration is given.</summary>
internal static class RunCommand
{
    private const int DefaultPort = 5080;

    public static Command Make(CommandContext context)
    {
        var config = CommandContext.ConfigOption();
        var roles = new Option<string>("--roles") { Description = "What this process does, separated by commas: hubspot, salesforce, sync, handoff", HelpName = "LIST", DefaultValueFactory = _ => string.Join(',', RoleNames.All.Select(role => role.Word())) };
        var port = new Option<int?>("--port") { Description = $"Where the service listens, on loopback (default {DefaultPort}; INTEGRATION_URLS for other addresses)", HelpName = "PORT" };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var number) || number is < 0 or > 65535)) result.AddError($"--port '{token.Value}' is no port: write 0 to 65535");
        });
        var data = CommandContext.DataOption();
        var quiet = new Option<bool>("--quiet-demo") { Description = "On the Sandbox: nobody edits anything" };
        var hubSpot = CommandContext.AddressOption("--hubspot", "HubSpot", DemoOptions.HubSpotPort);
        var salesforce = CommandContext.AddressOption("--salesforce", "Salesforce", DemoOptions.SalesforcePort);
        var command = new Command("run", "Run the service; everything, on the Sandbox, when no configuration is given.") { config, roles, port, data, quiet, hubSpot, salesforce };
        command.SetAction(async (parsed, stop) =>
        {
            var settings = new RunSettings
            {
                Roles = RoleNames.Parse(parsed.GetValue(roles)!),
                Data = parsed.GetValue(data) ?? Directories.Default,
                Urls = ListenUrls.Of(parsed.GetValue(port), DefaultPort, context.Environment),
            };
            var code = parsed.GetValue(config) is { } directory
                ? await ConfiguredRun.RunAsync(context, settings, directory, stop)
                : await DemoRun.RunAsync(context, settings, new DemoOptions(parsed.GetValue(hubSpot)!, parsed.GetValue(salesforce)!, settings.Data, IsSeeded: true), parsed.GetValue(quiet), stop);
            return (int)code;
        });
        return command;
    }
}
