namespace Integration.Architecture.Tests.Dependencies;

public class DependencyDirectionTests
{
    [Fact]
    public void Every_project_uses_only_what_the_house_lets_it_use() =>
        Violation.AssertNone(DependencyCheck.Projects(Repository.Services, DependencyRules.Projects));

    [Fact]
    public void Every_outside_part_is_used_only_where_it_can_be_replaced() =>
        Violation.AssertNone(DependencyCheck.Parts(Repository.Services, DependencyRules.Parts));

    // The three negative controls: without them a check that looks at nothing would pass for ever.
    [Fact]
    public void A_wrong_rule_is_reported_from_the_built_assembly_and_from_the_project_file()
    {
        var wrong = new Dictionary<string, string[]> { ["Ledger"] = [] };

        var found = DependencyCheck.Projects(["Ledger"], wrong);

        Assert.Contains("Integration.Core", AssemblyFile.ReferencesOf("Ledger"));
        Assert.Contains(ProjectFile.ProjectsOf("Ledger"), declared => declared.Name == "Core");
        var violation = Assert.Single(found);
        Assert.Equal("Ledger uses Core", violation.What);
    }

    [Fact]
    public void A_project_without_a_rule_or_without_a_built_assembly_is_reported()
    {
        Assert.Contains("has no dependency rule", Assert.Single(DependencyCheck.Projects(["Core"], new Dictionary<string, string[]>())).What);
        Assert.Contains("was not checked", Assert.Single(DependencyCheck.Projects(["Absent"], new Dictionary<string, string[]> { ["Absent"] = [] })).What);
    }

    [Fact]
    public void A_part_in_the_wrong_project_is_reported()
    {
        var found = DependencyCheck.Parts(["Config"], new Dictionary<string, string[]> { ["YamlDotNet"] = ["Hosting"] });

        var violation = Assert.Single(found);
        Assert.Equal(("services/Config/Config.csproj", "Config uses YamlDotNet", "it in Hosting only"), (violation.File, violation.What, violation.Use));
        Assert.True(violation.Line > 1, "the line that declares it is named");
    }

    [Fact]
    public void The_house_has_all_the_rooms_that_the_rules_speak_of_as_built()
    {
        string[] built = ["App", "Config", "Connectors", "Core", "Hosting", "HubSpot", "Ledger", "Messages", "Salesforce", "Sandbox", "Sync"];

        Assert.Empty(built.Except(Repository.Services));
    }
}
