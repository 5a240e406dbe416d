namespace Integration.Config.Tests.Diagnostics;

public sealed class GoldenCaseTests
{
    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Cases.Directory, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)).Concat(Cases.Built.Keys).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_is_told_as_expected(string name)
    {
        var text = Cases.Built.GetValueOrDefault(name) ?? File.ReadAllText(Path.Combine(Cases.Directory, $"{name}.yaml"));
        var result = Cases.Load(name, text);

        // "ok-" cases are traps that must not be reported; all others are named for the code that they prove.
        if (!name.StartsWith("ok-", StringComparison.Ordinal)) Assert.Contains(result.Diagnostics, found => name.StartsWith(found.Code.Id, StringComparison.OrdinalIgnoreCase));
        Golden.Check(Path.Combine(Cases.Directory, $"{name}.expected"), Cases.Render(name, result));
    }

    [Fact]
    public void Every_expectation_has_its_case() =>
        Assert.Empty(Directory.EnumerateFiles(Cases.Directory, "*.expected").Select(path => Path.GetFileNameWithoutExtension(path)).Except(Names.Select(row => row.Data)));
}
