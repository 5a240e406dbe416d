using System.CommandLine;
using Integration.App.Configuration;
using Integration.App.Running;
using Integration.Handoff.Api;
using Integration.Handoff.Files;

namespace Integration.App.Commands;

/// <summary><c>integration status</c>: how the service does, read from the ledger; it need not run.</summary>
internal static class StatusCommand
{
    public static Command Make(CommandContext context)
    {
        var config = CommandContext.ConfigOption();
        var data = CommandContext.DataOption();
        var json = CommandContext.JsonOption();
        var command = new Command("status", "Tell in a few lines how sync and handoffs do.") { config, data, json };
        command.SetAction(async (parsed, stop) =>
        {
            var settings = RunningConfig.Load(context, parsed.GetValue(config), parsed.GetValue(data));
            await using var ledger = await context.ExistingLedgerAsync(parsed.GetValue(data), stop);
            var agreements = settings.Agreements.Count == 0 ? null : settings.AgreementsIn(ledger, context.Time);
            if (agreements is not null) await agreements.RefreshAsync(stop);
            using var count = new HandoffCount(ledger, context.Time);
            var status = await WholeStatus.CountAsync(ledger, agreements, HandoffSettings.PeopleOf(settings.Mappings)?.Name, count, context.Time.GetUtcNow(), stop);
            if (parsed.GetValue(json)) context.Terminal.Out.WriteLine(System.Text.Json.JsonSerializer.Serialize(status, HandoffJson.Options));
            else Print(context.Terminal.Out, status);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static void Print(TextWriter output, WholeStatus status)
    {
        var sync = status.Sync;
        output.WriteLine($"sync      {sync.Linked} linked, {sync.Pending} pending, {sync.InFlight} in flight, {sync.Held} held, {sync.Failed} failed");
        if (status.Handoffs is not { } handoffs)
        {
            output.WriteLine("handoffs  no Agreement is configured; nothing is handed over");
            return;
        }
        var open = handoffs.Handoffs!;
        output.WriteLine($"handoffs  {open.Open} open, {open.Warned} warned, {open.Breached} breached, {open.Answered} answered{(handoffs.Live is { } live ? $"; Agreement version {live}" : "")}");
        if (handoffs.Words is { } words) output.WriteLine($"          {words}");
    }
}
