namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>A LIKE pattern: <c>%</c> any text, <c>_</c> one character, <c>\%</c> and <c>\_</c> themselves; case does not count.</summary>
/// <remarks>Matches in at most length times pattern steps, whatever the pattern: a regular expression would not promise that.</remarks>
internal sealed class LikePattern
{
    private readonly List<(char Letter, Part Part)> parts = [];

    public LikePattern(string pattern)
    {
        for (var at = 0; at < pattern.Length; at++)
        {
            var c = pattern[at];
            if (c == '\\' && at + 1 < pattern.Length && pattern[at + 1] is '_' or '%') parts.Add((pattern[++at], Part.Letter));
            else if (c == '%') parts.Add((c, Part.Any));
            else parts.Add((char.ToUpperInvariant(c), c == '_' ? Part.One : Part.Letter));
        }
    }

    public bool Matches(string text)
    {
        int at = 0, part = 0, star = -1, resume = 0;
        while (at < text.Length)
        {
            if (part < parts.Count && parts[part].Part == Part.Any)
            {
                star = part++;
                resume = at;
            }
            else if (part < parts.Count && (parts[part].Part == Part.One || parts[part].Letter == char.ToUpperInvariant(text[at])))
            {
                at++;
                part++;
            }
            else if (star >= 0)
            {
                part = star + 1;
                at = ++resume;
            }
            else return false;
        }
        while (part < parts.Count && parts[part].Part == Part.Any) part++;
        return part == parts.Count;
    }

    private enum Part
    {
        Letter,
        One,
        Any,
    }
}
