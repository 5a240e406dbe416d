using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>Queries that answer with groups and not with records.</summary>
internal sealed class Aggregation
{
    /// <summary>There is no queryMore for groups: facts/salesforce.md section 4.</summary>
    private const int GroupsMax = 2_000;
    private static readonly SField NumberField = new() { Name = "expr", Label = "expr", Type = FieldType.Double, Precision = 28, Scale = 0 };

    private readonly BoundQuery bound;
    private readonly List<(Func<Row, object?> Read, SField Field, string Text)> keys;

    private Aggregation(BoundQuery bound, SoqlQuery query)
    {
        this.bound = bound;
        keys = [.. query.GroupBy.Select(path => { var (read, field) = bound.BindRow(new Operand(null, path)); return (read, Groupable(field), path.Text); })];
    }

    public static List<JsonObject> Run(QueryScope scope, BoundQuery bound, SoqlQuery query)
    {
        var run = new Aggregation(bound, query);
        var columns = run.Columns(query);
        var groups = run.Groups();
        if (query.Having is not null) groups = [.. groups.Where(new ConditionCompiler<List<Row>>(scope, run.BindGroup).Compile(query.Having))];
        if (query.OrderBy.Count > 0)
        {
            var order = query.OrderBy.Select(item => (run.BindGroup(item.Operand).Read, item)).ToList();
            groups.Sort((a, b) => order.Select(by => BoundQuery.CompareKeys(by.Read(a), by.Read(b), by.item)).FirstOrDefault(compared => compared != 0));
        }
        groups = [.. groups.Skip(query.Offset).Take(query.Limit ?? int.MaxValue)];
        if (groups.Count > GroupsMax) throw RefusedException.Request("EXCEEDED_ID_LIMIT", "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch");
        return [.. groups.Select(group => Write(columns, group))];
    }

    private static JsonObject Write(List<(string Name, Func<List<Row>, object?> Read)> columns, List<Row> group)
    {
        var json = new JsonObject { ["attributes"] = new JsonObject { ["type"] = "AggregateResult" } };
        foreach (var (name, read) in columns) json[name] = FieldJson.Rest(read(group));
        return json;
    }

    private List<List<Row>> Groups()
    {
        var rows = bound.Matching();
        if (keys.Count == 0) return [rows.ToList()];
        return [.. rows.GroupBy(row => string.Join('\u001f', keys.Select(key => FieldJson.Csv(key.Read(row)))), StringComparer.OrdinalIgnoreCase)
            .OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase).Select(group => group.ToList())];
    }

    private List<(string Name, Func<List<Row>, object?> Read)> Columns(SoqlQuery query)
    {
        var unnamed = 0;
        var columns = new List<(string, Func<List<Row>, object?>)>();
        foreach (var item in query.Items)
        {
            if (item is not ValueItem value) throw RefusedException.Request("MALFORMED_QUERY", "only fields and functions may be selected together with GROUP BY");
            var (read, field) = BindGroup(value.Operand);
            columns.Add((value.Alias ?? (value.Operand.IsAggregate ? "expr" + unnamed++ : field.Name), read));
        }
        return columns;
    }

    private (Func<List<Row>, object?> Read, SField Field) BindGroup(Operand operand)
    {
        if (!operand.IsAggregate)
        {
            var key = keys.FirstOrDefault(key => key.Text.Equals(operand.Path.Text, StringComparison.OrdinalIgnoreCase));
            if (key.Read is null) throw RefusedException.Request("MALFORMED_QUERY", $"Field must be grouped or aggregated: {operand.Path.Text}");
            return (rows => key.Read(rows[0]), key.Field);
        }
        var (read, field) = bound.BindRow(new Operand(null, operand.Path));
        if (operand.Function is "SUM" or "AVG" && !field.IsNumber) throw RefusedException.Request("MALFORMED_QUERY", $"field {field.Name} does not support aggregate operator {operand.Function}");
        IEnumerable<object> Values(List<Row> rows) => rows.Select(read).OfType<object>();
        return operand.Function switch
        {
            "COUNT" => (rows => (decimal)Values(rows).Count(), NumberField),
            "COUNT_DISTINCT" => (rows => (decimal)Values(rows).Select(FieldJson.Csv).Distinct(StringComparer.OrdinalIgnoreCase).Count(), NumberField),
            "MIN" => (rows => Values(rows).Aggregate((object?)null, (least, value) => least is null || ValueMatch.Compare(value, least) < 0 ? value : least), field),
            "MAX" => (rows => Values(rows).Aggregate((object?)null, (most, value) => most is null || ValueMatch.Compare(value, most) > 0 ? value : most), field),
            "SUM" => (rows => Values(rows).Any() ? Values(rows).Sum(value => (decimal)value) : null, field),
            _ => (rows => Values(rows).Any() ? Values(rows).Average(value => (decimal)value) : null, NumberField),
        };
    }

    private static SField Groupable(SField field) =>
        field.Groupable ? field : throw RefusedException.Request("MALFORMED_QUERY", $"field '{field.Name}' can not be grouped in a query call");
}
