namespace Integration.Architecture.Tests.Tidy;

public class TidyTests
{
    const string Table = "tests/Architecture/Tidy/exemptions.txt";

    // The rules' own folder spells out what they look for.
    const string Own = "tests/Architecture/Tidy/";

    [Fact]
    public void The_repository_keeps_its_house_rules()
    {
        var exemptions = Exemptions.Read(Table);
        var violations = new List<Violation>();
        foreach (var path in Repository.Files.Where(IsOurs))
        {
            var file = new TidyFile(path, Repository.Read(path));
            foreach (var rule in TidyRules.All)
            {
                var found = rule.Check(file).ToList();
                if (found.Count > 0 && !exemptions.Covers($"{rule.Name} {path}")) violations.AddRange(found);
            }
        }

        Violation.AssertNone([.. violations, .. exemptions.Broken]);
    }

    // Lock files are the SDK's; golden cases are wrong on purpose, that is what they are for.
    static bool IsOurs(string path) =>
        !path.StartsWith(Own, StringComparison.Ordinal)
        && !path.EndsWith("packages.lock.json", StringComparison.Ordinal)
        && !path.StartsWith("tests/Config/Cases/", StringComparison.Ordinal);

    [Fact]
    public void The_sources_are_really_read() => Assert.True(Repository.Files.Count(file => file.EndsWith(".cs", StringComparison.Ordinal)) > 40);

    // A planted violation per row: rule, path, text, and the report without its place. "-" = nothing to report.
    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_violation_is_reported_and_its_lawful_neighbour_is_not(string rule, string path, string text, string report)
    {
        var found = TidyRules.All.Single(one => one.Name == rule).Check(new TidyFile(path, text)).ToList();

        if (report == "-") Assert.Empty(found);
        else Assert.Equal(report, Assert.Single(found).What);
    }

    [Fact]
    public void A_report_names_its_place_and_the_mend() =>
        Assert.Equal(
            "services/A.cs:2: error: 'Manager' in the name PairManager, use the noun of the domain, or the verb that it does",
            Assert.Single(TidyRules.All.Single(rule => rule.Name == "word").Check(new("services/A.cs", "\nsealed class PairManager;\n"))).ToString());

    [Fact]
    public void Every_rule_has_a_planted_violation() =>
        Assert.Empty(TidyRules.All.Select(rule => rule.Name).Except(Planted.Select(row => row.Data.Item1)));

    public static readonly TheoryData<string, string, string, string> Planted = new()
    {
        { "length", "a.cs", string.Concat(Enumerable.Repeat("x\n", 301)), "301 lines" },
        { "length", "a.cs", string.Concat(Enumerable.Repeat("x\n", 300)), "-" },
        { "length", "a.md", string.Concat(Enumerable.Repeat("x\n", 301)), "-" },
        { "blanks", "a.cs", "int x;\t\n", "a tab" },
        { "blanks", "a.cs", "int x; \n", "a blank at the line's end" },
        { "blanks", "a.md", "a line break  \n", "-" },
        { "blanks", "a.cs", "int x;\r\n", "a carriage return" },
        { "blanks", "a.cs", "int x;", "no line end at the file's end" },
        { "marker", "a.cs", "// TODO later\n", "'TODO' left in the code" },
        { "marker", "a.cs", "string[] kinds = [\"TODO\", \"CALL\"];\n", "-" },
        { "marker", "a.cs", "// todos are fine in prose\n", "-" },
        { "path", "a.sh", "cd /home/ana/code\n", "the path '/home/ana/code' of one machine" },
        { "path", "a.md", "see ../shared/x\n", "the path '../shared' of one machine" },
        { "path", "a.cs", "Get(\"/crm/work/1\"); Get(\"https://x.test/home/page\");\n", "-" },
        { "secret", "a.yaml", "token: pat-na1-0123abcd-0123-0123-0123-0123456789ab\n", "what looks like a real token" },
        { "secret", "a.yaml", "token: pat-sandbox\n", "-" },
        { "word", "a.cs", "internal static class TextHelpers { }\n", "'Helpers' in the name TextHelpers" },
        { "word", "a.cs", "record ContactDto(string Id);\n", "'Dto' in the name ContactDto" },
        { "word", "a.cs", "class Updater : BackgroundService { } enum Database { }\n", "-" },
        { "word", "a.cs", "static class SyncServices { static void AddSync(this IServiceCollection services) { } }\n", "-" },
        { "word", "a.cs", "class SyncServices { }\n", "'Services' in the name SyncServices" },
        { "side", "services/a.cs", "void Merge(Observation left, Observation other) { }\n", "the name left" },
        { "side", "services/a.cs", "var sourceRecord = 1;\n", "the name sourceRecord" },
        { "side", "services/a.cs", "SystemName TargetSystem { get; }\n", "the name TargetSystem" },
        { "side", "services/a.cs", "var stop = new CancellationTokenSource(); // what is left\nvar x = \"LeadSource\"; RecordKey Target;\n", "-" },
        { "side", "services/Sandbox/a.cs", "var targetObject = 1;\n", "-" },
        { "catch", "a.cs", "try { } catch { /* fine */ }\n", "a catch that swallows everything" },
        { "catch", "a.cs", "try { } catch (Exception)\n{\n // It is fine.\n}\n", "a catch that swallows everything" },
        { "catch", "a.cs", "try { } catch (IOException e) when (e.Wanted()) { }\n", "an empty catch of IOException e without a reason" },
        { "catch", "a.cs", "try { } catch (OperationCanceledException) { }\n", "an empty catch of OperationCanceledException without a reason" },
        { "catch", "a.cs", "try { } catch (OperationCanceledException)\n{\n // Stopping; the last save follows.\n}\n", "-" },
        { "catch", "a.cs", "try { } catch (IOException e) { log.Write(e); }\n", "-" },
        { "pragma", "a.cs", "#pragma warning disable CA1000\n", "a warning switched off without a reason" },
        { "pragma", "a.cs", "#pragma warning disable CA1000 // The vendor's name.\n", "-" },
        { "sentence", "tests/a.cs", "[Fact]\npublic void Merge_Works() { }\n", "the test Merge_Works" },
        { "sentence", "tests/a.cs", "[Fact, Trait(\"a\", \"b\")]\npublic async Task Merge_When_blank_fails() { }\n", "the test Merge_When_blank_fails" },
        { "sentence", "tests/a.cs", "[Theory]\n[InlineData(1)]\npublic void A_blank_never_wins(int x) { }\n", "-" },
        { "vacuous", "tests/a.cs", "Assert.True(true);\n", "'Assert.True(true', which cannot fail" },
        { "vacuous", "tests/a.cs", "Assert.True(truth);\n", "-" },
    };
}
