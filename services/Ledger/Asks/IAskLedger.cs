using Integration.Core.Asks;

namespace Integration.Ledger.Asks;

/// <summary>The asks of the ledger: put on pairs by whoever wants something written, carried out by Sync.</summary>
/// <remarks>An outcome is stored with the pair it concerns: <see cref="PairCommit.AskOutcomes"/>. Asks follow their person: to the pair that absorbs or supersedes theirs.</remarks>
public interface IAskLedger
{
    /// <summary>
    /// Stores asks and makes their pairs due in the hot lane, all in one transaction. An id that is known already is passed over,
    /// whatever it asks: asking twice is asking once.
    /// </summary>
    /// <param name="asks">0 to 2,000.</param>
    /// <param name="now">Our clock.</param>
    /// <param name="stop">Stops before the transaction.</param>
    /// <returns>How many were new.</returns>
    /// <exception cref="ArgumentException">A pair is not known, or an ask is out of its limits; nothing of the call was stored.</exception>
    Task<int> AskAsync(IReadOnlyList<Ask> asks, DateTimeOffset now, CancellationToken stop);

    /// <summary>The open asks of the given pairs, in the order in which they are carried out: when asked, then by id.</summary>
    /// <param name="pairIds">0 to 10,000.</param>
    /// <param name="stop">Stops reading.</param>
    Task<IReadOnlyList<Ask>> OpenAsksAsync(IReadOnlyCollection<Guid> pairIds, CancellationToken stop);

    /// <summary>How the given asks stand; unknown ids are left out.</summary>
    /// <param name="askIds">0 to 10,000.</param>
    /// <param name="stop">Stops reading.</param>
    Task<IReadOnlyDictionary<Guid, AskStanding>> AsksAsync(IReadOnlyCollection<Guid> askIds, CancellationToken stop);
}

/// <summary>An ask with what became of it.</summary>
/// <param name="Ask">The ask, under the pair that has it now.</param>
/// <param name="End">Done or Refused; null = still open.</param>
/// <param name="EndedAt">When it ended, by our clock.</param>
public sealed record AskStanding(Ask Ask, AskEnd? End, DateTimeOffset? EndedAt);
