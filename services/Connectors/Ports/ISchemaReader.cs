namespace Integration.Connectors.Ports;

/// <summary>Reads a live object's fields, for <c>integration describe</c> and <c>check --online</c>.</summary>
public interface ISchemaReader
{
    /// <summary>The fields the integration's user may see; null when there is no such object.</summary>
    /// <exception cref="ConnectorHaltException">The system refuses us or cannot be reached; nothing was changed.</exception>
    Task<ObjectSchema?> DescribeAsync(string objectName, CancellationToken stop);
}

/// <summary>An object's fields, ordered by name.</summary>
public sealed record ObjectSchema(string Object, IReadOnlyList<FieldSchema> Fields);

/// <summary>One field as the system describes it.</summary>
/// <param name="Name">API name.</param>
/// <param name="Label">What its users see.</param>
/// <param name="Type">The vendor's type word: <c>string</c>, <c>picklist</c>, <c>enumeration</c>, <c>datetime</c>.</param>
/// <param name="IsWritable">Our user may update it.</param>
/// <param name="IsRequired">Must be given on create and has no default.</param>
/// <param name="IsUnique">No two records may hold the same value.</param>
/// <param name="Options">Allowed values of a closed list; empty = open.</param>
public sealed record FieldSchema(string Name, string Label, string Type, bool IsWritable, bool IsRequired, bool IsUnique, IReadOnlyList<string> Options)
{
    /// <summary>Longest text in characters; null = not limited or not text.</summary>
    public int? LengthMax { get; init; }
}

/// <summary>Makes what the service needs in a system: key fields, permissions, webhook subscriptions.</summary>
public interface ISystemSetup
{
    /// <summary>What is there and what is not, without changing anything.</summary>
    /// <exception cref="ConnectorHaltException">The system refuses us or cannot be reached; nothing was changed.</exception>
    Task<IReadOnlyList<SetupStep>> PlanAsync(IReadOnlyList<WatchedObject> watched, CancellationToken stop);

    /// <summary>Makes what is missing; repeating it changes nothing more.</summary>
    /// <exception cref="ConnectorHaltException">A step failed; those before it are done, repeating is safe.</exception>
    Task<IReadOnlyList<SetupStep>> ApplyAsync(IReadOnlyList<WatchedObject> watched, CancellationToken stop);
}

/// <summary>One thing that the service needs in a system.</summary>
/// <param name="What">For a person: <c>Lead.Integration_Key__c, external id, unique</c>.</param>
/// <param name="IsDone">There already (or made just now).</param>
/// <param name="Mend">What to do by hand where the API cannot; null when <c>--apply</c> does it.</param>
public sealed record SetupStep(string What, bool IsDone, string? Mend = null);

/// <summary>A system cannot serve us at all until someone acts.</summary>
public sealed class ConnectorHaltException(Fault fault) : Exception($"{fault.Code}: {fault.Reason} {fault.Mend}")
{
    /// <summary>Why, and what mends it.</summary>
    public Fault Fault { get; } = fault;
}
