namespace Integration.Architecture.Tests.Mirror;

/// <summary>
/// HubSpot and Salesforce are mirror images: whoever knows one worker knows where to look in the other. Compared are the
/// paths of their files with each system's name taken out, so <c>Reads/HubSpotReader.cs</c> answers to <c>Reads/SalesforceReader.cs</c>.
/// </summary>
static class MirrorCheck
{
    public static IReadOnlyList<Violation> Compare(string root, IEnumerable<string> hubSpot, IEnumerable<string> salesforce, Exemptions oneSided)
    {
        var ours = Shapes(root, "HubSpot", hubSpot);
        var theirs = Shapes(root, "Salesforce", salesforce);
        var violations = new List<Violation>();
        foreach (var (shape, file) in ours.Where(entry => !theirs.ContainsKey(entry.Key))) Report("HubSpot", "Salesforce", shape, file);
        foreach (var (shape, file) in theirs.Where(entry => !ours.ContainsKey(entry.Key))) Report("Salesforce", "HubSpot", shape, file);
        return violations;

        void Report(string system, string other, string shape, string file)
        {
            var name = file[(root.Length + 1)..];
            if (oneSided.Covers(name) || Namesake(name) is { } namesake && oneSided.Covers(namesake)) return;
            violations.Add(new(file, 0, $"{other} has no counterpart of this file of {system}",
                $"{root}/{other}/{shape.Replace("{System}", other, StringComparison.Ordinal)}, or a line with its reason in tests/Architecture/Mirror/one-sided.txt"));
        }

        // The same room under the vendors' own nouns: both halves must be there, or the entry exempts nothing.
        string? Namesake(string name) => oneSided.Keys.FirstOrDefault(key =>
            key.Split(" = ") is [var one, var two]
            && (one == name || two == name)
            && ours.ContainsValue($"{root}/{one}") && theirs.ContainsValue($"{root}/{two}"));
    }

    static Dictionary<string, string> Shapes(string root, string system, IEnumerable<string> files) =>
        files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .ToDictionary(file => file[(root.Length + system.Length + 2)..].Replace(system, "{System}", StringComparison.Ordinal));
}
