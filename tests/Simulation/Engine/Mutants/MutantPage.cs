using System.Globalization;

namespace Integration.Simulation.Tests.Engine.Mutants;

/// <summary>docs/reference/mutants.md: the mutants of the sync, of the handoff, of references; each part is written by its own test and leaves the others as they are.</summary>
internal static class MutantPage
{
    public const string Sync = "", Handoffs = "\n## Handoffs\n", References = "\n## References\n";
    private static readonly string[] Order = [Sync, Handoffs, References];

    /// <summary>Writes one part anew.</summary>
    /// <param name="part">Its headline, one of the above.</param>
    /// <param name="text">What stands below it.</param>
    public static void Write(string part, string text)
    {
        var parts = Parts();
        parts[part] = text;
        File.WriteAllText(Place(), string.Concat(Order.Where(parts.ContainsKey).Select(each => each + parts[each])));
    }

    /// <summary>The cells of a part's table, without its head.</summary>
    public static IReadOnlyList<string[]> Rows(string part) =>
        [.. Parts().GetValueOrDefault(part, "").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2).Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1])];

    /// <summary>One line of the table.</summary>
    public static string Line(string lacks, string rule, int seedsMax, int? seed, string? seenBy) =>
        string.Create(CultureInfo.InvariantCulture, $"| {lacks} | {rule} | {seedsMax} | {seed?.ToString(CultureInfo.InvariantCulture) ?? "survives"} | {seenBy} |\n");

    private static Dictionary<string, string> Parts()
    {
        var (parts, rest) = (new Dictionary<string, string>(StringComparer.Ordinal), File.ReadAllText(Place()));
        foreach (var part in Order.Reverse().Where(part => part.Length > 0))
            if (rest.IndexOf(part, StringComparison.Ordinal) is >= 0 and var at) (parts[part], rest) = (rest[(at + part.Length)..], rest[..at]);
        parts[Sync] = rest;
        return parts;
    }

    private static string Place()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Integration.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("Integration.sln is in no folder above the test");
        return Path.Combine(folder.FullName, "docs", "reference", "mutants.md");
    }
}
