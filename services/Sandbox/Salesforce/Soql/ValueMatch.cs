using System.Globalization;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>Compares stored values with the literals of a statement.</summary>
internal static class ValueMatch
{
    /// <summary>A test of one value by an operator and a literal.</summary>
    public static Func<object?, bool> Test(QueryScope scope, SField field, string operation, SoqlToken token, int? n)
    {
        if (operation == "LIKE")
        {
            if (token.Kind != TokenKind.Text || !(field.IsText || field.Type is FieldType.Id or FieldType.Reference)) throw WrongType(scope, field, token);
            var pattern = new LikePattern(token.Value);
            return value => value is string text && pattern.Matches(text);
        }
        if (token.Kind == TokenKind.Word && DateLiterals.Knows(token.Value)) return InSpan(scope, field, operation, token, n);
        var literal = Literal(scope, field, token);
        // A row that holds nothing differs from every value: facts/salesforce.md section 4.
        if (operation == "=") return value => Same(field, value, literal);
        if (operation == "!=") return value => !Same(field, value, literal);
        if (literal is null) throw SoqlErrors.At("MALFORMED_QUERY", scope.Text, token.At, "null may only be compared by = and !=");
        var exact = IsExact(field);
        return operation switch
        {
            "<" => value => value is not null && Compare(value, literal, exact) < 0,
            "<=" => value => value is not null && Compare(value, literal, exact) <= 0,
            ">" => value => value is not null && Compare(value, literal, exact) > 0,
            _ => value => value is not null && Compare(value, literal, exact) >= 0,
        };
    }

    /// <summary>The literal in the form values of the field are stored in.</summary>
    /// <exception cref="RefusedException">The literal is of another type than the field.</exception>
    public static object? Literal(QueryScope scope, SField field, SoqlToken token)
    {
        if (token.Is("null") && token.Kind == TokenKind.Word) return null;
        switch (field.Type)
        {
            case FieldType.Boolean when token.Kind == TokenKind.Word && bool.TryParse(token.Value, out var flag): return flag;
            case FieldType.Int or FieldType.Double or FieldType.Currency or FieldType.Percent when token.Kind == TokenKind.Number:
                return decimal.Parse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture);
            case FieldType.Currency when token.Kind == TokenKind.Word && token.Value.Length > 3:
                return decimal.Parse(token.Value[3..], NumberStyles.Float, CultureInfo.InvariantCulture);
            case FieldType.Date when token.Kind == TokenKind.Date && FieldValues.Date(token.Value) is { } day: return day;
            case FieldType.DateTime when token.Kind == TokenKind.DateTime && Instant(token.Value) is { } instant: return instant;
            case FieldType.Id or FieldType.Reference when token.Kind == TokenKind.Text:
                return RecordId.Normalise(token.Value) ?? throw SoqlErrors.At("INVALID_QUERY_FILTER_OPERATOR", scope.Text, token.At, $"invalid ID field: {token.Value}");
            case var _ when field.IsText && token.Kind == TokenKind.Text: return token.Value.Replace("\\_", "_", StringComparison.Ordinal).Replace("\\%", "%", StringComparison.Ordinal);
            default: throw WrongType(scope, field, token);
        }
    }

    /// <summary>Ids differ by case, and are ordered by it: a keyset page by Id would skip rows otherwise. Other text only where its field says so.</summary>
    public static bool IsExact(SField field) => field.Type is FieldType.Id or FieldType.Reference || field.CaseSensitive;

    /// <summary>Order of two values that are there; text by letters whatever their case, unless exact.</summary>
    public static int Compare(object a, object b, bool exact = false) => (a, b) switch
    {
        (string x, string y) when exact => string.CompareOrdinal(x, y),
        (string x, string y) => string.Compare(x, y, StringComparison.OrdinalIgnoreCase),
        (decimal x, decimal y) => x.CompareTo(y),
        (DateTimeOffset x, DateTimeOffset y) => x.UtcTicks.CompareTo(y.UtcTicks),
        (DateOnly x, DateOnly y) => x.CompareTo(y),
        (bool x, bool y) => x.CompareTo(y),
        _ => string.CompareOrdinal(a.ToString(), b.ToString()),
    };

    public static bool Same(SField field, object? value, object? literal) => (value, literal) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string x, string y) => IsExact(field) ? x == y : x.Equals(y, StringComparison.OrdinalIgnoreCase),
        _ => value.Equals(literal),
    };

    // Milliseconds of a bound count, although stamps have none: > T.500 must not return the rows of T.
    private static DateTimeOffset? Instant(string text)
    {
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)) return instant.ToUniversalTime();
        return FieldValues.DateTime(text);
    }

    private static Func<object?, bool> InSpan(QueryScope scope, SField field, string operation, SoqlToken token, int? n)
    {
        if (field.Type is not (FieldType.Date or FieldType.DateTime)) throw WrongType(scope, field, token);
        if (token.Value.Contains("_N_", StringComparison.OrdinalIgnoreCase) || token.Value.StartsWith("N_", StringComparison.OrdinalIgnoreCase) ? n is null : n is not null)
            throw SoqlErrors.Unexpected(token);
        var (from, until) = DateLiterals.Span(token.Value, n ?? 0, DateOnly.FromDateTime(scope.State.Now.UtcDateTime));
        DateOnly? Day(object? value) => value switch { DateOnly day => day, DateTimeOffset instant => DateOnly.FromDateTime(instant.UtcDateTime), _ => null };
        return operation switch
        {
            "=" => value => Day(value) is { } day && day >= from && day < until,
            "!=" => value => Day(value) is not { } day || day < from || day >= until,
            "<" => value => Day(value) < from,
            "<=" => value => Day(value) < until,
            ">" => value => Day(value) >= until,
            _ => value => Day(value) >= from,
        };
    }

    private static RefusedException WrongType(QueryScope scope, SField field, SoqlToken token)
    {
        var quoted = token.Kind == TokenKind.Text;
        var kind = field.Type switch { FieldType.DateTime => "dateTime", FieldType.Id or FieldType.Reference => "id", _ when field.IsText => "string", _ => field.Type.ToString().ToLowerInvariant() };
        var quotes = quoted ? " and should not be enclosed in quotes" : field.IsText || field.Type is FieldType.Id or FieldType.Reference ? " and should be enclosed in quotes" : "";
        return SoqlErrors.At("MALFORMED_QUERY", scope.Text, token.At, $"value of filter criterion for field '{field.Name}' must be of type {kind}{quotes}");
    }
}
