using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>Where a query starts: by ids, by an indexed key, by stamp, or at worst at every row. It may name too many rows, never too few.</summary>
internal sealed class RowSource
{
    private IReadOnlyCollection<string>? ids;
    private SField? keyField;
    private IReadOnlyCollection<string>? keys;
    private DateTimeOffset? from;

    public string Kind => ids is not null ? "Id" : keys is not null ? keyField!.Name : from is not null ? "SystemModstamp" : "TableScan";

    /// <summary>True when rows come in order of SystemModstamp and Id.</summary>
    public bool InStampOrder => ids is null && keys is null && from is not null;

    public static RowSource For(QueryScope scope, SObjectType type, string? alias, Condition? where) => where switch
    {
        AndCondition and => and.Terms.Select(term => For(scope, type, alias, term)).MinBy(source => source.Cost)!.LaterOf(and.Terms.Select(term => For(scope, type, alias, term))),
        OrCondition or => Union(or.Terms.Select(term => For(scope, type, alias, term)).ToList()),
        Comparison { Operator: "=" or ">" or ">=" } comparison => Of(scope, type, alias, comparison.Operand, comparison.Operator, [comparison.Value]),
        InList { Negated: false } list => Of(scope, type, alias, list.Operand, "=", list.Values),
        _ => new RowSource(),
    };

    public IEnumerable<Row> Rows(Table table)
    {
        if (ids is not null) return ids.Order(StringComparer.Ordinal).Select(table.Find).OfType<Row>();
        if (keys is not null) return keys.SelectMany(key => table.Holding(keyField!, key)).DistinctBy(row => row.Id).OrderBy(row => row.Id, StringComparer.Ordinal);
        if (from is { } start) return table.StampedFrom(start);
        return table.Rows;
    }

    private int Cost => ids is not null ? 0 : keys is not null ? 1 : from is not null ? 2 : 3;

    private RowSource LaterOf(IEnumerable<RowSource> all) =>
        InStampOrder ? new RowSource { from = all.Where(source => source.InStampOrder).Max(source => source.from) } : this;

    private static RowSource Union(List<RowSource> sources)
    {
        if (sources.All(source => source.ids is not null)) return new RowSource { ids = sources.SelectMany(source => source.ids!).ToHashSet(StringComparer.Ordinal) };
        if (sources.All(source => source.keys is not null && source.keyField == sources[0].keyField)) return new RowSource { keyField = sources[0].keyField, keys = sources.SelectMany(source => source.keys!).ToHashSet(StringComparer.OrdinalIgnoreCase) };
        // The keyset form SystemModstamp > T OR (SystemModstamp = T AND Id > 'I') starts at T.
        if (sources.All(source => source.InStampOrder)) return new RowSource { from = sources.Min(source => source.from) };
        return new RowSource();
    }

    private static RowSource Of(QueryScope scope, SObjectType type, string? alias, Operand operand, string operation, IReadOnlyList<SoqlToken> values)
    {
        var name = operand.Path.Text.Split('.') is [var head, var rest] && (head.Equals(alias, StringComparison.OrdinalIgnoreCase) || head.Equals(type.Name, StringComparison.OrdinalIgnoreCase)) ? rest : operand.Path.Text;
        if (operand.Function is not null || type.Field(name) is not { } found || values.Any(token => token.Is("null"))) return new RowSource();
        if (found.Name == "SystemModstamp" && values is [{ Kind: TokenKind.DateTime }]) return new RowSource { from = ValueMatch.Literal(scope, found, values[0]) as DateTimeOffset? };
        if (operation != "=" || !(found.Type == FieldType.Id || found.Indexed)) return new RowSource();
        var literals = values.Select(token => Table.KeyOf(ValueMatch.Literal(scope, found, token))).OfType<string>().ToHashSet(found.IsText ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        return found.Type == FieldType.Id ? new RowSource { ids = literals } : new RowSource { keyField = found, keys = literals };
    }
}
