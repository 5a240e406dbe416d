using Integration.EndToEnd.Tests.Rigs;

namespace Integration.EndToEnd.Tests.Cases.Plans;

/// <summary>One case of a plan file: its name says what must hold, its steps what happens.</summary>
/// <param name="Name">The sentence after <c>case</c>.</param>
/// <param name="Slug">Short and unique; in the e-mail domain and last name of every record of the case, so that its records are known among all others.</param>
/// <param name="Place">File and line, for a failure's message.</param>
/// <param name="Only">The one deployment it needs; null = both.</param>
/// <param name="KnownToFail">Why it is skipped aloud: a fault of the product that waits for its mend; null = it must hold.</param>
/// <param name="Steps">In order.</param>
internal sealed record CasePlan(string Name, string Slug, string Place, Deployment? Only, string? KnownToFail, IReadOnlyList<Step> Steps)
{
    /// <summary>People who are on both sides and in step before the case begins.</summary>
    public IEnumerable<string> People => Steps.Where(step => step.Verb == "people").SelectMany(step => step.Words).SelectMany(Crowd);

    /// <summary>All cases, in the order of files and lines; with <c>INTEGRATION_CASES=kills,answers2</c> only those of these files or places.</summary>
    public static IReadOnlyList<CasePlan> All { get; } = [.. Directory.GetFiles(Path.Combine(Repository.Root, "tests", "EndToEnd", "Cases", "Plans"), "*.txt").Order(StringComparer.Ordinal).SelectMany(PlanFile.Read).Where(IsAsked)];

    /// <summary><c>ana</c> is one person, <c>crowd*150</c> are crowd1 to crowd150.</summary>
    public static IEnumerable<string> Crowd(string word) =>
        word.Split('*') is [var name, var count] ? Enumerable.Range(1, int.Parse(count)).Select(number => $"{name}{number}") : [word];

    private static bool IsAsked(CasePlan plan) => Environment.GetEnvironmentVariable("INTEGRATION_CASES") is not { Length: > 0 } asked
        || asked.Split(',').Any(word => plan.Slug == word || plan.Slug.TrimEnd([.. "0123456789"]) == word);

    public override string ToString() => Name;
}

/// <summary>One line of a case.</summary>
/// <param name="Text">As written.</param>
/// <param name="Line">In its file, from 1.</param>
/// <param name="Verb">The first word.</param>
/// <param name="Words">The others without <c>=</c>.</param>
/// <param name="Named">The others with it: <c>jobtitle=CFO</c>; nothing after the sign is a blank.</param>
internal sealed record Step(string Text, int Line, string Verb, IReadOnlyList<string> Words, IReadOnlyDictionary<string, string> Named)
{
    public string Word(int index) => index < Words.Count ? Words[index] : throw new FormatException($"line {Line}: '{Text}' wants {index + 1} words after '{Verb}'");

    public string? Name(string name) => Named.GetValueOrDefault(name);
}
