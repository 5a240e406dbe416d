using System.Text.RegularExpressions;

namespace Integration.Architecture.Tests.Tidy;

/// <summary>A house rule that a machine can hold.</summary>
/// <param name="Name">Its name in <c>exemptions.txt</c>.</param>
/// <param name="Check">What breaks it in a file.</param>
sealed record TidyRule(string Name, Func<TidyFile, IEnumerable<Violation>> Check);

/// <summary>The rules, in the order in which they are met when one reads from the outside in: file, names, statements, tests.</summary>
static partial class TidyRules
{
    const int LinesMax = 300;

    public static readonly IReadOnlyList<TidyRule> All =
    [
        new("length", TooLong),
        new("blanks", Blanks),
        new("marker", file => Each(file, file.Text, Marker(), match => ($"'{match.Value}' left in the code", "an issue, or the finished thing"))),
        new("path", file => Each(file, file.Text, MachinePath(), match => ($"the path '{match.Value}' of one machine", "a path relative to the repository, or one that is handed in"))),
        new("secret", file => Each(file, file.Text, Secret(), _ => ("what looks like a real token", "${env:NAME}, and a new token: this one is known now"))),
        new("word", EmptyWords),
        new("side", Sides),
        new("catch", EmptyCatches),
        new("pragma", file => Each(file, file.Text, BarePragma(), _ => ("a warning switched off without a reason", "a comment on the same line that says why it is wrong here"))),
        new("sentence", TestNames),
        new("vacuous", file => file.IsTestCode ? Code(file, Vacuous(), match => ($"'{match.Value}', which cannot fail", "what the test is about")) : []),
    ];

    static IEnumerable<Violation> TooLong(TidyFile file) =>
        file.IsCode && file.Lines.Length - 1 > LinesMax
            ? [new(file.Path, LinesMax + 1, $"{file.Lines.Length - 1} lines", "two files that follow the domain, or an exemption for a table or a wire format")]
            : [];

    static IEnumerable<Violation> Blanks(TidyFile file)
    {
        if (file.Path.EndsWith(".sln", StringComparison.Ordinal)) yield break; // The SDK writes it, with tabs and a byte order mark.
        for (var at = 0; at < file.Lines.Length; at++)
        {
            var line = file.Lines[at];
            if (line.EndsWith('\r')) yield return new(file.Path, at + 1, "a carriage return", "line feeds alone");
            else if (line.Contains('\t', StringComparison.Ordinal) && !file.Path.EndsWith(".txt", StringComparison.Ordinal)) yield return new(file.Path, at + 1, "a tab", "spaces");
            else if (line.Length > 0 && line[^1] == ' ' && !file.Path.EndsWith(".md", StringComparison.Ordinal)) yield return new(file.Path, at + 1, "a blank at the line's end", "none");
        }
        if (file.IsCode && file.Lines[^1].Length > 0) yield return new(file.Path, file.Lines.Length, "no line end at the file's end", "one");
    }

    // What such a word hides is the answer to "what does it do": a type called Manager collects everything that had no place.
    // A class that adds to an IServiceCollection is named after that collection, as the framework's readers expect.
    static IEnumerable<Violation> EmptyWords(TidyFile file) => Code(file, TypeName(), match =>
    {
        var name = match.Groups[1].Value;
        if (name.EndsWith("Services", StringComparison.Ordinal) && file.Code.Contains("this IServiceCollection", StringComparison.Ordinal)) return null;
        return EmptyWord().Match(name) is { Success: true } word ? ($"'{word.Value}' in the name {name}", "the noun of the domain, or the verb that it does") : null;
    });

    // Each system plays both parts, so a relative word for a system, its record or its value means the other one at every
    // second reading. The Sandbox speaks the vendors' languages, in which sources and targets are other things.
    static IEnumerable<Violation> Sides(TidyFile file) =>
        file.Path.StartsWith("services/Sandbox/", StringComparison.Ordinal)
            ? []
            : Code(file, SideName(), match => ($"the name {match.Groups["name"].Value}", "HubSpot and Salesforce, in that order, or what the value is"));

    // What is swallowed is named, and the reason stands in the block; anything else that vanishes is a lost outcome.
    static IEnumerable<Violation> EmptyCatches(TidyFile file) => Code(file, EmptyCatch(), match =>
    {
        var caught = match.Groups[1].Value.Trim();
        var everything = caught.Length == 0 || (caught.StartsWith("Exception", StringComparison.Ordinal) && !match.Value.Contains("when", StringComparison.Ordinal));
        if (everything) return ("a catch that swallows everything", "the exception's name, and an outcome or a log line with its key");
        var reasoned = file.Text.AsSpan(match.Index, match.Length).Contains("//", StringComparison.Ordinal);
        return reasoned ? null : ($"an empty catch of {caught} without a reason", "an outcome, a log line with its key, or a comment in it that says why nothing is lost");
    });

    static IEnumerable<Violation> TestNames(TidyFile file)
    {
        if (!file.IsTestCode) return [];
        return Code(file, TestMethod(), match =>
        {
            var words = match.Groups[1].Value.Split('_');
            return words.Length < 3 || words.Skip(1).Any(word => word is "When" or "Should" or "Given" or "Then" or "Returns" or "Throws" or "Test")
                ? ($"the test {match.Groups[1].Value}", "a statement about the domain: A_converted_lead_relinks_to_its_contact")
                : null;
        });
    }

    static IEnumerable<Violation> Each(TidyFile file, string text, Regex regex, Func<Match, (string What, string Use)?> judge) =>
        from Match match in regex.Matches(text)
        let verdict = judge(match)
        where verdict is not null
        select new Violation(file.Path, file.LineAt(match.Index), verdict.Value.What, verdict.Value.Use);

    static IEnumerable<Violation> Code(TidyFile file, Regex regex, Func<Match, (string What, string Use)?> judge) => file.IsCode ? Each(file, file.Code, regex, judge) : [];

    [GeneratedRegex(@"(?<=(?://|/\*|#|<!--|^\s*\*).*)\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Marker();

    [GeneratedRegex(@"(?<![\w.:}$""'/-])/(home/\w+|Users/\w+|root|work)/[\w.-]*|\b[A-Z]:\\Users\\|\.\./shared\b")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\bpat-(na|eu)\d-[0-9a-f-]{16,}|\b00D\w{12,15}![\w.]{20,}|-----BEGIN (RSA |EC )?PRIVATE KEY-----\s*\n?\s*MI")]
    private static partial Regex Secret();

    [GeneratedRegex(@"\b(?:class|record(?: struct)?|struct|interface|enum)\s+(\w+)")]
    private static partial Regex TypeName();

    [GeneratedRegex("(Managers?|Helpers?|Util(s|ity|ities)?|Processors?|Services?|Info|Data|D[Tt][Oo]|D[Aa][Oo]|Impl)(?![a-z])")]
    private static partial Regex EmptyWord();

    [GeneratedRegex(@"\b(?:SystemName|Observation|Side|FieldValues?|IConnector|Pair)\??\s+(?<name>left|right|source|target)\b|\b(?<name>(?:[Ll]eft|[Rr]ight|[Ss]ource|[Tt]arget)(?:System|Side|Record|Field|Value|Object|Key|Contact|Lead)s?)\b")]
    private static partial Regex SideName();

    [GeneratedRegex(@"\bcatch\s*(?:\(\s*([^)]*?)\s*\))?\s*(?:when\s*\([^{]*\)\s*)?\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"#pragma warning disable[^/\n]*$", RegexOptions.Multiline)]
    private static partial Regex BarePragma();

    [GeneratedRegex(@"\[(?:Fact|Theory)\b[^\]]*\][^;{]*?\b(?:void|Task|ValueTask)\s+(\w+)\s*\(", RegexOptions.Singleline)]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"Assert\.(True|False)\(\s*(true|false)\b|Assert\.Equal\((\w+), \3\)|Assert\.NotNull\(\s*new\b")]
    private static partial Regex Vacuous();
}
