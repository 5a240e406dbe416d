using System.Globalization;
using System.Text;
using Integration.Sandbox.Salesforce.Errors;

namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>Cuts a statement into tokens.</summary>
internal static class SoqlLexer
{
    /// <summary>Longest statement: facts/salesforce.md section 4.</summary>
    private const int LengthMax = 100_000;

    public static List<SoqlToken> Read(string soql)
    {
        if (soql.Length > LengthMax) throw RefusedException.Request("MALFORMED_QUERY", $"SOQL statements cannot be longer than {LengthMax} characters.");
        var tokens = new List<SoqlToken>();
        var at = 0;
        while (at < soql.Length)
        {
            if (char.IsWhiteSpace(soql[at])) at++;
            else tokens.Add(Next(soql, ref at));
        }
        tokens.Add(new SoqlToken(TokenKind.End, "", soql.Length));
        return tokens;
    }

    private static SoqlToken Next(string soql, ref int at)
    {
        var start = at;
        var c = soql[at];
        if (c == '\'') return new SoqlToken(TokenKind.Text, Quoted(soql, ref at), start);
        if (char.IsAsciiLetter(c) || c == '_')
        {
            while (at < soql.Length && (char.IsAsciiLetterOrDigit(soql[at]) || soql[at] is '_' or '.')) at++;
            return new SoqlToken(TokenKind.Word, soql[start..at], start);
        }
        if (char.IsAsciiDigit(c) || (c is '-' or '+' or '.' && at + 1 < soql.Length && char.IsAsciiDigit(soql[at + 1]))) return Numeric(soql, ref at);
        var two = at + 1 < soql.Length ? soql.Substring(at, 2) : "";
        if (two is "!=" or "<=" or ">=" or "<>")
        {
            at += 2;
            return new SoqlToken(TokenKind.Symbol, two == "<>" ? "!=" : two, start);
        }
        if (c is '(' or ')' or ',' or '=' or '<' or '>' or ':')
        {
            at++;
            return new SoqlToken(TokenKind.Symbol, c.ToString(), start);
        }
        throw SoqlErrors.At("MALFORMED_QUERY", soql, at, $"unexpected token: '{c}'");
    }

    private static SoqlToken Numeric(string soql, ref int at)
    {
        var start = at;
        at++;
        while (at < soql.Length && (char.IsAsciiLetterOrDigit(soql[at]) || soql[at] is '-' or ':' or '.' or '+')) at++;
        var text = soql[start..at];
        // A blank stands for the plus of +00:00 when a client forgot to encode it; Salesforce does not forgive that, nor do we.
        if (text.Contains('T')) return new SoqlToken(TokenKind.DateTime, text, start);
        if (text.Length == 10 && text[4] == '-') return new SoqlToken(TokenKind.Date, text, start);
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) return new SoqlToken(TokenKind.Number, text, start);
        throw SoqlErrors.At("MALFORMED_QUERY", soql, start, $"unexpected token: '{text}'");
    }

    private static string Quoted(string soql, ref int at)
    {
        var start = at++;
        var text = new StringBuilder();
        while (at < soql.Length && soql[at] != '\'')
        {
            if (soql[at] != '\\') text.Append(soql[at++]);
            else text.Append(Escape(soql, ref at));
        }
        if (at >= soql.Length) throw SoqlErrors.At("MALFORMED_QUERY", soql, start, "unterminated string literal");
        at++;
        return text.ToString();
    }

    private static string Escape(string soql, ref int at)
    {
        var start = at;
        at += 2;
        var c = start + 1 < soql.Length ? soql[start + 1] : '\0';
        switch (c)
        {
            case 'n' or 'N': return "\n";
            case 'r' or 'R': return "\r";
            case 't' or 'T': return "\t";
            case 'b' or 'B': return "\b";
            case 'f' or 'F': return "\f";
            case '\'' or '"' or '\\': return c.ToString();
            // Kept with the backslash: only LIKE gives the two a meaning, and it needs to know them from wildcards.
            case '_' or '%': return "\\" + c;
            case 'u' when at + 4 <= soql.Length && int.TryParse(soql.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                at += 4;
                return ((char)code).ToString();
            default: throw SoqlErrors.At("MALFORMED_QUERY", soql, start, "Illegal character sequence in string literal");
        }
    }
}
