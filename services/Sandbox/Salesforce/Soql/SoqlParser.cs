using System.Globalization;
using Integration.Sandbox.Salesforce.Errors;

namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>Reads a statement by the grammar of facts/salesforce.md section 4.</summary>
internal sealed class SoqlParser
{
    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase) { "COUNT", "COUNT_DISTINCT", "MIN", "MAX", "SUM", "AVG", "TOLABEL", "FORMAT" };
    private static readonly HashSet<string> Clauses = new(StringComparer.OrdinalIgnoreCase) { "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FOR", "USING", "WITH", "ALL", "FROM" };
    private const int OffsetMax = 2_000;
    // Each level of brackets is a level of the stack.
    private const int DepthMax = 100;

    private readonly string soql;
    private readonly List<SoqlToken> tokens;
    private int next;
    private int depth;

    private SoqlParser(string soql)
    {
        this.soql = soql;
        tokens = SoqlLexer.Read(soql);
    }

    /// <exception cref="RefusedException">MALFORMED_QUERY or NUMBER_OUTSIDE_VALID_RANGE.</exception>
    public static SoqlQuery Parse(string soql)
    {
        var parser = new SoqlParser(soql);
        var query = parser.Query(nested: false);
        if (parser.Peek.Kind != TokenKind.End) throw SoqlErrors.Unexpected(parser.Peek);
        return query;
    }

    private SoqlToken Peek => tokens[next];

    private SoqlQuery Query(bool nested)
    {
        Expect("SELECT");
        var items = new List<SelectItem>();
        var countOnly = false;
        if (Peek.Is("COUNT") && tokens[next + 1].Is("(") && tokens[next + 2].Is(")"))
        {
            next += 3;
            countOnly = true;
        }
        else
        {
            do items.Add(Item(nested)); while (Take(","));
        }
        Expect("FROM");
        var from = Word();
        var query = new SoqlQuery { Items = items, CountOnly = countOnly, From = from.Value, FromAt = from.At, Alias = Alias() };
        if (Take("USING"))
        {
            Expect("SCOPE");
            query = query with { Scope = Word().Value };
        }
        if (Take("WHERE")) query = query with { Where = Conditions() };
        if (Take("GROUP")) query = query with { GroupBy = GroupBy() };
        if (Take("HAVING")) query = query with { Having = Conditions() };
        if (Take("ORDER")) query = query with { OrderBy = OrderBy() };
        if (Take("LIMIT")) query = query with { Limit = Count() };
        if (Take("OFFSET")) query = query with { Offset = Offset() };
        if (Take("FOR") && !Take("VIEW") && !Take("REFERENCE")) throw SoqlErrors.Unexpected(Peek);
        return query;
    }

    private SelectItem Item(bool nested)
    {
        if (Peek.Is("("))
        {
            if (nested) throw SoqlErrors.Unexpected(Peek);
            next++;
            var query = Query(nested: true);
            Expect(")");
            return new ChildItem(query);
        }
        if (Peek.Is("TYPEOF") && tokens[next + 1].Kind == TokenKind.Word) return Typeof();
        if (Peek.Is("FIELDS") && tokens[next + 1].Is("("))
        {
            var at = Peek.At;
            next += 2;
            var group = Word().Value.ToUpperInvariant();
            Expect(")");
            if (group is not ("ALL" or "STANDARD" or "CUSTOM")) throw SoqlErrors.At("MALFORMED_QUERY", soql, at, "FIELDS function must have ALL, STANDARD or CUSTOM");
            return new FieldsItem(group, at);
        }
        var operand = Operand();
        return new ValueItem(operand, operand.Function is null ? null : Alias());
    }

    private TypeofItem Typeof()
    {
        next++;
        var relationship = Path();
        var whens = new List<(FieldPath, IReadOnlyList<FieldPath>)>();
        while (Take("WHEN"))
        {
            var type = Path();
            Expect("THEN");
            whens.Add((type, Paths()));
        }
        IReadOnlyList<FieldPath> otherwise = Take("ELSE") ? Paths() : [];
        Expect("END");
        return new TypeofItem(relationship, whens, otherwise);
    }

    private List<FieldPath> Paths()
    {
        var paths = new List<FieldPath>();
        do paths.Add(Path()); while (Take(","));
        return paths;
    }

    private string? Alias() =>
        Peek.Kind == TokenKind.Word && !Clauses.Contains(Peek.Value) && !Peek.Value.Contains('.') ? tokens[next++].Value : null;

    private Operand Operand()
    {
        if (Peek.Kind == TokenKind.Word && tokens[next + 1].Is("("))
        {
            var function = Word();
            if (!Functions.Contains(function.Value)) throw SoqlErrors.Unexpected(function);
            Expect("(");
            var path = Path();
            Expect(")");
            return new Operand(function.Value.ToUpperInvariant(), path);
        }
        return new Operand(null, Path());
    }

    private FieldPath Path()
    {
        var word = Word();
        if (Clauses.Contains(word.Value)) throw SoqlErrors.Unexpected(word);
        return new FieldPath(word.Value, word.At);
    }

    private Condition Conditions()
    {
        var first = Term();
        if (!Peek.Is("AND") && !Peek.Is("OR")) return first;
        var joiner = Peek.Value.ToUpperInvariant();
        var terms = new List<Condition> { first };
        while (Take(joiner)) terms.Add(Term());
        // AND and OR do not mix without brackets: facts/salesforce.md section 4.
        if (Peek.Is("AND") || Peek.Is("OR")) throw SoqlErrors.Unexpected(Peek);
        return joiner == "AND" ? new AndCondition(terms) : new OrCondition(terms);
    }

    private Condition Term()
    {
        if (++depth > DepthMax) throw RefusedException.Request("MALFORMED_QUERY", $"the statement nests deeper than {DepthMax} levels");
        try
        {
            if (Take("NOT")) return new NotCondition(Term());
            if (!Take("(")) return Predicate();
            var inner = Conditions();
            Expect(")");
            return inner;
        }
        finally
        {
            depth--;
        }
    }

    private Condition Predicate()
    {
        var operand = Operand();
        var negated = Take("NOT");
        if (Take("IN")) return In(operand, negated);
        if (negated) throw SoqlErrors.Unexpected(Peek);
        if (Peek.Is("INCLUDES") || Peek.Is("EXCLUDES")) return new Includes(operand, tokens[next++].Is("EXCLUDES"), List());
        var comparison = tokens[next++];
        if (comparison.Value is not ("=" or "!=" or "<" or "<=" or ">" or ">=") && !comparison.Is("LIKE")) throw SoqlErrors.Unexpected(comparison);
        var value = Value();
        int? number = null;
        if (value.Kind == TokenKind.Word && Take(":")) number = Count();
        return new Comparison(operand, comparison.Value.ToUpperInvariant(), value, number);
    }

    private Condition In(Operand operand, bool negated)
    {
        if (Peek.Is(":")) throw BindVariable(Peek.At);
        if (!(Peek.Is("(") && tokens[next + 1].Is("SELECT"))) return new InList(operand, negated, List());
        next++;
        var query = Query(nested: true);
        Expect(")");
        return new InQuery(operand, negated, query);
    }

    private List<SoqlToken> List()
    {
        Expect("(");
        var values = new List<SoqlToken>();
        do values.Add(Value()); while (Take(","));
        Expect(")");
        return values;
    }

    private SoqlToken Value()
    {
        var token = tokens[next];
        if (token.Is(":")) throw BindVariable(token.At);
        if (token.Kind is TokenKind.Symbol or TokenKind.End) throw SoqlErrors.Unexpected(token);
        if (token.Kind == TokenKind.Word && !token.Is("null") && !token.Is("true") && !token.Is("false") && !DateLiterals.Knows(token.Value) && !IsCurrency(token.Value))
            throw BindVariable(token.At);
        next++;
        return token;
    }

    private static bool IsCurrency(string text) =>
        text.Length > 3 && text[..3].All(char.IsAsciiLetterUpper) && decimal.TryParse(text[3..], NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private RefusedException BindVariable(int at) => SoqlErrors.At("MALFORMED_QUERY", soql, at, "Bind variables only allowed in Apex code");

    private List<FieldPath> GroupBy()
    {
        Expect("BY");
        return Paths();
    }

    private List<OrderItem> OrderBy()
    {
        Expect("BY");
        var items = new List<OrderItem>();
        do
        {
            var operand = Operand();
            var descending = Take("DESC");
            if (!descending) Take("ASC");
            var nullsLast = false;
            if (Take("NULLS"))
            {
                nullsLast = Take("LAST");
                if (!nullsLast) Expect("FIRST");
            }
            items.Add(new OrderItem(operand, descending, nullsLast));
        }
        while (Take(","));
        return items;
    }

    private int Offset()
    {
        var offset = Count();
        return offset <= OffsetMax ? offset : throw RefusedException.Request("NUMBER_OUTSIDE_VALID_RANGE", $"Maximum SOQL offset allowed is {OffsetMax}");
    }

    private int Count()
    {
        var token = tokens[next++];
        if (token.Kind != TokenKind.Number || !int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw SoqlErrors.Unexpected(token);
        return number;
    }

    private SoqlToken Word()
    {
        var token = tokens[next];
        if (token.Kind != TokenKind.Word) throw SoqlErrors.Unexpected(token);
        next++;
        return token;
    }

    private bool Take(string word)
    {
        if (!Peek.Is(word)) return false;
        next++;
        return true;
    }

    private void Expect(string word)
    {
        if (!Take(word)) throw SoqlErrors.Unexpected(Peek);
    }
}
