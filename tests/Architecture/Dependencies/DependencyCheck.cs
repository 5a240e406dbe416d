namespace Integration.Architecture.Tests.Dependencies;

/// <summary>Compares what projects declare and what their code uses with a table of what they may use.</summary>
static class DependencyCheck
{
    public static IReadOnlyList<Violation> Projects(IEnumerable<string> projects, IReadOnlyDictionary<string, string[]> rules)
    {
        var violations = new List<Violation>();
        foreach (var project in projects)
        {
            var file = ProjectFile.PathOf(project);
            if (!rules.TryGetValue(project, out var allowed))
            {
                violations.Add(new(file, 0, $"{project} has no dependency rule", "a line in tests/Architecture/Dependencies/DependencyRules.cs that says whom it may use and why"));
                continue;
            }
            if (!File.Exists(AssemblyFile.PathOf(project)))
            {
                violations.Add(new(file, 0, $"{project} is not in the test's output and was not checked", "a project reference from services/App, or from tests/Architecture"));
                continue;
            }
            var declared = ProjectFile.ProjectsOf(project);
            var used = AssemblyFile.ReferencesOf(project)
                .Where(name => name.StartsWith("Integration.", StringComparison.Ordinal))
                .Select(name => (Name: name["Integration.".Length..], Line: 0));
            violations.AddRange(declared.Concat(used)
                .Where(other => !allowed.Contains(other.Name))
                .DistinctBy(other => other.Name)
                .Select(other => new Violation(file, other.Line, $"{project} uses {other.Name}", allowed.Length == 0 ? "nothing of ours there" : $"only {string.Join(", ", allowed)}")));
        }
        return violations;
    }

    public static IReadOnlyList<Violation> Parts(IEnumerable<string> projects, IReadOnlyDictionary<string, string[]> rules) =>
    [
        .. from project in projects
           where File.Exists(AssemblyFile.PathOf(project))
           from part in ProjectFile.PackagesOf(project).Concat(AssemblyFile.ReferencesOf(project).Select(name => (Name: name, Line: 0))).DistinctBy(part => part.Name)
           from rule in rules
           where part.Name.StartsWith(rule.Key, StringComparison.Ordinal) && !rule.Value.Contains(project)
           select new Violation(ProjectFile.PathOf(project), part.Line, $"{project} uses {part.Name}", $"it in {string.Join(", ", rule.Value)} only"),
    ];
}
