using System.Text;

namespace Integration.Architecture.Tests.Tidy;

/// <summary>C# source with everything blanked that is not code: comments, text and character literals. Lines and columns stay.</summary>
/// <remarks>
/// Word rules look at names that we chose, and vendors' names (<c>LeadSource</c>) live in text. Expressions inside
/// interpolated text are blanked too: a rule may miss one there, and never reports a word that is not a name.
/// </remarks>
static class CodeText
{
    public static string Of(string source)
    {
        var code = new StringBuilder(source.Length);
        var at = 0;
        while (at < source.Length)
        {
            var end = EndOfComment(source, at) ?? EndOfText(source, at) ?? at;
            if (end == at)
            {
                code.Append(source[at++]);
                continue;
            }
            for (; at < end && at < source.Length; at++) code.Append(source[at] == '\n' ? '\n' : ' ');
        }
        return code.ToString();
    }

    static int? EndOfComment(string source, int at)
    {
        if (source[at] != '/' || at + 1 == source.Length) return null;
        if (source[at + 1] == '/') return After(source, "\n", at) - 1;
        return source[at + 1] == '*' ? After(source, "*/", at + 2) : null;
    }

    static int? EndOfText(string source, int at)
    {
        if (source[at] == '\'') return EndOfQuoted(source, at, '\'', escapes: true);
        var start = at;
        while (at < source.Length && source[at] is '$' or '@') at++;
        if (at == source.Length || source[at] != '"') return null;
        var verbatim = source[start..at].Contains('@');
        var quotes = 0;
        while (at + quotes < source.Length && source[at + quotes] == '"') quotes++;
        // Three or more quotes open a raw text, which as many close; two are an empty one.
        if (quotes >= 3 && !verbatim) return After(source, new string('"', quotes), at + quotes);
        return EndOfQuoted(source, at, '"', escapes: !verbatim);
    }

    static int EndOfQuoted(string source, int at, char quote, bool escapes)
    {
        for (at++; at < source.Length; at++)
        {
            if (escapes && source[at] == '\\') at++;
            else if (source[at] == quote && !escapes && at + 1 < source.Length && source[at + 1] == quote) at++;
            else if (source[at] == quote) return at + 1;
        }
        return source.Length;
    }

    static int After(string source, string end, int from)
    {
        var found = source.IndexOf(end, from, StringComparison.Ordinal);
        return found < 0 ? source.Length + (end == "\n" ? 1 : 0) : found + end.Length;
    }
}
