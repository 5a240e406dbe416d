using System.Text;
using System.Text.RegularExpressions;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Queries;

/// <summary>Builds SOQL text. Every value goes through <see cref="Literal(string)"/>, every name through <see cref="Name"/>.</summary>
internal static partial class Soql
{
    /// <summary>
    /// Longest encoded statement that we put in a URL, in bytes. The cap is 16,384 for the request line and all headers
    /// (facts/salesforce.md section 4); a JWT-format token alone can take 2,000.
    /// </summary>
    public const int EncodedMax = 12_000;

    /// <summary>A string literal in quotes.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('\'');
        foreach (var character in text)
            literal.Append(character switch
            {
                '\\' => @"\\",
                '\'' => @"\'",
                '"' => "\\\"",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '\b' => @"\b",
                '\f' => @"\f",
                < ' ' => $"\\u{(int)character:X4}",
                _ => character.ToString(),
            });
        return literal.Append('\'').ToString();
    }

    /// <summary>An instant, unquoted: in quotes it is MALFORMED_QUERY.</summary>
    public static string Literal(DateTimeOffset instant) => SalesforceTime.Text(instant);

    /// <summary>An object, field or relationship path name, checked.</summary>
    /// <exception cref="ArgumentException">It is not of the form that API names have: it came from elsewhere than a describe or a checked mapping.</exception>
    public static string Name(string name) => IsName(name)
        ? name
        : throw new ArgumentException($"'{name}' is no Salesforce API name: letters, digits and underscores, starting with a letter", nameof(name));

    /// <summary>Whether a text has the form of an API name.</summary>
    public static bool IsName(string name) => name.Length <= 255 && NameForm().IsMatch(name);

    /// <summary><c>SELECT … FROM …</c> without a condition.</summary>
    public static string Select(string objectName, IEnumerable<string> fields) =>
        $"SELECT {string.Join(", ", fields.Select(Name))} FROM {Name(objectName)}";

    /// <summary>
    /// One statement per chunk of values, each short enough for a URL. <paramref name="head"/> ends before the list:
    /// <c>SELECT … WHERE Email IN</c>; <paramref name="tail"/> follows it.
    /// </summary>
    /// <exception cref="ArgumentException">Head and tail alone leave no room for one value: too many fields are selected.</exception>
    public static IEnumerable<InList> InLists(string head, IReadOnlyList<string> values, string tail = "")
    {
        var frame = EncodedLength($"{head} (){tail}");
        var chunk = new List<string>();
        var used = frame;
        foreach (var value in values)
        {
            var cost = EncodedLength(Literal(value)) + 3; // the comma, encoded
            if (frame + cost > EncodedMax)
                throw new ArgumentException($"a query of {frame} bytes leaves no room for a value of {cost}: select fewer fields", nameof(head));
            if (used + cost > EncodedMax)
            {
                yield return new InList(Statement(head, chunk, tail), chunk);
                chunk = [];
                used = frame;
            }
            chunk.Add(value);
            used += cost;
        }
        if (chunk.Count > 0) yield return new InList(Statement(head, chunk, tail), chunk);
    }

    /// <summary>One statement per chunk of texts, each found anywhere in the field. <paramref name="head"/> ends before the condition: <c>SELECT … WHERE IsConverted = false AND</c>.</summary>
    /// <remarks>Reads the whole table each time, since no index helps a pattern that begins with anything; so few at once that a statement stays far from its two minutes.</remarks>
    public static IEnumerable<InList> Containing(string head, string field, IReadOnlyList<string> texts)
    {
        const int textsMax = 40;
        foreach (var chunk in texts.Chunk(textsMax))
            yield return new InList($"{head} ({string.Join(" OR ", chunk.Select(text => $"{Name(field)} LIKE {Pattern(text)}"))})", chunk);
    }

    // The two wildcards of a pattern are escaped by a backslash of their own, which the literal must not double.
    private static string Pattern(string text) => $"'%{Literal(text)[1..^1].Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%'";

    private static string Statement(string head, List<string> values, string tail) =>
        $"{head} ({string.Join(',', values.Select(Literal))}){tail}";

    private static int EncodedLength(string text) => Uri.EscapeDataString(text).Length;

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*){0,5}\z")]
    private static partial Regex NameForm();
}

/// <summary>One statement of a chunked list.</summary>
/// <param name="Statement">The whole SOQL text.</param>
/// <param name="Values">The values it asks for.</param>
internal sealed record InList(string Statement, IReadOnlyList<string> Values);
