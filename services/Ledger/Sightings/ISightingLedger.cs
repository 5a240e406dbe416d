using Integration.Core.Records;
using Integration.Core.Sightings;

namespace Integration.Ledger.Sightings;

/// <summary>The watched records of the ledger. Hints on them come with <see cref="ILedger.TouchAsync"/>, together with the cursor that covers them.</summary>
public interface ISightingLedger
{
    /// <summary>
    /// Takes watched records that are to be looked at, longest due first, and puts their next look off to <paramref name="until"/>: no
    /// two callers get the same one before, and a caller that dies costs that time. Reading one twice does no harm.
    /// </summary>
    /// <param name="max">1 to 2,000.</param>
    /// <param name="now">Our clock.</param>
    /// <param name="until">When they come up again by themselves.</param>
    /// <param name="stop">Stops before the transaction.</param>
    Task<IReadOnlyList<DueSighting>> ClaimSightingsAsync(int max, DateTimeOffset now, DateTimeOffset until, CancellationToken stop);

    /// <summary>
    /// Stores what was read, in one transaction. A read that is older than the stored one is passed over. Where what is stored changed,
    /// the generations of the pairs of all people concerned, before and after, rise together.
    /// </summary>
    /// <param name="commits">0 to 2,000, at most one per record.</param>
    /// <param name="now">Our clock.</param>
    /// <param name="stop">Stops before the transaction.</param>
    /// <returns>How many records changed.</returns>
    Task<int> StoreSightingsAsync(IReadOnlyList<SightingCommit> commits, DateTimeOffset now, CancellationToken stop);

    /// <summary>What is watched of the people of the given pairs, by all records that the pairs have or had; oldest version first, at most the newest 500 of a pair. Pairs without any are left out.</summary>
    /// <param name="pairIds">0 to 2,000.</param>
    /// <param name="stop">Stops reading.</param>
    Task<IReadOnlyDictionary<Guid, IReadOnlyList<Sighting>>> SightingsOfAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop);
}

/// <summary>A watched record that is to be looked at.</summary>
/// <param name="Key">The record.</param>
/// <param name="Generation">Rises with every hint; given back with what was read.</param>
/// <param name="Attempts">Looks in a row that brought nothing, or nobody whom the record belongs to.</param>
public sealed record DueSighting(RecordKey Key, long Generation, int Attempts);

/// <summary>What one look at a watched record brought.</summary>
/// <param name="Key">The record.</param>
/// <param name="Generation">As claimed.</param>
/// <param name="Seen">What was read; null = the read failed, or nobody wants to know any more.</param>
/// <param name="LookAgainAt">When to look without a hint: after a failure, or because it belongs to nobody yet; null = not.</param>
public sealed record SightingCommit(RecordKey Key, long Generation, Sighting? Seen, DateTimeOffset? LookAgainAt);
