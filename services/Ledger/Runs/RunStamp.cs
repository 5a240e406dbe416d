using System.Globalization;

namespace Integration.Ledger.Runs;

/// <summary>Which run an instance is in.</summary>
internal sealed class RunStamp
{
    public string? Current { get; set; }

    public static string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"run-{number}");

    /// <summary>Commits whose journal lines say in which run they were written.</summary>
    public IReadOnlyList<PairCommit> On(IReadOnlyList<PairCommit> commits) => Current is not { } run
        ? commits
        : [.. commits.Select(commit => commit.Journal.Count == 0 ? commit : commit with { Journal = [.. commit.Journal.Select(line => line with { Run = run })] })];
}
