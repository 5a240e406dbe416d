using System.CommandLine;
using Integration.App.Configuration;
using Integration.App.Running;
using Integration.Core.Records;

namespace Integration.App.Commands;

/// <summary><c>integration setup</c>: what the service needs in both systems.</summary>
internal static class SetupCommand
{
    public static Command Make(CommandContext context)
    {
        var config = CommandContext.ConfigOption();
        var apply = new Option<bool>("--apply") { Description = "Make what is missing; without it nothing is changed" };
        var json = CommandContext.JsonOption();
        var command = new Command("setup", "Show or make the fields, permissions and subscriptions that the service needs.") { config, apply, json };
        command.SetAction(async (parsed, stop) =>
        {
            var settings = RunningConfig.Load(context, parsed.GetValue(config));
            var extra = HandoffSettings.SetUp(settings.Agreements, settings.Mappings);
            using var outside = new OutsideSystems(settings.HubSpot, settings.Salesforce, context.Time);
            var steps = new List<StepLine>();
            foreach (var system in Enum.GetValues<SystemName>())
            {
                var watched = WatchedObjects.Of(settings.Mappings, system, extra, HandoffSettings.Sightings(settings.Agreements));
                var made = parsed.GetValue(apply) ? await outside.Setup(system).ApplyAsync(watched, stop) : await outside.Setup(system).PlanAsync(watched, stop);
                steps.AddRange(made.Select(step => new StepLine(system.ToString(), step.What, step.IsDone, step.Mend)));
            }
            if (parsed.GetValue(json)) context.Terminal.WriteJson(steps);
            else Print(context, steps);
            // What only a person can do is told and not counted: no API says whether it was done.
            return (int)(steps.All(step => step.IsDone || step.Mend is not null) ? ExitCode.Done : ExitCode.NotInOrder);
        });
        return command;
    }

    private static void Print(CommandContext context, List<StepLine> steps)
    {
        foreach (var step in steps)
        {
            context.Terminal.Out.WriteLine($"{(step.IsDone ? "done" : step.Mend is null ? "missing" : "by hand"),-7} {step.System,-10} {step.What}");
            if (!step.IsDone) context.Terminal.Out.WriteLine($"        mend: {step.Mend ?? "integration setup --apply makes it"}");
        }
    }

    private sealed record StepLine(string System, string What, bool IsDone, string? Mend);
}
