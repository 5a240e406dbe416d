using System.CommandLine;
using Integration.App.Configuration;
using Integration.Core.Kpis;
using Integration.Handoff;
using Integration.Handoff.Files;
using Integration.Handoff.Kpis;

namespace Integration.App.Commands;

/// <summary><c>integration kpis</c>: the figures that both teams read, reckoned from the ledger's log.</summary>
internal static class KpisCommand
{
    public static Command Make(CommandContext context)
    {
        var id = new Option<string?>("--id") { Description = "One figure, such as K2 (default: all)", HelpName = "ID" };
        var from = new Option<string?>("--from") { Description = "First day of the window, UTC", HelpName = "DAY" };
        var to = new Option<string?>("--to") { Description = "Last day of the window, within it", HelpName = "DAY" };
        var period = new Option<string?>("--period") { Description = $"The window in one word: {KpiPeriod.Forms} (default {KpiAsk.PeriodDefault})", HelpName = "WINDOW" };
        var view = new Option<string?>("--view") { Description = "cohort or period (default: each figure's own)", HelpName = "VIEW" };
        var team = new Option<string?>("--team") { Description = "Only handoffs whose first owner is of this team", HelpName = "NAME" };
        var source = new Option<string?>("--source") { Description = "Only people from this source", HelpName = "NAME" };
        var product = new Option<string?>("--product") { Description = "Only this product", HelpName = "NAME" };
        var config = CommandContext.ConfigOption();
        var data = CommandContext.DataOption();
        var json = CommandContext.JsonOption();
        var command = new Command("kpis", "Tell the figures of the handoff, each with numerator and denominator.") { id, from, to, period, view, team, source, product, config, data, json };
        command.SetAction(async (parsed, stop) =>
        {
            var (first, last) = (parsed.GetValue(from), parsed.GetValue(to));
            if (first is null != last is null || (first is not null && parsed.GetValue(period) is not null)) throw new StopsHereException(ExitCode.Usage, "the window cannot be read", "write --from and --to together, or --period alone");
            var ask = new KpiAsk
            {
                Id = parsed.GetValue(id),
                Period = first is null ? parsed.GetValue(period) : $"{first}..{last}",
                View = parsed.GetValue(view),
                Team = parsed.GetValue(team),
                Source = parsed.GetValue(source),
                Product = parsed.GetValue(product),
            };
            if (ask.Read(context.Time.GetUtcNow(), out var ids, out var question) is { } wrong) throw new StopsHereException(ExitCode.Usage, wrong.What, wrong.Mend);
            var settings = RunningConfig.Load(context, parsed.GetValue(config), parsed.GetValue(data));
            var people = settings.People;
            await using var ledger = await context.ExistingLedgerAsync(parsed.GetValue(data), stop);
            var agreements = settings.AgreementsIn(ledger, context.Time);
            var books = new KpiBooks(ledger, agreements, new HandoffOptions { Mapping = people.Name }, context.Time);
            var figures = await books.ReckonAsync(ids, question, stop);
            if (parsed.GetValue(json)) context.Terminal.Out.WriteLine(System.Text.Json.JsonSerializer.Serialize(new { figures = figures.Select(figure => new { figure = KpiAnswer.Of(figure, "records"), records = figure.Records }) }, HandoffJson.Options));
            else foreach (var figure in figures) Print(context.Terminal.Out, figure);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static void Print(TextWriter output, KpiFigure figure)
    {
        var definition = KpiTable.Of(figure.Id);
        output.WriteLine($"{figure.Id,-4} {definition.Name,-30} {figure.Shown,-14} {figure.Numerator:0.##} of {figure.Denominator:0.##}, {figure.View.ToString().ToLowerInvariant()} {figure.From:yyyy-MM-dd} to {figure.To:yyyy-MM-dd}");
        if (figure.Parts.Count > 0) output.WriteLine($"       of them {string.Join(", ", figure.Parts.Select(part => $"{part.Key} {part.Value}"))}");
        if (figure.LeftOut.Count > 0) output.WriteLine($"       left out {string.Join(", ", figure.LeftOut.Select(part => $"{part.Key} {part.Value}"))}");
        if (figure.StillOpen > 0) output.WriteLine($"       still open {figure.StillOpen}");
        if (figure.HasBreak) output.WriteLine($"       the Agreement changed: {string.Join("; ", figure.Versions.Select(one => $"version {one.Version}: {one.Numerator:0.##} of {one.Denominator:0.##}"))}");
    }
}
