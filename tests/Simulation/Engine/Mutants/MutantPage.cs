using System.Globalization;

namespace Integration.Simulation.Tests.Engine.Mutants;

/// <summary>docs/reference/mutants.md: the mutants of the sync, then those of the handoff; each part is written by its own test and leaves the other as it is.</summary>
internal static class MutantPage
{
    private const string Cut = "\n## Handoffs\n";

    /// <summary>The part of the sync, or of the handoff.</summary>
    public static string Part(bool ofHandoffs)
    {
        var parts = File.ReadAllText(Place()).Split(Cut, 2);
        return ofHandoffs ? (parts.Length > 1 ? parts[1] : "") : parts[0];
    }

    /// <summary>Writes one part anew.</summary>
    public static void Write(bool ofHandoffs, string text) => File.WriteAllText(Place(), ofHandoffs ? Part(false) + Cut + text : text + (Part(true) is { Length: > 0 } kept ? Cut + kept : ""));

    /// <summary>The cells of a part's table, without its head.</summary>
    public static IReadOnlyList<string[]> Rows(bool ofHandoffs) =>
        [.. Part(ofHandoffs).Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2).Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1])];

    /// <summary>One line of the table.</summary>
    public static string Line(string lacks, string rule, int seedsMax, int? seed, string? seenBy) =>
        string.Create(CultureInfo.InvariantCulture, $"| {lacks} | {rule} | {seedsMax} | {seed?.ToString(CultureInfo.InvariantCulture) ?? "survives"} | {seenBy} |\n");

    private static string Place()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Integration.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("Integration.sln is in no folder above the test");
        return Path.Combine(folder.FullName, "docs", "reference", "mutants.md");
    }
}
