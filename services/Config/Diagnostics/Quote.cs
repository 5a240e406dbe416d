using System.Text;
using Integration.Config.Yaml;

namespace Integration.Config.Diagnostics;

/// <summary>Puts a text from a file into a message.</summary>
internal static class Quote
{
    private const int LengthMax = 60;

    /// <summary>In single quotes, cut to 60 characters, control characters made visible: a file must not steer the terminal that lists its faults.</summary>
    public static string Of(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var letter in text.AsSpan(0, Math.Min(text.Length, LengthMax)))
            quoted.Append(char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter);
        return quoted.Append(text.Length > LengthMax ? "...'" : "'").ToString();
    }

    /// <summary>As <see cref="Of"/>, for a text that stands where a secret may have slipped: what looks like a token comes out as stars.</summary>
    public static string Cautious(string text) => Of(SecretMask.Tokens(text));

    /// <summary>Each in quotes, parted by commas; at most eight, then a count of the rest.</summary>
    public static string List(IReadOnlyCollection<string> texts) =>
        string.Join(", ", texts.Take(8).Select(Of)) + (texts.Count > 8 ? $" and {texts.Count - 8} more" : "");
}
