using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Client;
using Integration.Salesforce.Finds;
using Integration.Salesforce.Owners;
using Integration.Salesforce.Reads;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Sightings;
using Integration.Salesforce.Writes;
using Microsoft.Extensions.Logging;

namespace Integration.Salesforce;

/// <summary>Salesforce as Sync sees it: read, find, write. See <see cref="IConnector"/> for what it promises.</summary>
public sealed class SalesforceConnector : IConnector
{
    private readonly RecordReader reader;
    private readonly RecordFinder finder;
    private readonly RecordWriter writer;
    private readonly OwnerReader owners;
    private readonly PeopleReader people;

    internal SalesforceConnector(SalesforceClient client, SchemaCache schemas, SalesforceOptions options, ILogger log)
    {
        reader = new RecordReader(client, schemas, options.CallsInFlightMax, log);
        finder = new RecordFinder(client, schemas);
        writer = new RecordWriter(client, schemas, reader, options.CallsInFlightMax);
        owners = new OwnerReader(client);
        people = new PeopleReader(client);
    }

    /// <inheritdoc />
    public SystemName System => SystemName.Salesforce;

    /// <inheritdoc />
    public async Task<ReadAnswer> ReadAsync(ReadRequest request, CancellationToken stop)
    {
        var outcomes = await reader.ReadAsync(request.Lane, request.Keys, request.Fields, stop);
        return new ReadAnswer(request.WithPeople ? await people.AddAsync(request.Lane, outcomes, stop) : outcomes);
    }

    /// <inheritdoc />
    public async Task<FindAnswer> FindAsync(FindRequest request, CancellationToken stop) => new(await finder.FindAsync(request, stop));

    /// <inheritdoc />
    public Task<OwnersAnswer> OwnersAsync(OwnersRequest request, CancellationToken stop) => owners.ReadAsync(request, stop);

    /// <inheritdoc />
    /// <remarks>
    /// Done comes with what is stored now, read back once for the whole request. Cancelling stops the waiting: rows that were
    /// sent may still land, and the caller's open intents resolve them.
    /// </remarks>
    public async Task<WriteAnswer> WriteAsync(WriteRequest request, CancellationToken stop) => new(await writer.WriteAsync(request, stop));
}
