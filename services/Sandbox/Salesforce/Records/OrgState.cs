using Integration.Sandbox.Salesforce.Permissions;
using Integration.Sandbox.Salesforce.Schema;

namespace Integration.Sandbox.Salesforce.Records;

/// <summary>Everything one org remembers of its records. Callers hold the org's lock.</summary>
internal sealed class OrgState
{
    private readonly Dictionary<string, Table> tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> lastNumber = new(StringComparer.Ordinal);
    private readonly TimeProvider time;

    public OrgState(TimeProvider time, int seed, SalesforceOrgOptions options)
    {
        this.time = time;
        Options = options;
#pragma warning disable RS0030 // Seeded by the caller: this is the stated seed the ban asks for.
        Random = new Random(seed);
#pragma warning restore RS0030
        Permissions = new FieldSecurity(this);
    }

    public SalesforceOrgOptions Options { get; }
    public OrgSchema Schema { get; } = new();
    public FieldSecurity Permissions { get; }
    public Random Random { get; }
    /// <summary>Rows that a transaction still under way has locked, with the instant of its commit.</summary>
    public Dictionary<string, DateTimeOffset> Locks { get; } = new(StringComparer.Ordinal);
    /// <summary>Asks the fault plan whether a <c>lock</c> fault strikes this write.</summary>
    public Func<string, bool> LockStrikes { get; set; } = _ => false;
    public DateTimeOffset Now => time.GetUtcNow();
    public IReadOnlyDictionary<string, long> LastNumbers => lastNumber;

    public Table Table(SObjectType type)
    {
        if (tables.TryGetValue(type.Name, out var table)) return table;
        return tables[type.Name] = new Table(type);
    }

    public Table Table(string objectName) => Table(Schema[objectName]);

    public Row? Find(string id) => Schema.OfId(id) is { } type ? Table(type).Find(id) : null;

    public string NextId(string keyPrefix)
    {
        var number = lastNumber.GetValueOrDefault(keyPrefix) + 1;
        lastNumber[keyPrefix] = number;
        return RecordId.Make(keyPrefix, number);
    }

    public void RestoreNumber(string keyPrefix, long number) => lastNumber[keyPrefix] = number;

    public SField AddField(string objectName, SField field, string id)
    {
        var type = Schema.Add(objectName, field, id);
        Table(type.Name).Grow(type);
        return type.Fields[^1];
    }
}
