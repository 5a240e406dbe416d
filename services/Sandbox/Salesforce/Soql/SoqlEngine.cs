using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>Runs statements.</summary>
internal static class SoqlEngine
{
    /// <exception cref="RefusedException">The statement is wrong; the text says where.</exception>
    public static QueryAnswer Run(OrgState state, Caller caller, string soql, bool all)
    {
        var scope = new QueryScope(state, caller, soql, all);
        var query = SoqlParser.Parse(soql);
        var bound = BoundQuery.Bind(scope, query);
        if (query.CountOnly) return new QueryAnswer(bound, query) { Count = bound.Matching().Take(query.Limit ?? int.MaxValue).Count() };
        if (query.Aggregated)
        {
            var groups = Aggregation.Run(scope, bound, query);
            return new QueryAnswer(bound, query) { Count = groups.Count, Groups = groups };
        }
        var rows = bound.Rows();
        return new QueryAnswer(bound, query) { Count = rows.Count, Rows = rows };
    }

    /// <summary>The ids that a semi-join's inner query selects.</summary>
    public static HashSet<string> Ids(QueryScope scope, SoqlQuery query)
    {
        var bound = BoundQuery.Bind(scope, query);
        if (bound.Projection is not { Columns: [var (_, path)] } || path.Field.Type is not (FieldType.Id or FieldType.Reference))
            throw RefusedException.Request("MALFORMED_QUERY", "the inner select must name one id field");
        return bound.Rows().Select(row => path.Read(bound.Type, row)).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }
}

/// <summary>The answer to a statement, not yet written: rows are as they were when it ran.</summary>
internal sealed class QueryAnswer(BoundQuery bound, SoqlQuery query)
{
    public SoqlQuery Query => query;
    public BoundQuery Bound => bound;
    public required int Count { get; init; }
    public IReadOnlyList<Row> Rows { get; init; } = [];
    public IReadOnlyList<JsonObject> Groups { get; init; } = [];

    public JsonArray Write(int from, int count) => Groups.Count > 0
        ? new JsonArray([.. Groups.Skip(from).Take(count).Select(group => group.DeepClone())])
        : new JsonArray([.. Rows.Skip(from).Take(count).Select(row => bound.Projection.Write(row))]);
}
