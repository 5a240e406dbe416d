namespace Integration.Sandbox.Salesforce.Soql;

internal enum TokenKind
{
    /// <summary>Keyword, field path or function name.</summary>
    Word,
    Text,
    Number,
    Date,
    DateTime,
    Symbol,
    End,
}

/// <param name="Kind">What it is.</param>
/// <param name="Value">The text, unescaped for a string.</param>
/// <param name="At">Offset in the statement, from 0.</param>
internal readonly record struct SoqlToken(TokenKind Kind, string Value, int At)
{
    public bool Is(string word) => Kind is TokenKind.Word or TokenKind.Symbol && Value.Equals(word, StringComparison.OrdinalIgnoreCase);
}
