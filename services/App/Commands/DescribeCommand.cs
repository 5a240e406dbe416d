using System.CommandLine;
using Integration.App.Configuration;
using Integration.App.Running;
using Integration.Connectors.Ports;
using Integration.Core.Records;

namespace Integration.App.Commands;

/// <summary><c>integration describe</c>: an object's fields as the mapping sees them.</summary>
internal static class DescribeCommand
{
    public static Command Make(CommandContext context)
    {
        var system = new Argument<string>("system") { Description = "hubspot or salesforce" };
        system.AcceptOnlyFromAmong("hubspot", "salesforce");
        var name = new Argument<string>("object") { Description = "API name, such as contacts or Lead" };
        var config = CommandContext.ConfigOption();
        var json = CommandContext.JsonOption();
        var command = new Command("describe", "List an object's fields, types and options as the service's user sees them.") { system, name, config, json };
        command.SetAction(async (parsed, stop) =>
        {
            var settings = RunningConfig.Load(context, parsed.GetValue(config));
            using var outside = new OutsideSystems(settings.HubSpot, settings.Salesforce, context.Time);
            var which = parsed.GetValue(system) == "hubspot" ? SystemName.HubSpot : SystemName.Salesforce;
            var schema = await outside.Schemas(which).DescribeAsync(parsed.GetValue(name)!, stop)
                ?? throw new StopsHereException(ExitCode.NotInOrder, $"{which} has no object '{parsed.GetValue(name)}', or our user may not see it", "API names are case-sensitive: contacts, Lead");
            if (parsed.GetValue(json)) context.Terminal.WriteJson(schema);
            else Print(context, schema);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static void Print(CommandContext context, ObjectSchema schema)
    {
        var width = schema.Fields.Select(field => field.Name.Length).DefaultIfEmpty(4).Max();
        foreach (var field in schema.Fields)
        {
            string?[] notes =
            [
                field.IsWritable ? null : "read-only", field.IsRequired ? "required" : null, field.IsUnique ? "unique" : null,
                field.LengthMax is { } length ? $"up to {length}" : null,
                field.Options.Count > 0 ? string.Join(" | ", field.Options.Take(8)) + (field.Options.Count > 8 ? $" | and {field.Options.Count - 8} more" : "") : null,
            ];
            context.Terminal.Out.WriteLine($"{field.Name.PadRight(width)}  {field.Type,-14} {string.Join(", ", notes.OfType<string>())}".TrimEnd());
        }
        context.Terminal.Out.WriteLine($"{schema.Fields.Count} fields of {schema.Object}");
    }
}
