using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>What a query answers with for each row: fields, parents as nested objects, children as nested results.</summary>
internal sealed class Projection
{
    private const int FieldsLimitMax = 200;
    private readonly QueryScope scope;
    private readonly SObjectType type;
    private readonly Dictionary<string, Entry> entries = new(StringComparer.OrdinalIgnoreCase);

    private Projection(QueryScope scope, SObjectType type)
    {
        this.scope = scope;
        this.type = type;
    }

    /// <summary>The bound paths in the order of the SELECT list, for CSV; children are left out.</summary>
    public List<(string Header, BoundPath Path)> Columns { get; } = [];
    public IEnumerable<(string Name, SField? Reference, Projection? Parent, SField? Field, Projection? Children)> Entries =>
        entries.Values.Select(entry => (entry.Name, entry.Reference, entry.Parent, entry.Path?.Field, entry.Child?.Projection));
    public SObjectType Type => type;

    public static Projection Bind(QueryScope scope, SObjectType type, SoqlQuery query)
    {
        var projection = new Projection(scope, type);
        foreach (var item in query.Items)
        {
            switch (item)
            {
                case ValueItem value: projection.Add(query.Alias, value); break;
                case ChildItem child: projection.Add(BoundQuery.BindChild(scope, type, child.Query)); break;
                case FieldsItem fields: projection.Add(query, fields); break;
                case TypeofItem choice: projection.Add(query.Alias, choice); break;
            }
        }
        return projection;
    }

    public JsonObject Write(Row row)
    {
        var json = new JsonObject { ["attributes"] = RecordJson.Attributes(type.Name, row.Id, scope.Caller.Version) };
        foreach (var entry in entries.Values) json[entry.Name] = entry.Write(scope, type, row);
        return json;
    }

    private void Add(string? alias, ValueItem item)
    {
        var path = BoundPath.Bind(scope, type, alias, item.Operand.Path);
        var names = path.Steps.Select(step => step.RelationshipName!).ToList();
        Columns.Add((string.Join('.', [.. names, path.Field.Name]), path));
        Place(names, 0, path, item);
    }

    private void Place(List<string> parents, int depth, BoundPath path, ValueItem item)
    {
        if (depth == parents.Count)
        {
            var name = item.Alias ?? path.Field.Name;
            if (!entries.TryAdd(name, new Entry(name) { Path = path, Function = item.Operand.Function }))
                throw RefusedException.Request("MALFORMED_QUERY", $"duplicate field selected: {path.Field.Name}");
            return;
        }
        if (!entries.TryGetValue(parents[depth], out var entry))
        {
            var reference = path.Steps[depth];
            var parentType = reference.Polymorphic ? StandardObjects.ByName["User"] : scope.State.Schema[reference.ReferenceTo[0]];
            entry = entries[parents[depth]] = new Entry(parents[depth]) { Reference = reference, Parent = new Projection(scope, parentType) };
        }
        entry.Parent!.Place(parents, depth + 1, path, item);
    }

    private void Add(BoundChild child) => entries[child.Name] = new Entry(child.Name) { Child = child.Query, ChildField = child.Field };

    private void Add(SoqlQuery query, FieldsItem item)
    {
        if (item.Group != "STANDARD" && query.Limit is not <= FieldsLimitMax)
            throw SoqlErrors.At("MALFORMED_QUERY", scope.Text, item.At, $"The SOQL FIELDS function must have a LIMIT of at most {FieldsLimitMax}");
        foreach (var field in type.Fields.Where(field => item.Group == "ALL" || field.Custom == (item.Group == "CUSTOM")).Where(field => scope.State.Permissions.CanRead(scope.Caller, type, field)))
            Add(query.Alias, new ValueItem(new Operand(null, new FieldPath(field.Name, item.At)), null));
    }

    private void Add(string? alias, TypeofItem item)
    {
        var reference = type.Relationship(item.Relationship.Text.Split('.')[^1]);
        if (reference is not { Polymorphic: true }) throw SoqlErrors.NoRelationship(scope.Text, item.Relationship.At, item.Relationship.Text);
        var choices = new Dictionary<string, Projection>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, fields) in item.Whens)
        {
            var target = scope.State.Schema.Find(name.Text) ?? throw SoqlErrors.NoType(scope.Text, name.At, name.Text);
            choices[target.Name] = Of(scope, target, alias, fields);
        }
        var otherwise = item.Else.Count == 0 ? null : Of(scope, StandardObjects.ByName["User"], alias, item.Else);
        entries[reference.RelationshipName!] = new Entry(reference.RelationshipName!) { Reference = reference, Choices = choices, Otherwise = otherwise };
    }

    private static Projection Of(QueryScope scope, SObjectType type, string? alias, IReadOnlyList<FieldPath> fields)
    {
        var projection = new Projection(scope, type);
        foreach (var field in fields) projection.Add(alias, new ValueItem(new Operand(null, field), null));
        return projection;
    }

    /// <summary>One member of the answer.</summary>
    private sealed class Entry(string name)
    {
        public string Name => name;
        public BoundPath? Path { get; init; }
        public string? Function { get; init; }
        public SField? Reference { get; init; }
        public Projection? Parent { get; init; }
        public BoundQuery? Child { get; init; }
        public SField? ChildField { get; init; }
        public Dictionary<string, Projection>? Choices { get; init; }
        public Projection? Otherwise { get; init; }

        public JsonNode? Write(QueryScope scope, SObjectType type, Row row)
        {
            if (Child is not null) return Child.WriteChildren(ChildField!, row.Id);
            if (Reference is null) return Value(Read(type, row));
            if (row.Stored(Reference) is not string id || scope.State.Find(id) is not { } parent) return null;
            var parentType = scope.State.Schema[parent.Object];
            var projection = Choices is null ? Parent : Choices.GetValueOrDefault(parent.Object, Otherwise!);
            return projection?.WriteParent(parentType, parent, Choices is null && Reference.Polymorphic ? "Name" : parent.Object);
        }

        private object? Read(SObjectType type, Row row) => Computed.Read(type, row, type.Field(Path!.Field.Name) ?? Path.Field);

        // toLabel changes only picklist values; FORMAT is the user's own locale, here the plain form.
        public JsonNode? Value(object? value) => Function switch
        {
            "TOLABEL" when value is string text => JsonValue.Create(Path!.Field.Values.FirstOrDefault(option => option.Value == text)?.Label ?? text),
            "FORMAT" when value is not null => JsonValue.Create(FieldJson.Csv(value)),
            _ => FieldJson.Rest(value),
        };

        public JsonNode? WriteOfParent(QueryScope scope, SObjectType parentType, Row parent)
        {
            if (Reference is not null) return Write(scope, parentType, parent);
            if (Path!.Field.Name == "Type" && parentType.Field("Type") is null) return JsonValue.Create(parentType.Name);
            return parentType.Field(Path.Field.Name) is { } own ? Value(Computed.Read(parentType, parent, own)) : null;
        }
    }

    private JsonObject WriteParent(SObjectType parentType, Row parent, string shownType)
    {
        var attributes = RecordJson.Attributes(parent.Object, parent.Id, scope.Caller.Version);
        // For a parent that may be of several kinds the type reads "Name"; the address tells which: samples README, soql.
        attributes["type"] = shownType;
        var json = new JsonObject { ["attributes"] = attributes };
        foreach (var entry in entries.Values) json[entry.Name] = entry.WriteOfParent(scope, parentType, parent);
        return json;
    }
}
