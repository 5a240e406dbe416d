using System.CommandLine;
using Integration.App.Configuration;
using Integration.Core.Stages;

namespace Integration.App.Commands;

/// <summary><c>integration approve</c>: one side signs the newest version of the Agreement.</summary>
internal static class ApproveCommand
{
    public static Command Make(CommandContext context)
    {
        var side = new Option<string>("--side") { Description = "For whom you sign: marketing or sales", HelpName = "SIDE", Required = true };
        side.AcceptOnlyFromAmong("marketing", "sales");
        var name = new Option<string?>("--as") { Description = "Who signs, by the name in the Agreement's signatories (default: the one who signs for that side)", HelpName = "NAME" };
        var config = CommandContext.ConfigOption();
        var data = CommandContext.DataOption();
        var command = new Command("approve", "Sign the newest version of the Agreement for one side; it is live once both have.") { side, name, config, data };
        command.SetAction(async (parsed, stop) =>
        {
            var settings = RunningConfig.Load(context, parsed.GetValue(config), parsed.GetValue(data));
            if (settings.Agreements.Count == 0) throw new StopsHereException(ExitCode.NotInOrder, "no Agreement is configured", "add a 'kind: Agreement' document to the configuration");
            var newest = settings.Agreements.Select(document => document.Agreement).MaxBy(agreement => agreement.Version)!;
            var signsFor = parsed.GetValue(side) == "marketing" ? TeamSide.Marketing : TeamSide.Sales;
            var signatory = parsed.GetValue(name) ?? (signsFor == TeamSide.Marketing ? newest.Signatories.Marketing : newest.Signatories.Sales);
            await using var ledger = await context.LedgerAsync(parsed.GetValue(data), stop);
            var agreements = settings.AgreementsIn(ledger, context.Time);
            if (await agreements.SignAsync(newest.Hash, signsFor, signatory, stop) is { } problem) throw new StopsHereException(ExitCode.NotInOrder, problem.What, problem.Mend);
            context.Terminal.Out.WriteLine($"{signatory} signed version {newest.Version} for {parsed.GetValue(side)} ({newest.Hash[..12]}).");
            context.Terminal.Out.WriteLine(agreements.Live?.Hash == newest.Hash
                ? "Both sides have signed: it is live."
                : $"To be signed yet: {string.Join(" and ", agreements.MissingOf(newest).Select(missing => missing.ToString().ToLowerInvariant()))}.");
            return (int)ExitCode.Done;
        });
        return command;
    }
}
