using System.Text.RegularExpressions;

namespace Integration.Config.Yaml;

/// <summary>Stars out what looks like a secret in a line that is about to be printed.</summary>
/// <remarks>A second net under <see cref="SourceText.Hide"/>: a document with a syntax error or a misspelt kind is never known to be a Connections document, yet holds the same lines.</remarks>
internal static partial class SecretMask
{
    [GeneratedRegex("""(?i)(token|secret|private-?_?key|password|api-?_?key)["']?\s*:\s*(?<value>(?!["']?\$\{)["']?[^\s,}#][^,}#]*)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretKey();

    // Tokens and base64: long, unbroken, with a digit. Field names of the two systems have underscores and few digits; hosts have dots.
    [GeneratedRegex("""(?=[A-Za-z0-9+/=_-]*[0-9])[A-Za-z0-9+/=_-]{16,}""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenLike();

    public static string Apply(string line, bool isUnderstood)
    {
        // The patterns look back over their run, which costs a long line dearly; no line that a person wrote is this long.
        if (line.Length > 2_000) return new string('*', line.Length);
        line = SecretKey().Replace(line, match =>
        {
            var value = match.Groups["value"];
            return string.Concat(match.Value.AsSpan(0, value.Index - match.Index), new string('*', value.Length));
        });
        return isUnderstood ? line : Tokens(line);
    }

    /// <summary>Stars out every long unbroken run with a digit in it.</summary>
    public static string Tokens(string text) => text.Length > 2_000 ? new string('*', text.Length) : TokenLike().Replace(text, match => new string('*', match.Length));
}
