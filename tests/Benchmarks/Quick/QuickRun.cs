using System.Globalization;
using System.Runtime.InteropServices;
using Integration.Benchmarks.Decisions;
using Integration.Benchmarks.Ledgers;
using Integration.Benchmarks.Sandboxes;
using Integration.Benchmarks.Webhooks;

namespace Integration.Benchmarks.Quick;

/// <summary>Everything once, within a minute: the ratios hold, the figures are as good as an unquiet machine lets them be.</summary>
internal static class QuickRun
{
    private const int DecisionsAtOnce = 1_000;

    /// <summary>Prints one Markdown table, row by row as it is measured.</summary>
    /// <returns>0; whatever goes wrong throws, since a table with holes would be believed.</returns>
    public static async Task<int> PrintAsync(TextWriter text)
    {
        var start = TimeProvider.System.GetTimestamp();
        text.WriteLine($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription.Trim()}, .NET {Environment.Version}");
        text.WriteLine();
        text.WriteLine("| what | batch | a second | one call | processor each | one by one: a second | processor each | ratio |");
        text.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        await SandboxesAsync(text);
        await LedgerAsync(text);
        await WebhooksAsync(text);
        await DecisionsAsync(text);
        text.WriteLine();
        text.WriteLine(Invariant($"Took {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s."));
        return 0;
    }

    private static async Task SandboxesAsync(TextWriter text)
    {
        await using (var hubSpot = await HubSpotCalls.StartAsync())
        {
            await BatchedAsync(text, "Sandbox HubSpot, batch create", HubSpotCalls.BatchMax, hubSpot.CreateAsync);
            await BatchedAsync(text, "Sandbox HubSpot, batch update", HubSpotCalls.BatchMax, hubSpot.UpdateAsync);
            await BatchedAsync(text, "Sandbox HubSpot, batch read", HubSpotCalls.BatchMax, hubSpot.ReadAsync);
        }
        await using var salesforce = await SalesforceCalls.StartAsync();
        await BatchedAsync(text, "Sandbox Salesforce, collections upsert", SalesforceCalls.BatchMax, salesforce.UpsertAsync);
        await BatchedAsync(text, "Sandbox Salesforce, collections update", SalesforceCalls.BatchMax, salesforce.UpdateAsync);
        await BatchedAsync(text, "Sandbox Salesforce, collections retrieve", SalesforceCalls.BatchMax, salesforce.RetrieveAsync);
    }

    private static async Task LedgerAsync(TextWriter text)
    {
        await using var ledger = await LedgerCalls.StartAsync();
        await BatchedAsync(text, "Ledger on SQLite, touch", LedgerCalls.BatchMax, ledger.TouchAsync);
        await BatchedAsync(text, "Ledger on SQLite, claim", LedgerCalls.BatchMax, ledger.ClaimAsync);
        await BatchedAsync(text, "Ledger on SQLite, commit", LedgerCalls.BatchMax, ledger.CommitAsync);
    }

    private static async Task WebhooksAsync(TextWriter text)
    {
        await using var deliveries = await WebhookDeliveries.StartAsync();
        await BatchedAsync(text, "HubSpot webhook into SQLite, events", WebhookDeliveries.EventsMax, deliveries.DeliverAsync);
    }

    private static async Task DecisionsAsync(TextWriter text)
    {
        var decisions = new DecisionBenchmarks();
        await PlainAsync(text, "Core, merge of an unchanged field", () => decisions.MergeUnchanged());
        await PlainAsync(text, "Core, merge of a field that both edited", () => decisions.MergeConflict());
        await PlainAsync(text, "Core, pair of 20 fields in step", () => decisions.DecideUnchanged());
        await PlainAsync(text, "Core, pair of 20 fields, one edited", () => decisions.DecideEdited());
        var verdicts = new VerdictBenchmarks();
        await PlainAsync(text, "Core, verdict: ready, 40 events", () => verdicts.JudgeReady());
        await PlainAsync(text, "Core, verdict: not ready, 40 events", () => verdicts.JudgeNotReady());
        await PlainAsync(text, "Core, 15 business days from now", () => verdicts.AddBusinessDays());
    }

    private static async Task BatchedAsync(TextWriter text, string what, int batch, Func<int, Task> call)
    {
        Measure full = new(batch, call), single = new(1, call);
        await Measure.TakeAsync(full, single);
        text.WriteLine(Invariant($"| {what} | {batch} | {full.PerSecond:N0} | {full.Call.TotalMilliseconds:0.0} ms | {full.ProcessorMicroseconds:N0} µs | {single.PerSecond:N0} | {single.ProcessorMicroseconds:N0} µs | {full.PerSecond / single.PerSecond:0.0} |"));
    }

    private static async Task PlainAsync(TextWriter text, string what, Func<object> decide)
    {
        var measure = new Measure(DecisionsAtOnce, count =>
        {
            for (; count > 0; count--) GC.KeepAlive(decide());
            return Task.CompletedTask;
        });
        await Measure.TakeAsync(measure);
        text.WriteLine(Invariant($"| {what} | | {measure.PerSecond:N0} | {1_000_000_000 / measure.PerSecond:N0} ns | {1_000 * measure.ProcessorMicroseconds:N0} ns | | | |"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
