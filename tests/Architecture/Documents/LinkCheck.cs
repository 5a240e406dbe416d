using System.Text.RegularExpressions;

namespace Integration.Architecture.Tests.Documents;

/// <summary>Finds links in Markdown that lead to no file of the repository, or to no heading of that file.</summary>
static partial class LinkCheck
{
    public static IReadOnlyList<Violation> Check(string file, string text, Func<string, string?> read)
    {
        var violations = new List<Violation>();
        var fenced = false;
        foreach (var (line, number) in text.Split('\n').Select((line, index) => (line, index + 1)))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal)) fenced = !fenced;
            if (fenced) continue;
            foreach (Match link in Link().Matches(line))
            {
                var (path, heading) = (link.Groups[1].Value, link.Groups[2].Value.TrimStart('#'));
                if (path.Contains(':', StringComparison.Ordinal)) continue;
                var linked = path.Length == 0 ? file : Resolve(file, path);
                var body = read(linked);
                if (body is null) violations.Add(new(file, number, $"the link leads to {linked}, which is not there", "a path relative to this file"));
                else if (heading.Length > 0 && !Headings(body).Contains(heading)) violations.Add(new(file, number, $"{linked} has no heading #{heading}", "the heading's text in lower case with hyphens"));
            }
        }
        return violations;
    }

    static string Resolve(string file, string path)
    {
        var parts = new List<string>(file.Split('/')[..^1]);
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }
        return string.Join('/', parts);
    }

    static IEnumerable<string> Headings(string text) =>
        text.Split('\n').Where(line => line.StartsWith('#'))
            .Select(line => NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^)#\s]*)(#[^)\s]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
