namespace Integration.Architecture.Tests;

/// <summary>One place where a house rule is broken, printed the way compilers do so that editors jump to it.</summary>
/// <param name="File">Path relative to the repository's root.</param>
/// <param name="Line">1-based; 0 = the file as a whole.</param>
/// <param name="What">What is wrong, with the offending text.</param>
/// <param name="Use">What to do instead.</param>
sealed record Violation(string File, int Line, string What, string Use)
{
    public override string ToString() => $"{File}:{Math.Max(Line, 1)}: error: {What}, use {Use}";

    public static void AssertNone(IReadOnlyCollection<Violation> violations) =>
        Assert.True(violations.Count == 0, $"{violations.Count} broken house rules{Environment.NewLine}{string.Join(Environment.NewLine, violations)}");
}
