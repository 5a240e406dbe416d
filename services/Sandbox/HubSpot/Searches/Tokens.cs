namespace Integration.Sandbox.HubSpot.Searches;

/// <summary>Word search as <c>CONTAINS_TOKEN</c> does it, with <c>*</c> for any text.</summary>
internal static class Tokens
{
    private static readonly char[] Breaks = [' ', '\t', '\n', '\r', '.', ',', ';', ':', '@', '-', '_', '/', '(', ')', '\'', '"'];

    public static bool Contain(string? value, string wanted)
    {
        if (value is null) return false;
        var text = value.ToLowerInvariant();
        var pattern = wanted.Trim().ToLowerInvariant();
        if (pattern.Contains('*', StringComparison.Ordinal))
            return Matches(text, pattern) || text.Split(Breaks, StringSplitOptions.RemoveEmptyEntries).Any(token => Matches(token, pattern));
        var tokens = text.Split(Breaks, StringSplitOptions.RemoveEmptyEntries);
        return pattern.Split(Breaks, StringSplitOptions.RemoveEmptyEntries).All(token => tokens.Contains(token));
    }

    // Plain two-pointer wildcard match: never slower than text times pattern, so that a hostile filter cannot stall the portal.
    private static bool Matches(string text, string pattern)
    {
        int at = 0, next = 0, star = -1, mark = 0;
        while (at < text.Length)
        {
            if (next < pattern.Length && pattern[next] == '*')
            {
                star = next++;
                mark = at;
            }
            else if (next < pattern.Length && pattern[next] == text[at])
            {
                at++;
                next++;
            }
            else if (star >= 0)
            {
                next = star + 1;
                at = ++mark;
            }
            else return false;
        }
        while (next < pattern.Length && pattern[next] == '*') next++;
        return next == pattern.Length;
    }
}
