using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Integration.Core.Conditions;

/// <summary>A regular expression that cannot run away: matched in time linear in the text, without look-around and back-references.</summary>
/// <remarks>An admin's pattern runs on values that strangers type into forms; a backtracking one would let a single value stop a worker.</remarks>
public sealed class Pattern : IEquatable<Pattern>
{
    /// <summary>Longest pattern, in characters.</summary>
    public const int TextMax = 200;
    /// <summary>How much of a value is looked at, in characters.</summary>
    public const int ValueMax = 4_000;

    private readonly Regex regex;

    private Pattern(string text, Regex regex) => (Text, this.regex) = (text, regex);

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern. Case does not matter in it.</summary>
    /// <param name="text">1 to <see cref="TextMax"/> characters of .NET syntax.</param>
    /// <param name="pattern">The pattern; null when the answer is false.</param>
    /// <param name="problem">What is wrong and how to mend it; null when the answer is true.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Pattern? pattern, [NotNullWhen(false)] out string? problem)
    {
        (pattern, problem) = (null, null);
        if (text.Length is 0 or > TextMax)
        {
            problem = $"a pattern has 1 to {TextMax} characters, this one has {text.Length}";
            return false;
        }
        try
        {
            pattern = new Pattern(text, new Regex(text, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
            return true;
        }
        catch (ArgumentException exception)
        {
            problem = $"the pattern does not read: {exception.Message}";
            return false;
        }
        catch (NotSupportedException)
        {
            problem = "the pattern uses look-around, a back-reference or too large a repetition; write it without, or as several conditions";
            return false;
        }
    }

    /// <summary>Reads a pattern that is known to be good.</summary>
    /// <exception cref="FormatException">It is not; the message says why.</exception>
    public static Pattern Parse(string text) => TryParse(text, out var pattern, out var problem) ? pattern : throw new FormatException(problem);

    /// <summary>Whether the pattern occurs in the first <see cref="ValueMax"/> characters.</summary>
    public bool IsIn(string value) => regex.IsMatch(value.Length > ValueMax ? value[..ValueMax] : value);

    /// <inheritdoc />
    public bool Equals(Pattern? other) => other is not null && Text == other.Text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Pattern);

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Text;
}
