using System.Collections.Concurrent;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Client;

namespace Integration.Salesforce.Schemas;

/// <summary>The describes of the objects in use, believed for a while and read anew when Salesforce contradicts them.</summary>
/// <param name="client">The calls.</param>
/// <param name="age">How long a describe is believed.</param>
/// <param name="clock">The clock.</param>
internal sealed class SchemaCache(SalesforceClient client, TimeSpan age, TimeProvider clock)
{
    private static readonly TimeSpan OwnDoubtAge = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim reading = new(1);

    private sealed record Entry(DescribedObject Schema, DateTimeOffset ReadAt, bool IsDoubted);

    /// <summary>The object as our user sees it.</summary>
    /// <returns>Exactly one of schema and fault.</returns>
    public async Task<(DescribedObject? Schema, Fault? Fault)> OfAsync(string objectName, Lane lane, CancellationToken stop)
    {
        if (Fresh(objectName) is { } known) return (known, null);
        await reading.WaitAsync(stop);
        try
        {
            if (Fresh(objectName) is { } meanwhile) return (meanwhile, null);
            var answer = await client.DescribeAsync(objectName, lane, stop);
            if (answer.Value is { } schema)
            {
                entries[objectName] = new Entry(schema, clock.GetUtcNow(), IsDoubted: false);
                return (schema, null);
            }
            // Old knowledge beats none while Salesforce is busy; a doubted one is known to be wrong.
            if (answer.Fault!.Class == FaultClass.Transient && entries.TryGetValue(objectName, out var old) && !old.IsDoubted) return (old.Schema, null);
            return (null, answer.Fault.Code == "NOT_FOUND" ? NoSuchObject(objectName) : answer.Fault);
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Salesforce contradicted this schema (INVALID_FIELD): the next question reads it anew.</summary>
    public void Doubt(DescribedObject schema)
    {
        // Only this very schema: a late refusal must not throw away the one read since.
        if (entries.TryGetValue(schema.Name, out var entry) && ReferenceEquals(entry.Schema, schema))
            entries.TryUpdate(schema.Name, entry with { IsDoubted = true }, entry);
    }

    /// <summary>The same for a doubt of our own: at most twice a minute, since a mapping with a wrong name would ask with every write.</summary>
    public void DoubtWhenOld(DescribedObject schema)
    {
        if (entries.TryGetValue(schema.Name, out var entry) && clock.GetUtcNow() - entry.ReadAt > OwnDoubtAge) Doubt(schema);
    }

    /// <summary>Set-up changed the object.</summary>
    public void DoubtWhateverIsKnownOf(string objectName)
    {
        if (entries.TryGetValue(objectName, out var entry)) Doubt(entry.Schema);
    }

    private DescribedObject? Fresh(string objectName) =>
        entries.TryGetValue(objectName, out var entry) && !entry.IsDoubted && clock.GetUtcNow() - entry.ReadAt < age ? entry.Schema : null;

    private static Fault NoSuchObject(string objectName) => new(FaultClass.Side, "INVALID_TYPE",
        $"Salesforce has no object {objectName}, or our user may not see it.", "Grant the object to the integration's permission set, or correct the mapping: API names are case-sensitive here.");
}
