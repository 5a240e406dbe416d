using Integration.Core.Mappings;
using Integration.Core.Merges;
using Integration.Core.Records;

namespace Integration.Simulation.Tests.Planner;

/// <summary>Layer P: the pure field decision over its whole small space, and over a million random correlated cases.</summary>
public sealed class FieldSpaceTests(ITestOutputHelper output)
{
    private const int Seed = 20261122;

    [Fact]
    public void Every_case_of_the_small_space_ends_as_the_policy_is_defined()
    {
        var started = TimeProvider.System.GetTimestamp();
        var count = FieldSpace.All().Count(Check);
        output.WriteLine($"{count} cases in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s");
        Assert.True(count > 300_000);
    }

    [Fact]
    public void A_million_random_correlated_cases_end_as_the_policy_is_defined()
    {
        var started = TimeProvider.System.GetTimestamp();
        var (random, fields) = (new Random(Seed), FieldSpace.Fields().ToArray());
        for (var i = 0; i < 1_000_000; i++) Check(FieldSpace.Random(random, fields));
        output.WriteLine($"1,000,000 cases, seed {Seed}, in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s");
    }

    private static bool Check(FieldCase c)
    {
        var verdict = c.Decide();
        var after = c.After(verdict);
        var (h, s) = FieldOracle.Final(c);
        if (Meaning(c, after.HubSpot) != FieldOracle.Meaning(c.Field, h) || Meaning(c, after.Salesforce) != FieldOracle.Meaning(c.Field, s)) Fail(c, verdict, $"the policy's definition gives {h ?? "(blank)"}/{s ?? "(blank)"}");
        if (!verdict.IntoHubSpot.IsMissing && c.Field.Direction == FieldDirection.ToSalesforce) Fail(c, verdict, "it writes HubSpot against the direction");
        if (!verdict.IntoSalesforce.IsMissing && c.Field.Direction == FieldDirection.ToHubSpot) Fail(c, verdict, "it writes Salesforce against the direction");
        if (verdict.IntoHubSpot.IsBlank && !c.BaseHubSpot.HasText) Fail(c, verdict, "it clears what both sides never agreed on");
        if (verdict.IntoSalesforce.IsBlank && !c.BaseSalesforce.HasText) Fail(c, verdict, "it clears what both sides never agreed on");
        if (after.Decide() is { Outcome: FieldOutcome.Write } again) Fail(c, again, "run on its own result it writes once more");
        var mirror = c.Mirrored().Decide();
        if (mirror.Outcome != verdict.Outcome || Meaning(c, mirror.IntoHubSpot) != Meaning(c, verdict.IntoSalesforce) || Meaning(c, mirror.IntoSalesforce) != Meaning(c, verdict.IntoHubSpot))
            if (!IsTie(c)) Fail(c, mirror, "with both systems in each other's place the result is not the mirrored one");
        return true;
    }

    // Where two values rank alike without meaning the same, one side has to be named; that is the only break of the mirror.
    private static bool IsTie(FieldCase c) =>
        c.Field.Conflict is ConflictPolicy.Max or ConflictPolicy.Min or ConflictPolicy.MostAdvanced or ConflictPolicy.Union;

    private static string? Meaning(FieldCase c, FieldValue value) => FieldOracle.Meaning(c.Field, value.Text);

    private static void Fail(FieldCase c, FieldVerdict verdict, string why) =>
        Assert.Fail($"{c}\n  verdict {verdict.Outcome} by '{verdict.Rule}', HubSpot := {verdict.IntoHubSpot}, Salesforce := {verdict.IntoSalesforce}\n  {why}");
}
