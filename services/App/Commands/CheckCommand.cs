using System.CommandLine;
using System.Text;
using System.Text.Json;
using Integration.App.Configuration;
using Integration.App.Running;
using Integration.Config;
using Integration.Config.Diagnostics;

namespace Integration.App.Commands;

/// <summary><c>integration check</c>: every problem of a configuration, with place and mend.</summary>
internal static class CheckCommand
{
    public static Command Make(CommandContext context)
    {
        var config = new Option<string>("--config") { Description = "Directory of the YAML files", HelpName = "DIR", DefaultValueFactory = _ => "." };
        var online = new Option<bool>("--online") { Description = "Also check against the live schemas of both systems" };
        var json = CommandContext.JsonOption();
        var command = new Command("check", "Validate a configuration; changes nothing.") { config, online, json };
        command.SetAction(async (parsed, stop) => (int)await CheckAsync(context, parsed.GetValue(config)!, parsed.GetValue(online), parsed.GetValue(json), stop));
        return command;
    }

    private static async Task<ExitCode> CheckAsync(CommandContext context, string directory, bool isOnline, bool asJson, CancellationToken stop)
    {
        var result = ConfigLoader.Load(directory, context.Environment);
        if (isOnline && result.Configuration is { } configuration) result = await OnlineAsync(context, directory, configuration, stop);
        if (asJson) context.Terminal.Out.WriteLine(Json(result));
        else context.Terminal.Out.Write(result.Render(context.Terminal.UsesColour));
        return result.IsGood ? ExitCode.Done : ExitCode.NotInOrder;
    }

    private static async Task<ConfigResult> OnlineAsync(CommandContext context, string directory, Config.Configuration configuration, CancellationToken stop)
    {
        if (configuration.Connections is not { } connections)
            throw new StopsHereException(ExitCode.NotInOrder, "the configuration has no Connections, so no system can be asked", "add a 'kind: Connections' document, or leave --online out");
        using var outside = new OutsideSystems(
            ConnectionOptions.Of(connections.HubSpot, context.Environment), ConnectionOptions.Of(connections.Salesforce, context.Environment), context.Time);
        var live = await LiveSchemas.ReadAsync(outside, configuration.Mappings, configuration.Agreements.Length > 0, stop);
        if (live.Silent.Count > 0)
        {
            var (system, fault) = live.Silent.First();
            throw new StopsHereException(ExitCode.OutsideFailed, $"{system} did not answer: {fault.Code}: {fault.Reason}", fault.Mend);
        }
        return ConfigLoader.Load(directory, context.Environment, live.Catalog);
    }

    private static string Json(ConfigResult result)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("good", result.IsGood);
            writer.WritePropertyName("diagnostics");
            DiagnosticJson.Write(writer, result.Diagnostics);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
