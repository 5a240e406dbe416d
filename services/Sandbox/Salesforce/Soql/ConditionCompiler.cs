using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>Turns a condition into a test of rows, or of groups of rows for HAVING.</summary>
/// <param name="scope">The statement.</param>
/// <param name="bind">How an operand reads a value.</param>
internal sealed class ConditionCompiler<T>(QueryScope scope, Func<Operand, (Func<T, object?> Read, SField Field)> bind)
{
    public Func<T, bool> Compile(Condition condition)
    {
        switch (condition)
        {
            case AndCondition and:
                var all = and.Terms.Select(Compile).ToArray();
                return row => { foreach (var test in all) { if (!test(row)) return false; } return true; };
            case OrCondition or:
                var any = or.Terms.Select(Compile).ToArray();
                return row => { foreach (var test in any) { if (test(row)) return true; } return false; };
            case NotCondition not:
                var inner = Compile(not.Term);
                return row => !inner(row);
            case Comparison comparison:
                var (read, field) = Filterable(comparison.Operand);
                var match = ValueMatch.Test(scope, field, comparison.Operator, comparison.Value, comparison.LiteralNumber);
                return row => match(read(row));
            case InList list: return InList(list);
            case InQuery query: return InQuery(query);
            case Includes includes: return Includes(includes);
            default: throw new InvalidOperationException($"no such condition: {condition}");
        }
    }

    private Func<T, bool> InList(InList list)
    {
        var (read, field) = Filterable(list.Operand);
        var literals = list.Values.Select(token => ValueMatch.Literal(scope, field, token)).ToList();
        var exact = field.Type is FieldType.Id or FieldType.Reference || field.CaseSensitive;
        var set = new HashSet<object>(literals.OfType<object>(), exact ? EqualityComparer<object>.Default : TextOrValue.Instance);
        var withNull = literals.Contains(null);
        return row => (read(row) is { } value ? set.Contains(value) : withNull) != list.Negated;
    }

    private Func<T, bool> InQuery(InQuery query)
    {
        var (read, field) = Filterable(query.Operand);
        if (field.Type is not (FieldType.Id or FieldType.Reference))
            throw SoqlErrors.At("INVALID_FIELD", scope.Text, query.Operand.Path.At, $"The inner and outer selects should be on ids: '{field.Name}'");
        var ids = SoqlEngine.Ids(scope, query.Query);
        return row => (read(row) is string id && ids.Contains(id)) != query.Negated;
    }

    private Func<T, bool> Includes(Includes includes)
    {
        var (read, field) = bind(includes.Operand);
        if (field.Type != FieldType.MultiPicklist)
            throw SoqlErrors.At("INVALID_FIELD", scope.Text, includes.Operand.Path.At, $"includes or excludes operator only valid on multipicklist field: {field.Name}");
        // 'a;b' asks for both at once; the members of the list are alternatives.
        var wanted = includes.Values.Select(token => token.Value.Split(';')).ToList();
        return row =>
        {
            var held = (read(row) as string)?.Split(';') ?? [];
            return wanted.Any(set => set.All(value => held.Contains(value, StringComparer.OrdinalIgnoreCase))) != includes.Negated;
        };
    }

    private (Func<T, object?> Read, SField Field) Filterable(Operand operand)
    {
        var bound = bind(operand);
        if (!bound.Field.Filterable || bound.Field.Type is FieldType.Address)
            throw SoqlErrors.At("INVALID_FIELD", scope.Text, operand.Path.At, $"field '{bound.Field.Name}' can not be filtered in a query call");
        return bound;
    }

    private sealed class TextOrValue : IEqualityComparer<object>
    {
        public static readonly TextOrValue Instance = new();

        public new bool Equals(object? x, object? y) => x is string a && y is string b ? a.Equals(b, StringComparison.OrdinalIgnoreCase) : object.Equals(x, y);

        public int GetHashCode(object value) => value is string text ? StringComparer.OrdinalIgnoreCase.GetHashCode(text) : value.GetHashCode();
    }
}
