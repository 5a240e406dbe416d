using System.Text.RegularExpressions;

namespace Integration.Architecture.Tests.Packages;

/// <summary>
/// Every pinned version has its reason: a comment above it, or above the run of pins that it stands in (an empty line or
/// the next comment ends a run). A pin without a reason is raised by the next person who sees a newer number.
/// </summary>
static partial class PackagePins
{
    public static IReadOnlyList<Violation> Check(string file, string text)
    {
        var violations = new List<Violation>();
        var reasoned = false;
        foreach (var (line, number) in text.Split('\n').Select((line, index) => (line.Trim(), index + 1)))
        {
            if (line.StartsWith("<!--", StringComparison.Ordinal) || line.EndsWith("-->", StringComparison.Ordinal)) reasoned = true;
            else if (!line.StartsWith("<PackageVersion", StringComparison.Ordinal)) reasoned = false;
            else if (!reasoned) violations.Add(new(file, number, $"{Name().Match(line).Groups[1].Value} is pinned without a reason", "a comment above it that says why this version"));
            if (Floating().IsMatch(line)) violations.Add(new(file, number, $"{Name().Match(line).Groups[1].Value} floats", "one exact version"));
        }
        return violations;
    }

    [GeneratedRegex("Include=\"([^\"]+)\"")]
    private static partial Regex Name();

    [GeneratedRegex("Version=\"[^\"]*[*,\\[(]")]
    private static partial Regex Floating();
}
