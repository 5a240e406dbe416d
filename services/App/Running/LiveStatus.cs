using Integration.App.Commands;
using Integration.App.Demo;
using Integration.Handoff.Api;
using Integration.Ledger;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Integration.App.Running;

/// <summary>What the terminal shows while the service runs.</summary>
internal static class LiveStatus
{
    private static readonly TimeSpan TablePeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PlainPeriod = TimeSpan.FromSeconds(5);

    /// <summary>A table that is drawn again every second, until stopped.</summary>
    public static Task TableAsync(CommandContext context, Service service, DemoView demo, CancellationToken stop) =>
        context.Terminal.Console.Live(new Text("starting")).StartAsync(live => EachAsync(context, service, TablePeriod, stop, (status, handoffs) =>
        {
            live.UpdateTarget(Table(status, handoffs, demo));
            live.Refresh();
        }));

    /// <summary>A line every few seconds, until stopped.</summary>
    public static Task PlainAsync(CommandContext context, Service service, DemoView? demo, CancellationToken stop)
    {
        var last = "";
        var told = 0L;
        return EachAsync(context, service, PlainPeriod, stop, (status, handoffs) =>
        {
            foreach (var news in NewsSince(demo, ref told)) context.Terminal.Out.WriteLine(news);
            var line = $"{status.Linked} linked, {status.Pending} pending, {status.InFlight} in flight, {status.Held} held, {status.Failed} failed{(handoffs is null ? "" : $"; {handoffs}")}{Calls(demo)}";
            if (line == last) return; // A service without a Sandbox may be quiet for hours, and its log with it.
            context.Terminal.Out.WriteLine($"{context.Time.GetLocalNow():HH:mm:ss}  {last = line}");
        });
    }

    private static async Task EachAsync(CommandContext context, Service service, TimeSpan period, CancellationToken stop, Action<LedgerStatus, HandoffNumbers?> show)
    {
        var failure = "";
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, service.Stopping);
        while (!either.IsCancellationRequested)
        {
            try
            {
                show(await service.Ledger.StatusAsync(context.Time.GetUtcNow(), either.Token), service.Handoffs is { } handoffs ? await handoffs.NowAsync(either.Token) : null);
                failure = "";
            }
            catch (LedgerUnavailableException unavailable)
            {
                context.Terminal.Error.WriteLine($"warning: no status: {unavailable.Message}");
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                return;
            }
            catch (Exception mistake)
            {
                // What cannot be shown must not end what is shown of. Said once, and again when it is another: the next look is a second away.
                var said = $"error: no status, by a mistake of ours: {mistake.GetType().Name}: {mistake.Message}";
                if (said != failure) context.Terminal.Error.WriteLine(failure = said);
            }
            await Task.Delay(period, context.Time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static IRenderable Table(LedgerStatus status, HandoffNumbers? handoffs, DemoView demo)
    {
        var numbers = new Table().Border(TableBorder.Rounded).AddColumns("linked", "pending", "in flight", "held", "failed", "HubSpot calls", "Salesforce calls");
        numbers.AddRow($"{status.Linked}", $"{status.Pending}", $"{status.InFlight}", $"{status.Held}", $"{status.Failed}", $"{demo.Systems.HubSpotCalls.Total}", $"{demo.Systems.SalesforceCalls.Total}");
        var rows = new List<IRenderable> { numbers };
        if (handoffs is not null) rows.Add(new Text(handoffs.ToString()));
        rows.AddRange(status.HeldByCode.Select(held => new Text($"held {held.Value,5}  {held.Key}")));
        rows.AddRange(demo.News.Lines.Select(line => new Text(line)));
        return new Rows(rows);
    }

    private static string Calls(DemoView? demo) =>
        demo is null ? "" : $"; calls: HubSpot {demo.Systems.HubSpotCalls.Total}, Salesforce {demo.Systems.SalesforceCalls.Total}";

    private static IEnumerable<string> NewsSince(DemoView? demo, ref long told)
    {
        if (demo is null) return [];
        var (count, lines) = (demo.News.Count, demo.News.Lines);
        var fresh = (int)Math.Min(count - told, lines.Count);
        told = count;
        return lines.TakeLast(fresh);
    }
}
