using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Mutants;
using Integration.Simulation.Tests.Engine.Plans;
using Integration.Simulation.Tests.Engine.Systems;

namespace Integration.Simulation.Tests.Engine.Running;

/// <summary>A failing run as an engineer wants it: the rule, the smallest plan, the last events of the pair concerned, the cells' histories, how to run it again.</summary>
internal static class FailureReport
{
    private const int EventsShown = 60;

    public static JsonSerializerOptions Json { get; } = new() { Converters = { new JsonStringEnumConverter() }, WriteIndented = false };

    public static string Of(Plan plan, Outcome outcome, Mutant mutant = Mutant.None)
    {
        var again = VirtualRun.Run(plan, mutant);
        var small = Shrink.Down(plan, outcome.Finding!.Rule, mutant);
        var last = VirtualRun.Run(small, mutant);
        var finding = last.Finding ?? outcome.Finding;
        var keys = finding.About is { } about ? Related(last.Trace, about) : [];
        return $"""
            {(again.Hash == outcome.Hash ? "" : "Q6: THE SAME PLAN GAVE OTHER EVENTS; mend that first\n")}seed {plan.Seed}: {finding.Rule}: {finding.What} {finding.About}
            knobs: {small.Knobs}
            plan, as in regressions/*.json: {JsonSerializer.Serialize(small, Json)}
            {Table(small)}
            last events of the pair:
              {string.Join("\n  ", Concerning(last.Events, keys).TakeLast(EventsShown))}
            {string.Join('\n', keys.SelectMany(key => Histories(last.Trace.Outside, key, finding.Field)))}
            again: {(plan.Knobs.Rivals || plan.Knobs.DeletesPerHour > 0 ? "SIM_WIDER=1 " : "")}SIM_SEED={plan.Seed} dotnet run -c Release --project tests/Simulation -- -class "*EngineTests" -showliveoutput
            """;
    }

    private static string Table(Plan plan) => string.Join('\n', plan.Steps.Select(step => string.Create(CultureInfo.InvariantCulture,
        $"  {step.At,8} ms  {step.Deed,-15} person {step.Person} {step.System,-10} {step.Field,-14} {step.Token,7} {step.Other}")));

    private static List<RecordKey> Related(RunTrace trace, RecordKey about) =>
        [about, .. trace.Lineage.Partners(about).Select(partner => partner.Key).Order()];

    private static IEnumerable<string> Concerning(IReadOnlyList<string> events, List<RecordKey> keys)
    {
        var names = keys.Select(key => key.ToString()).ToList();
        return names.Count == 0 ? events : events.Where(line => names.Exists(name => line.Contains(name, StringComparison.Ordinal)) || line.AsSpan(13).StartsWith("process") || line.AsSpan(13).StartsWith("send Create") || line.AsSpan(13).StartsWith("BROKEN"));
    }

    private static IEnumerable<string> Histories(Outside outside, RecordKey key, string? field)
    {
        if (!outside.Records.TryGetValue(key, out var record)) yield break;
        yield return $"history of {key} ({record.Life}):";
        var wanted = field is null ? null : outside.Everything.Fields.First(mapped => mapped.HubSpot == field || mapped.Salesforce == field).NameIn(key.System);
        foreach (var (name, changes) in record.Cells.Where(cell => wanted is null || cell.Key == wanted))
            yield return $"  {name}: {string.Join(" | ", changes.Select(change => $"{change.At:HH:mm:ss.fff} {change.Value ?? "(blank)"} by {change.By}"))}";
    }
}
