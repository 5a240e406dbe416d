using Integration.Core.Records;

namespace Integration.Config.Schemas;

/// <summary>One object and its fields.</summary>
public sealed class SchemaObject
{
    private readonly Dictionary<string, SchemaField> fields;

    /// <summary>An object of which everything is known.</summary>
    /// <param name="system">Whose it is.</param>
    /// <param name="name">API name: <c>contacts</c>, <c>Lead</c>.</param>
    /// <param name="fields">Its fields; of two with one name the last counts.</param>
    /// <param name="isLive">True = read from the customer's own system just now, so that what is not listed is not there.</param>
    public SchemaObject(SystemName system, string name, IEnumerable<SchemaField> fields, bool isLive = true)
    {
        System = system;
        Name = name;
        IsLive = isLive;
        this.fields = new Dictionary<string, SchemaField>(StringComparer.Ordinal);
        foreach (var field in fields) this.fields[field.Name] = field;
    }

    /// <summary>Whose object it is.</summary>
    public SystemName System { get; }
    /// <summary>API name.</summary>
    public string Name { get; }
    /// <summary>What is not listed is not there; false = a shipped list, beside which a customer has fields of their own.</summary>
    public bool IsLive { get; }
    /// <summary>Its fields, in no order.</summary>
    public IReadOnlyCollection<SchemaField> Fields => fields.Values;

    /// <summary>A field by its exact API name, or null.</summary>
    public SchemaField? Find(string field) => fields.GetValueOrDefault(field);

    /// <summary>The live object with what only the shipped list knows: a describe that says <c>enumeration</c> does not say whether several values fit.</summary>
    internal SchemaObject RefinedBy(SchemaObject? shipped) => shipped is null ? this : new SchemaObject(System, Name, Fields.Select(field => Refine(field, shipped.Find(field.Name))), IsLive);

    private static SchemaField Refine(SchemaField live, SchemaField? shipped) =>
        shipped is not null && shipped.Type.StartsWith(live.Type + "/", StringComparison.Ordinal) ? live with { Type = shipped.Type } : live;
}
