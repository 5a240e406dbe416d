using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.Cases;

/// <summary>Every plan of <c>Plans/*.txt</c> against the built executable in one process.</summary>
[Trait("Category", "Long")]
public sealed class EmbeddedCaseTests(EmbeddedCaseRuns runs, ITestOutputHelper output) : IClassFixture<EmbeddedCaseRuns>
{
    public static TheoryData<string> Names => CaseRuns.NamesOf(Deployment.Embedded);

    [Theory]
    [MemberData(nameof(Names))]
    public Task In_one_process_it_holds_that(string name) => runs.RunAsync(name, output);
}

/// <summary>Every plan of <c>Plans/*.txt</c> against a process for each role.</summary>
[Trait("Category", "Long")]
public sealed class ScaledOutCaseTests(ScaledOutCaseRuns runs, ITestOutputHelper output) : IClassFixture<ScaledOutCaseRuns>
{
    public static TheoryData<string> Names => CaseRuns.NamesOf(Deployment.ScaledOut);

    [Theory]
    [MemberData(nameof(Names))]
    public Task In_separate_processes_it_holds_that(string name)
    {
        Servers.Need();
        return runs.RunAsync(name, output);
    }
}
