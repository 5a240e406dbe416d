using System.Text.Json;
using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Core.Values;
using Integration.Salesforce.Client;
using Integration.Salesforce.Queries;
using Integration.Salesforce.Reads;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Finds;

/// <summary>Looks records up by SOQL, which reads the primary store: what was committed a moment ago is found.</summary>
internal sealed class RecordFinder(SalesforceClient client, SchemaCache schemas)
{
    /// <summary>One outcome per question.</summary>
    public async Task<IReadOnlyList<FindOutcome>> FindAsync(FindRequest request, CancellationToken stop)
    {
        var open = request.Finds.ToDictionary(find => find.Ref, _ => new Open());
        foreach (var kind in request.Finds.GroupBy(find => find.Kind).OrderBy(group => group.Key))
        {
            IReadOnlyList<string> objects = kind.Key == FindKind.ConvertedInto ? ["Lead"] : request.Objects;
            foreach (var objectName in objects.Distinct(StringComparer.Ordinal))
                await InObjectAsync(new Question(kind.Key, objectName, FieldOf(kind.Key, request), request.Fields.ByObject.GetValueOrDefault(objectName) ?? []), [.. kind], open, request.Lane, stop);
        }
        return [.. request.Finds.Select(find => open[find.Ref] is var answer && answer.Fault is { } fault
            ? new FindOutcome(find.Ref, [], fault)
            : new FindOutcome(find.Ref, answer.Found))];
    }

    private sealed class Open
    {
        public List<Observation> Found { get; } = [];
        public Fault? Fault { get; set; }
    }

    private sealed record Question(FindKind Kind, string Object, string Field, IReadOnlyList<string> Asked);

    private static string FieldOf(FindKind kind, FindRequest request) => kind switch
    {
        FindKind.ByPairKey => KeyField.Name,
        FindKind.ByMatch or FindKind.ByDomain => request.MatchField,
        _ => "ConvertedContactId",
    };

    private async Task InObjectAsync(Question question, IReadOnlyList<Find> finds, Dictionary<int, Open> open, Lane lane, CancellationToken stop)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (schema, fault) = await schemas.OfAsync(question.Object, lane, stop);
            fault ??= schema![question.Field] is null ? NotVisible(question) : null;
            if (fault is not null)
            {
                foreach (var find in finds) open[find.Ref].Fault ??= fault;
                return;
            }
            var byValue = finds.Select(find => (find.Ref, Value: ValueOf(question.Kind, find.Value, schema![question.Field]!)))
                .Where(find => find.Value is not null).ToLookup(find => find.Value!, find => find.Ref, StringComparer.OrdinalIgnoreCase);
            var isDoubted = false;
            IReadOnlyList<string> values = [.. byValue.Select(group => group.Key)];
            foreach (var chunk in question.Kind == FindKind.ByDomain ? Soql.Containing(HeadOf(question, schema!), question.Field, values) : Soql.InLists($"{HeadOf(question, schema!)} {question.Field} IN", values))
            {
                var answer = await client.QueryAsync(chunk.Statement, withDeleted: false, lane, stop);
                if (answer.Fault is { Code: "INVALID_FIELD" } && attempt == 0) { isDoubted = true; break; }
                foreach (var reference in chunk.Values.SelectMany(value => byValue[value]))
                    if (answer.Fault is not null) open[reference].Fault ??= answer.Fault;
                foreach (var row in answer.Value ?? [])
                    foreach (var reference in byValue[KeyOf(question, row)])
                        open[reference].Found.Add(Observe(question, row, answer.StartedAt, answer.EndedAt));
            }
            if (!isDoubted) return;
            // A field was hidden since the describe: ask again without it, from the start, so that nothing is found twice.
            schemas.Doubt(schema!);
            foreach (var find in finds) open[find.Ref].Found.RemoveAll(seen => seen.Key.Object == question.Object);
        }
    }

    private static string HeadOf(Question question, DescribedObject schema)
    {
        var select = Soql.Select(schema.Name, schema.Visible(SystemFields.Names.Append(question.Field).Concat(question.Asked)));
        // A converted lead is its contact now; matched by mail it would be linked and could never be written.
        var live = question.Kind is FindKind.ByMatch or FindKind.ByDomain && schema["IsConverted"] is not null ? " IsConverted = false AND" : "";
        return $"{select} WHERE{live}";
    }

    // Null = certainly nobody: a blank finds nobody, never everybody whose field is blank.
    private static string? ValueOf(FindKind kind, string value, DescribedField field)
    {
        var text = value.Trim();
        if (text.Length == 0) return null;
        return kind switch
        {
            FindKind.ByPairKey => Guid.TryParse(text, out var pair) ? KeyField.TextOf(pair) : text,
            FindKind.ByDomain => Canonical.Of(FieldType.Domain, FieldValue.Of(text)),
            FindKind.ConvertedInto => SalesforceIds.TryNormalise(text, out var id) ? id : null,
            // Longer than the field: it cannot hold it, and a literal beyond 4,000 characters refuses the whole query.
            _ => field.Length > 0 && text.Length > field.Length ? null : text,
        };
    }

    // A pattern also finds addresses that merely contain the host: they answer to no question.
    private static string KeyOf(Question question, JsonElement row) => question.Kind == FindKind.ByDomain
        ? Canonical.Of(FieldType.Domain, FieldText.Of(row, question.Field)) ?? ""
        : (FieldText.TextOf(row, question.Field) ?? "").Trim();

    private static Observation Observe(Question question, JsonElement row, DateTimeOffset startedAt, DateTimeOffset endedAt)
    {
        var id = SalesforceIds.Normalise(FieldText.TextOf(row, "Id") ?? "");
        return SystemFields.Observe(new RecordKey(SystemName.Salesforce, question.Object, id), row, question.Asked, startedAt, endedAt);
    }

    private static Fault NotVisible(Question question) => question.Kind == FindKind.ByPairKey
        ? KeyField.Absent(question.Object)
        : new Fault(FaultClass.Side, "MATCH_FIELD_MISSING", $"{question.Object} has no {question.Field} that our user may see, so nobody can be found by it.",
            $"Grant read on {question.Object}.{question.Field} to the integration's permission set, or match by another field.")
        { Field = question.Field };
}
