using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>A statement matched with the schema: which rows, in which order, showing what.</summary>
internal sealed class BoundQuery
{
    private readonly QueryScope scope;
    private readonly SoqlQuery query;
    private readonly Func<Row, bool> test;
    private readonly RowSource source;
    private readonly List<(BoundPath Path, OrderItem Item)> order;

    private BoundQuery(QueryScope scope, SObjectType type, SoqlQuery query)
    {
        this.scope = scope;
        this.query = query;
        Type = type;
        source = RowSource.For(scope, type, query.Alias, query.Where);
        test = query.Where is null ? _ => true : new ConditionCompiler<Row>(scope, BindRow).Compile(query.Where);
        order = query.Aggregated ? [] : [.. query.OrderBy.Select(item => (BindSortable(item), item))];
        Projection = query.Aggregated || query.CountOnly ? null! : Projection.Bind(scope, type, query);
    }

    public SObjectType Type { get; }
    public Projection Projection { get; }
    public string Leading => source.Kind;

    public static BoundQuery Bind(QueryScope scope, SoqlQuery query) =>
        new(scope, scope.State.Schema.Find(query.From, scope.Caller) ?? throw SoqlErrors.NoType(scope.Text, query.FromAt, query.From), query);

    public static BoundChild BindChild(QueryScope scope, SObjectType parent, SoqlQuery query)
    {
        var found = scope.State.Schema.ChildrenOf(parent.Name).FirstOrDefault(child => string.Equals(child.Name, query.From, StringComparison.OrdinalIgnoreCase));
        if (found.Name is null || !scope.State.Permissions.CanRead(scope.Caller, found.Child, found.Field))
            throw SoqlErrors.At("INVALID_TYPE", scope.Text, query.FromAt, $"Didn't understand relationship '{query.From}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.");
        return new BoundChild(found.Name, found.Field, new BoundQuery(scope, found.Child, query));
    }

    /// <summary>The rows of the answer, in its order.</summary>
    public List<Row> Rows()
    {
        var table = scope.State.Table(Type);
        var rows = source.Rows(table).Where(Shows);
        if (AlreadyOrdered) return Cut(rows);
        return Cut(Sorted(rows.ToList()));
    }

    /// <summary>Rows before the SELECT list is applied, for aggregates: neither ordered nor cut.</summary>
    public IEnumerable<Row> Matching() => source.Rows(scope.State.Table(Type)).Where(Shows);

    /// <summary>Null when the parent has no such children: facts/salesforce.md section 4.</summary>
    public JsonObject? WriteChildren(SField field, string parentId)
    {
        var rows = Cut(Sorted(scope.State.Table(Type).Holding(field, parentId).Where(Shows).ToList()));
        if (rows.Count == 0) return null;
        return new JsonObject { ["totalSize"] = rows.Count, ["done"] = true, ["records"] = new JsonArray([.. rows.Select(row => Projection.Write(row))]) };
    }

    public (Func<Row, object?> Read, SField Field) BindRow(Operand operand)
    {
        if (operand.IsAggregate) throw RefusedException.Request("MALFORMED_QUERY", $"{operand.Function} may stand in HAVING, not in WHERE");
        var path = BoundPath.Bind(scope, Type, query.Alias, operand.Path);
        if (path.Direct && path.Field.Type != FieldType.Address && !Computed.IsFullName(Type, path.Field))
        {
            var ordinal = path.Field.Ordinal;
            return path.Field.Type == FieldType.Id ? (row => row.Id, path.Field) : (row => row[ordinal], path.Field);
        }
        return (row => path.Read(Type, row), path.Field);
    }

    private bool Shows(Row row) => (scope.All || !row.IsDeleted(Type)) && test(row) && (query.Scope is null || InScope(row));

    private bool InScope(Row row) => query.Scope!.ToUpperInvariant() switch
    {
        "EVERYTHING" => true,
        "MINE" => row[Type.System.OwnerId] as string == scope.Caller.UserId,
        _ => throw RefusedException.Request("MALFORMED_QUERY", $"scope '{query.Scope}' is not supported for {Type.Name}; there are everything and mine"),
    };

    // The index gives stamp and id order by itself, so that a poll with LIMIT reads no more than its page.
    private bool AlreadyOrdered => source.InStampOrder && order.Count is 1 or 2 && order[0] is { Path: { Direct: true, Field.Name: "SystemModstamp" }, Item.Descending: false }
        && (order.Count == 1 || order[1] is { Path: { Direct: true, Field.Name: "Id" }, Item.Descending: false });

    private List<Row> Cut(IEnumerable<Row> rows)
    {
        if (query.Offset > 0) rows = rows.Skip(query.Offset);
        return query.Limit is { } limit ? [.. rows.Take(limit)] : [.. rows];
    }

    private List<Row> Sorted(List<Row> rows)
    {
        // Rows mostly come in order of id already; a sort of a sorted list costs little.
        rows.Sort(static (a, b) => string.CompareOrdinal(a.Id, b.Id));
        if (order.Count == 0) return rows;
        var keyed = rows.Select(row => (Row: row, Keys: order.Select(by => by.Path.Read(Type, row)).ToArray())).ToList();
        keyed.Sort((a, b) =>
        {
            for (var at = 0; at < order.Count; at++)
            {
                var compared = CompareKeys(a.Keys[at], b.Keys[at], order[at].Item, ValueMatch.IsExact(order[at].Path.Field));
                if (compared != 0) return compared;
            }
            return string.CompareOrdinal(a.Row.Id, b.Row.Id);
        });
        return [.. keyed.Select(pair => pair.Row)];
    }

    public static int CompareKeys(object? a, object? b, OrderItem item, bool exact = false)
    {
        if (a is null || b is null) return a is null && b is null ? 0 : (a is null) != item.NullsLast ? -1 : 1;
        var compared = ValueMatch.Compare(a, b, exact);
        return item.Descending ? -compared : compared;
    }

    private BoundPath BindSortable(OrderItem item)
    {
        var path = BoundPath.Bind(scope, Type, query.Alias, item.Operand.Path);
        return path.Field.Sortable ? path : throw SoqlErrors.At("INVALID_FIELD", scope.Text, item.Operand.Path.At, $"field '{path.Field.Name}' can not be sorted in a query call");
    }
}

/// <summary>A subquery of children: its relationship's name, the field that points to the parent, and the rest.</summary>
internal sealed record BoundChild(string Name, SField Field, BoundQuery Query);
