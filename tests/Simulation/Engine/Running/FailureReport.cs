using System.Text.Json;
using System.Text.Json.Serialization;
using Integration.Simulation.Tests.Engine.Plans;

namespace Integration.Simulation.Tests.Engine.Running;

/// <summary>A failing run as an engineer wants it: the rule, the smallest plan, the last events, how to run it again.</summary>
internal static class FailureReport
{
    private const int EventsShown = 80;

    public static JsonSerializerOptions Json { get; } = new() { Converters = { new JsonStringEnumConverter() }, WriteIndented = false };

    public static string Of(Plan plan, Outcome outcome)
    {
        var again = VirtualRun.Run(plan);
        var small = Shrink.Down(plan, outcome.Finding!.Rule);
        var last = VirtualRun.Run(small);
        return $"""
            seed {plan.Seed}: {outcome.Finding.Rule}: {outcome.Finding.What} {outcome.Finding.About}
            {(again.Hash == outcome.Hash ? "the same plan gives the same events" : "Q6: THE SAME PLAN GAVE OTHER EVENTS; mend that first")}
            knobs {small.Knobs}
            plan as in regressions/*.json: {JsonSerializer.Serialize(small, Json)}
            steps:
              {string.Join("\n  ", small.Steps)}
            last events:
              {string.Join("\n  ", last.Events.TakeLast(EventsShown))}
            again: SIM_SEED={plan.Seed} dotnet run --project tests/Simulation -- -class "*EngineTests" -showliveoutput on
            """;
    }
}
