namespace Integration.Architecture.Tests;

/// <summary>
/// Reasoned exceptions to a rule, kept in a text table beside the test: one a line, words first, then <c>: reason</c>.
/// An exemption without a reason or that exempts nothing any more is itself a violation, so that the table can only shrink by itself.
/// </summary>
sealed class Exemptions
{
    readonly string file;
    readonly List<(string Key, int Line)> entries = [];
    readonly HashSet<string> used = [];
    readonly List<Violation> broken = [];

    public Exemptions(string file, string text)
    {
        this.file = file;
        foreach (var (line, number) in text.Split('\n').Select((line, index) => (line.Trim(), index + 1)))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 1 || line.Length - colon < 12) broken.Add(new(file, number, $"'{line}' gives no reason", "'what is exempt: why it has to be'"));
            else entries.Add((string.Join(' ', line[..colon].Split(' ', StringSplitOptions.RemoveEmptyEntries)), number));
        }
    }

    public static Exemptions Read(string file) => new(file, Repository.Read(file));

    public IEnumerable<string> Keys => entries.Select(entry => entry.Key);

    public bool Covers(string key)
    {
        if (!entries.Any(entry => entry.Key == key)) return false;
        used.Add(key);
        return true;
    }

    /// <summary>What is wrong with the table itself; asked after everything was checked.</summary>
    public IReadOnlyList<Violation> Broken =>
        [.. broken, .. entries.Where(entry => !used.Contains(entry.Key)).Select(entry => new Violation(file, entry.Line, $"'{entry.Key}' exempts nothing any more", "one line less"))];
}
