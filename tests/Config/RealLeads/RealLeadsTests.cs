using Integration.Config.Diagnostics;

namespace Integration.Config.Tests.RealLeads;

/// <summary>The Agreement over real leads, and the report over who bought.</summary>
public sealed class RealLeadsTests
{
    private static ConfigResult Load() =>
        Cases.Load("real-leads", string.Join("\n---\n", new[] { "agreement.yaml", "team.yaml" }.Select(file => File.ReadAllText(Repository.Path("docs", "samples", "real-leads", file)))));

    [Fact]
    public void The_Agreement_of_the_real_leads_has_no_error()
    {
        var result = Load();
        Assert.True(result.Diagnostics.All(found => found.Severity != Severity.Error), result.Render(colour: false));
    }

    [Fact]
    public void The_report_says_what_judging_every_lead_says()
    {
        if (LeadFile.Path() is not { } path)
        {
            Assert.Skip("shared/data with the real leads is not beside the repository, so the report cannot be checked");
            return;
        }
        var rows = LeadFile.Read(path);
        Assert.Equal(9_240, rows.Count);
        Golden.Check(Repository.Path("docs", "samples", "real-leads", "report.md"), LeadReport.Of(Load().Configuration!.Agreements.Single().Agreement, rows));
    }
}
