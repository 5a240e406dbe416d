using System.CommandLine;
using System.CommandLine.Help;
using Integration.Connectors.Ports;
using Integration.Ledger;

namespace Integration.App.Commands;

/// <summary>The command line: parses, runs one command, turns every end into an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Carries one command out.</summary>
    /// <returns>See <see cref="ExitCode"/>. Results are on the terminal's output, everything else on its error stream.</returns>
    public static async Task<int> RunAsync(string[] args, CommandContext context, CancellationToken stop = default)
    {
        var parsed = Root(context).Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction and not ExamplesHelp)
        {
            foreach (var error in parsed.Errors) context.Terminal.Error.WriteLine($"error: {error.Message}");
            var name = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
            context.Terminal.Error.WriteLine($"  mend: 'integration {name}--help' tells what can be written");
            return (int)ExitCode.Usage;
        }
        return await GuardedAsync(context, () => parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = context.Terminal.Out,
            Error = context.Terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(15), // Longer than a stop of the service takes.
        }, stop));
    }

    internal static RootCommand Root(CommandContext context)
    {
        var root = new RootCommand("Keeps HubSpot and Salesforce in step.")
        {
            RunCommand.Make(context),
            SandboxCommand.Make(context),
            CheckCommand.Make(context),
            SetupCommand.Make(context),
            DescribeCommand.Make(context),
            ExplainCommand.Make(context),
            ApproveCommand.Make(context),
            StatusCommand.Make(context),
            HandoffsCommand.Make(context),
            KpisCommand.Make(context),
            UndoCommand.Runs(context),
            UndoCommand.Undo(context),
            EraseCommand.Erase(context),
            EraseCommand.Erasures(context),
            EraseCommand.Readmit(context),
            ReleaseDeletesCommand.Make(context),
            CompletionCommand.Make(context),
        };
        ExamplesHelp.ReplaceIn(root);
        return root;
    }

    private static async Task<int> GuardedAsync(CommandContext context, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (StopsHereException stops)
        {
            context.Terminal.Fail(stops.Message, stops.Mend);
            return (int)stops.Code;
        }
        catch (LedgerUnavailableException unavailable)
        {
            context.Terminal.Fail("the ledger cannot be used", unavailable.Message);
            return (int)ExitCode.OutsideFailed;
        }
        catch (ConnectorHaltException halt)
        {
            context.Terminal.Fail($"{halt.Fault.Code}: {halt.Fault.Reason}", halt.Fault.Mend);
            return (int)ExitCode.OutsideFailed;
        }
        catch (FormatException wrong)
        {
            context.Terminal.Fail(wrong.Message, "correct it and start again");
            return (int)ExitCode.Usage;
        }
        catch (OperationCanceledException)
        {
            context.Terminal.Error.WriteLine("stopped");
            return (int)ExitCode.OutsideFailed;
        }
    }
}
