using System.CommandLine;
using Integration.App.Configuration;
using Integration.Handoff.Api;
using Integration.Ledger.Handoffs;

namespace Integration.App.Commands;

/// <summary><c>integration handoffs</c>: what is with sales, read from the ledger.</summary>
internal static class HandoffsCommand
{
    public static Command Make(CommandContext context)
    {
        var all = new Option<bool>("--all") { Description = "Those that have ended too" };
        var config = CommandContext.ConfigOption();
        var data = CommandContext.DataOption();
        var json = CommandContext.JsonOption();
        var command = new Command("handoffs", "List the handoffs that are open: person, owner, where each stands; and what keeps the Agreement from being live.") { all, config, data, json };
        command.SetAction(async (parsed, stop) =>
        {
            var settings = RunningConfig.Load(context, parsed.GetValue(config), parsed.GetValue(data));
            var people = settings.People;
            await using var ledger = await context.ExistingLedgerAsync(parsed.GetValue(data), stop);
            var agreements = settings.AgreementsIn(ledger, context.Time);
            await agreements.RefreshAsync(stop);
            using var count = new HandoffCount(ledger, context.Time);
            var standing = await HandoffStanding.CountAsync(ledger, agreements, people.Name, count, context.Time.GetUtcNow(), stop);
            var lines = new List<HandoffLine>();
            await foreach (var rows in ledger.Handoffs.PagesAsync(HandoffPages.Open with { IsOpen = parsed.GetValue(all) ? null : true }, stop))
                lines.AddRange(await HandoffLine.OfAsync(ledger, rows, stop));
            if (parsed.GetValue(json)) context.Terminal.WriteJson(new { standing, handoffs = lines });
            else Print(context.Terminal.Out, standing, lines);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static void Print(TextWriter output, HandoffStanding standing, List<HandoffLine> lines)
    {
        if (standing.Live is { } live) output.WriteLine($"Agreement version {live} is live.");
        if (standing.Words is { } words) output.WriteLine(words);
        foreach (var line in lines) output.WriteLine($"{line.State,-10} {line.Owner ?? "nobody",-20} {line.HubSpot,-32} {line.Salesforce ?? "not in Salesforce yet",-36} {line.Product,-12} {line.Id}");
        output.WriteLine($"{standing.Handoffs}; persons waiting for a verdict: {standing.Numbers.Unjudged}, clocks overdue: {standing.Numbers.TimersDue}, requests waiting: {standing.Numbers.RequestsOpen}");
    }
}
