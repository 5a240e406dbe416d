using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.HubSpot.Client;
using Integration.HubSpot.Finds;
using Integration.HubSpot.Links;
using Integration.HubSpot.Owners;
using Integration.HubSpot.Reads;
using Integration.HubSpot.Sightings;
using Integration.HubSpot.Writes;

namespace Integration.HubSpot;

/// <summary>HubSpot as Sync sees it: read, find, write. See <see cref="IConnector"/> for what it promises.</summary>
public sealed class HubSpotConnector : IConnector
{
    private readonly RecordReader reader;
    private readonly RecordFinder finder;
    private readonly RecordWriter writer;
    private readonly OwnerReader owners;
    private readonly PeopleReader people;

    internal HubSpotConnector(HubSpotClient client, HubSpotOptions options)
    {
        var links = new LinkReader(client, options.CallsInFlightMax);
        reader = new RecordReader(client, links, options.CallsInFlightMax);
        finder = new RecordFinder(reader, links, new DomainSearch(client, reader));
        owners = new OwnerReader(client);
        people = new PeopleReader(client);
        writer = new RecordWriter(client, reader, options.CallsInFlightMax);
    }

    /// <inheritdoc />
    public SystemName System => SystemName.HubSpot;

    /// <inheritdoc />
    public async Task<ReadAnswer> ReadAsync(ReadRequest request, CancellationToken stop)
    {
        var outcomes = await reader.ReadAsync(request.Lane, request.Keys, request.Fields, stop);
        return new ReadAnswer(request.WithPeople ? await people.AddAsync(request.Lane, outcomes, stop) : outcomes);
    }

    /// <inheritdoc />
    public Task<FindAnswer> FindAsync(FindRequest request, CancellationToken stop) => finder.FindAsync(request, stop);

    /// <inheritdoc />
    public Task<OwnersAnswer> OwnersAsync(OwnersRequest request, CancellationToken stop) => owners.ReadAsync(request, stop);

    /// <inheritdoc />
    /// <remarks>
    /// Done comes with what HubSpot answered: every written property as it is stored now, others only as far as the answer
    /// shows them. Cancelling stops the waiting: records that were sent may still be written, and the caller's open intents resolve them.
    /// </remarks>
    public async Task<WriteAnswer> WriteAsync(WriteRequest request, CancellationToken stop) => new(await writer.WriteAsync(request, stop));
}
