using System.CommandLine;
using Integration.App.Configuration;
using Integration.App.Running;
using Integration.Core.Records;
using Integration.Core.Undos;
using Integration.Hosting.Chance;
using Integration.Sync;
using Integration.Sync.Undoing;
using Spectre.Console;

namespace Integration.App.Commands;

/// <summary><c>integration runs</c> and <c>integration undo</c>: what was written under which mappings, and taking it back.</summary>
internal static class UndoCommand
{
    private const int RunsMax = 1_000;
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(2);

    public static Command Runs(CommandContext context)
    {
        var (data, json) = (CommandContext.DataOption(), CommandContext.JsonOption());
        var command = new Command("runs", "List the runs, newest first: what was written under one set of mappings.") { data, json };
        command.SetAction(async (parsed, stop) =>
        {
            await using var ledger = await context.ExistingLedgerAsync(parsed.GetValue(data), stop);
            var runs = await ledger.Runs.RunsAsync(RunsMax, stop);
            if (parsed.GetValue(json)) context.Terminal.WriteJson(runs);
            else foreach (var run in runs) context.Terminal.Out.WriteLine($"{run.Id,-8} since {run.StartedAt:u}  {run.Lines,9} journal lines  {run.What}");
            return (int)ExitCode.Done;
        });
        return command;
    }

    public static Command Undo(CommandContext context)
    {
        var run = new Argument<string>("run") { Description = "A run's id, such as run-3; 'integration runs' lists them" };
        var dry = new Option<bool>("--dry-run") { Description = "Only tell what would be put back and what not; nothing is written" };
        var created = new Option<bool>("--delete-created") { Description = "Also delete the records that the run made, where nobody changed them" };
        var (config, data, json) = (CommandContext.ConfigOption(), CommandContext.DataOption(), CommandContext.JsonOption());
        var command = new Command("undo", "Take a run's writes back, except where somebody changed the value since.") { run, dry, created, config, data, json };
        command.SetAction(async (parsed, stop) =>
        {
            var settings = RunningConfig.Load(context, parsed.GetValue(config));
            await using var ledger = await context.ExistingLedgerAsync(parsed.GetValue(data), stop);
            var known = (await ledger.Runs.RunsAsync(RunsMax, stop)).FirstOrDefault(each => each.Id == parsed.GetValue(run))
                ?? throw new StopsHereException(ExitCode.Usage, $"there is no run '{parsed.GetValue(run)}'", "'integration runs' lists them");
            using var outside = new OutsideSystems(settings.HubSpot, settings.Salesforce, context.Time);
            var undo = new RunUndo(ledger, outside.Connector(SystemName.HubSpot), outside.Connector(SystemName.Salesforce), new MappingSet(settings.Mappings), new SyncOptions(), context.Time, new SystemEntropy());
            var lines = await WatchedAsync(context, progress => undo.UndoAsync(new UndoOptions(known.Id, parsed.GetValue(dry), parsed.GetValue(created)), progress, stop));
            if (parsed.GetValue(json)) context.Terminal.WriteJson(lines);
            else Print(context, known.Id, parsed.GetValue(dry), lines);
            return (int)(lines.All(line => line.Outcome != UndoOutcome.Skipped) ? ExitCode.Done : ExitCode.NotInOrder);
        });
        return command;
    }

    private static void Print(CommandContext context, string run, bool isDry, IReadOnlyList<UndoLine> lines)
    {
        foreach (var line in lines)
            context.Terminal.Out.WriteLine($"{Word(line.Outcome, isDry),-14} {line.Record}{(line.Field is null ? "" : " " + line.Field)}{(line.Reason.Length > 0 ? ": " + line.Reason : "")}");
        var skipped = lines.Count(line => line.Outcome == UndoOutcome.Skipped);
        context.Terminal.Out.WriteLine($"{run}: {lines.Count - skipped} {(isDry ? "would be taken back" : "taken back")}, {skipped} left as they are");
    }

    private static string Word(UndoOutcome outcome, bool isDry) => (outcome, isDry) switch
    {
        (UndoOutcome.Skipped, _) => "left",
        (UndoOutcome.Restored, false) => "restored",
        (UndoOutcome.Restored, true) => "would restore",
        (_, false) => "deleted",
        _ => "would delete",
    };

    // The number of pairs is not known before the last is read, so the bar tells how far it got and not how much is left.
    private static async Task<IReadOnlyList<UndoLine>> WatchedAsync(CommandContext context, Func<Action<int>, Task<IReadOnlyList<UndoLine>>> work)
    {
        var started = context.Time.GetTimestamp();
        var last = TimeSpan.Zero;
        if (!context.Terminal.IsInteractive)
            return await work(pairs =>
            {
                var passed = context.Time.GetElapsedTime(started);
                if (passed - last < QuietFor) return;
                last = passed;
                context.Terminal.Error.WriteLine($"undo: {pairs} pairs looked at");
            });
        var outcome = (IReadOnlyList<UndoLine>)[];
        await context.Terminal.Console.Progress().AutoClear(true).Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ElapsedTimeColumn()).StartAsync(async bar =>
        {
            ProgressTask? task = null;
            outcome = await work(pairs =>
            {
                if (context.Time.GetElapsedTime(started) < QuietFor) return;
                task ??= bar.AddTask("undo").IsIndeterminate();
                task.Description = $"undo: {pairs} pairs looked at";
            });
        });
        return outcome;
    }
}
