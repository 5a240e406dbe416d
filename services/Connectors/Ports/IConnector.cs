using Integration.Core.Records;

namespace Integration.Connectors.Ports;

/// <summary>All that Sync asks of an outside system: read, find, write. One implementation per system, mirror images.</summary>
/// <remarks>
/// No member throws for what the outside system did: every record asked about comes back with its own outcome, so that one
/// bad record or one bad answer never hides the fate of another. Only cancellation and programming errors throw.
/// </remarks>
public interface IConnector
{
    /// <summary>The system behind it.</summary>
    SystemName System { get; }

    /// <summary>Reads records by id, in full batches, from the primary store.</summary>
    /// <returns>Exactly one outcome per distinct key asked for; order is not promised.</returns>
    Task<ReadAnswer> ReadAsync(ReadRequest request, CancellationToken stop);

    /// <summary>Looks records up by our key, by match value or by the lead they were converted from.</summary>
    /// <returns>Exactly one outcome per question; a found record comes with its full observation. An answer that rests on a lagging search index says so.</returns>
    Task<FindAnswer> FindAsync(FindRequest request, CancellationToken stop);

    /// <summary>Everybody who owns records there, deactivated ones and queues too. Small beside records, read whole and by the caller kept for minutes.</summary>
    Task<OwnersAnswer> OwnersAsync(OwnersRequest request, CancellationToken stop);

    /// <summary>Carries intents out: batched, lane order, alone when idle. The caller has stored each intent before.</summary>
    /// <returns>Exactly one outcome per write, by intent id.</returns>
    Task<WriteAnswer> WriteAsync(WriteRequest request, CancellationToken stop);
}
