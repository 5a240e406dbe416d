using System.Text.RegularExpressions;

namespace Integration.Architecture.Tests.Documents;

public partial class DocumentTests
{
    static string? Read(string file) =>
        Directory.Exists(Repository.PathOf(file)) ? "" : File.Exists(Repository.PathOf(file)) ? Repository.Read(file) : null;

    [Fact]
    public void Every_link_in_the_documents_leads_somewhere()
    {
        var documents = Repository.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal)).ToList();

        Assert.Contains("README.md", documents);
        Violation.AssertNone([.. documents.SelectMany(file => LinkCheck.Check(file, Repository.Read(file), Read))]);
    }

    [Fact]
    public void A_link_to_nowhere_is_reported()
    {
        const string text = "See [one](docs/one.md#here), [two](docs/two.md), [three](docs/one.md#gone), [four](https://example.test/x).\n```\n[five](five.md)\n```";

        var found = LinkCheck.Check("a/b.md", text, file => file == "a/docs/one.md" ? "# Here" : null);

        Assert.Equal(["the link leads to a/docs/two.md, which is not there", "a/docs/one.md has no heading #gone"], found.Select(violation => violation.What));
    }

    // Scripts and people copy these two lines; a renamed project would leave the front door locked.
    [Fact]
    public void The_README_names_the_two_commands_and_both_exist()
    {
        var readme = Repository.Read("README.md");

        Assert.Equal("dotnet run --project services/App -- run", FirstCommand().Match(readme).Value.TrimEnd());
        Assert.Contains("\ntests/run\n", readme);
        Assert.True(File.Exists(Repository.PathOf("services/App/App.csproj")));
        Assert.True(File.Exists(Repository.PathOf("tests/run")));
    }

    [Fact]
    public void Decisions_are_numbered_without_a_gap_and_listed()
    {
        var decisions = Repository.FilesBelow("docs/adr").Select(file => Path.GetFileName(file)).Where(name => char.IsAsciiDigit(name[0])).ToList();
        var index = Repository.Read("docs/adr/README.md");

        Assert.Equal(Enumerable.Range(1, decisions.Count), decisions.Select(name => int.Parse(name[..4])));
        Assert.All(decisions, name => Assert.Contains($"]({name})", index));
    }

    [Theory]
    [InlineData("## Context")]
    [InlineData("## Options")]
    [InlineData("## Decision")]
    [InlineData("## Consequences")]
    [InlineData("## What would change our mind")]
    public void Every_decision_has_all_its_parts(string heading)
    {
        var decisions = Repository.FilesBelow("docs/adr").Where(file => char.IsAsciiDigit(Path.GetFileName(file)[0])).ToList();

        Assert.NotEmpty(decisions);
        Assert.All(decisions, file => Assert.Contains($"\n{heading}\n", Repository.Read(file)));
    }

    [GeneratedRegex("dotnet run --project services/App[^`\n]*")]
    private static partial Regex FirstCommand();
}
