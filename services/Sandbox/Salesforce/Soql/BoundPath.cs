using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>A field path matched with the schema: the lookups to follow and the field at the end.</summary>
internal sealed class BoundPath
{
    // A polymorphic parent shows these, whatever it is; others need TYPEOF.
    private static readonly HashSet<string> NameFields = new(StringComparer.OrdinalIgnoreCase)
        { "Id", "Name", "FirstName", "LastName", "Email", "Username", "Phone", "Title", "Type", "IsActive", "Alias", "ProfileId", "UserRoleId" };
    private static readonly SField TypeField = new() { Name = "Type", Label = "Type", Type = FieldType.String, Length = 40 };
    private const int StepsMax = 5;

    private readonly OrgState state;
    private readonly bool polymorphic;

    private BoundPath(OrgState state, IReadOnlyList<SField> steps, SField field, bool polymorphic)
    {
        this.state = state;
        this.polymorphic = polymorphic;
        Steps = steps;
        Field = field;
    }

    /// <summary>Reference fields to follow, nearest first; empty for a field of the object itself.</summary>
    public IReadOnlyList<SField> Steps { get; }
    /// <summary>The field at the end; for a polymorphic parent, what stands for it.</summary>
    public SField Field { get; }
    public bool Direct => Steps.Count == 0;

    public static BoundPath Bind(QueryScope scope, SObjectType root, string? alias, FieldPath path)
    {
        var parts = path.Text.Split('.');
        if (parts.Length > 1 && (parts[0].Equals(alias, StringComparison.OrdinalIgnoreCase) || parts[0].Equals(root.Name, StringComparison.OrdinalIgnoreCase))) parts = parts[1..];
        if (parts.Length > StepsMax + 1) throw SoqlErrors.At("INVALID_FIELD", scope.Text, path.At, $"only {StepsMax} levels of parents may be named: {path.Text}");
        var type = root;
        var steps = new List<SField>();
        for (var at = 0; at < parts.Length - 1; at++)
        {
            var reference = type.Relationship(parts[at]);
            if (reference is null || !scope.State.Permissions.CanRead(scope.Caller, type, reference)) throw SoqlErrors.NoRelationship(scope.Text, path.At, parts[at]);
            steps.Add(reference);
            if (!reference.Polymorphic) type = scope.State.Schema[reference.ReferenceTo[0]];
            else if (at == parts.Length - 2 && NameField(parts[^1]) is { } shared) return new BoundPath(scope.State, steps, shared, polymorphic: true);
            else throw SoqlErrors.NoColumn(scope.Text, path.At, parts[at + 1], "Name");
        }
        var field = scope.State.Permissions.Visible(scope.Caller, type, parts[^1]) ?? throw SoqlErrors.NoColumn(scope.Text, path.At, parts[^1], type.Name);
        return new BoundPath(scope.State, steps, field, polymorphic: false);
    }

    public object? Read(SObjectType root, Row row)
    {
        var type = root;
        foreach (var step in Steps)
        {
            if (row.Stored(step) is not string id || state.Find(id) is not { } parent) return null;
            row = parent;
            type = state.Schema[parent.Object];
        }
        if (!polymorphic) return Computed.Read(type, row, Field);
        if (Field.Name == "Type" && type.Name is "User" or "Group") return type.Name;
        return type.Field(Field.Name) is { } own ? Computed.Read(type, row, own) : null;
    }

    private static SField? NameField(string name)
    {
        if (!NameFields.Contains(name)) return null;
        return name.Equals("Type", StringComparison.OrdinalIgnoreCase) ? TypeField : StandardObjects.ByName["User"].Field(name);
    }
}
