using Integration.EndToEnd.Tests.Cases.Plans;
using Integration.EndToEnd.Tests.Cases.Runs;
using Integration.EndToEnd.Tests.Cases.Worlds;
using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.Cases;

/// <summary>One rig for the cases of one deployment. A case that failed leaves who knows what behind, so the next one gets a new rig.</summary>
public abstract class CaseRuns : IAsyncDisposable
{
    private readonly Deployment deployment;
    private CaseRig? rig;
    private Exception? neverStarted;

    private protected CaseRuns(Deployment deployment) => this.deployment = deployment;

    internal static TheoryData<string> NamesOf(Deployment deployment) => [.. CasePlan.All.Where(plan => plan.Only is null || plan.Only == deployment).Select(plan => plan.Name)];

    internal async Task RunAsync(string name, ITestOutputHelper output)
    {
        var plan = CasePlan.All.Single(each => each.Name == name);
        Assert.SkipWhen(plan.KnownToFail is not null && !IsKnownAsked, $"left out: {plan.KnownToFail}");
        rig ??= await StartAsync();
        var begun = TimeProvider.System.GetTimestamp();
        using var run = new CaseRun(plan, rig);
        try
        {
            await run.RunAsync();
            var line = $"{TimeProvider.System.GetElapsedTime(begun).TotalSeconds,6:0.0} s  {deployment,-9}  {run.Price,-24}  {plan.Place,-18}  {name}";
            output.WriteLine(line);
            Tell(line);
        }
        catch
        {
            Tell($"FAILED   {deployment,-9}  {plan.Place,-18}  {name}");
            var broken = rig;
            rig = null;
            await broken.DisposeAsync();
            throw;
        }
    }

    // For whoever mends one of them.
    private static bool IsKnownAsked => Environment.GetEnvironmentVariable("INTEGRATION_CASES_KNOWN") is { Length: > 0 };

    // A rig that does not start once would be tried by every case, for minutes each.
    private async Task<CaseRig> StartAsync()
    {
        if (neverStarted is not null) throw new InvalidOperationException($"the rig does not start: {neverStarted.Message}", neverStarted);
        try
        {
            return await CaseRig.StartAsync(deployment, CasePlan.All);
        }
        catch (Exception failure)
        {
            neverStarted = failure;
            throw;
        }
    }

    // The runner shows a passed test's output nowhere, so the list goes where a file is asked for.
    private static void Tell(string line)
    {
        if (Environment.GetEnvironmentVariable("INTEGRATION_CASE_TIMES") is { Length: > 0 } file) File.AppendAllLines(file, [line]);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (rig is not null) await rig.DisposeAsync();
    }
}

/// <summary>One process, SQLite, in-memory bus.</summary>
public sealed class EmbeddedCaseRuns() : CaseRuns(Deployment.Embedded);

/// <summary>A process for each role, PostgreSQL, RabbitMQ.</summary>
public sealed class ScaledOutCaseRuns() : CaseRuns(Deployment.ScaledOut);
