namespace Integration.Core.Conditions;

/// <summary>One or more words looked for as whole words: <c>cto</c> is in "CTO, Europe" and not in "Director".</summary>
/// <remarks>
/// A star at either end lets the word go on there: <c>*leiter</c> is in "Vertriebsleiter". Letters and digits make words, all
/// else parts them. Plain substrings would make every director a CTO.
/// </remarks>
public readonly record struct Phrase
{
    private readonly bool openStart;
    private readonly bool openEnd;
    private readonly string words;

    /// <summary>A phrase; stars at the ends are read, white space around it is not.</summary>
    /// <param name="text">With at least one character that is no star.</param>
    /// <exception cref="FormatException">Nothing is left to look for.</exception>
    public Phrase(string text)
    {
        Text = text.Trim();
        openStart = Text.StartsWith('*');
        openEnd = Text.EndsWith('*');
        words = Text.Trim('*').Trim();
        if (words.Length == 0) throw new FormatException($"'{text}' is no phrase: write at least one letter or digit");
    }

    /// <summary>The phrase as written.</summary>
    public string Text { get; }

    /// <summary>Whether the phrase is in a text, without regard to case.</summary>
    public bool IsIn(string text)
    {
        for (var at = text.IndexOf(words, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(words, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + words.Length;
            if ((openStart || at == 0 || Parts(text[at - 1], words[0])) && (openEnd || end == text.Length || Parts(words[^1], text[end]))) return true;
        }
        return false;
    }

    /// <inheritdoc />
    public override string ToString() => Text;

    // Two neighbours belong to one word only if both are letters or digits.
    private static bool Parts(char one, char next) => !(char.IsLetterOrDigit(one) && char.IsLetterOrDigit(next));
}
