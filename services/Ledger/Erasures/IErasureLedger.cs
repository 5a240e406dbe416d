using Integration.Core.Records;

namespace Integration.Ledger.Erasures;

/// <summary>Persons who must be forgotten: what was asked, what was wiped, and who must not come back. In the same database as the pairs.</summary>
public interface IErasureLedger
{
    /// <summary>Erasures that were asked for by a hint and are due, oldest first, at most <paramref name="limit"/> (1 to 1,000).</summary>
    Task<IReadOnlyList<ErasureAsk>> AsksAsync(DateTimeOffset now, int limit, CancellationToken stop);

    /// <summary>Looks at an ask again later.</summary>
    Task PutOffAsync(RecordKey record, DateTimeOffset dueAt, CancellationToken stop);

    /// <summary>Gives an ask up: the record turned out to be there still.</summary>
    Task DropAsync(RecordKey record, CancellationToken stop);

    /// <summary>
    /// Wipes every stored value and every journal line of the record's pair, of the pairs that it took over and of the one that took it
    /// over, with their handoffs' evidence; frees their records, and keeps their keys and the given names only as salted digests, so
    /// that no hint makes them anew. What other pairs say of these records is reworded, and those pairs are looked at again. Work under
    /// way on the pairs ends without a trace: its epoch is old. All in one transaction; repeating it leaves one more proof and changes nothing else.
    /// </summary>
    /// <returns>The proof.</returns>
    Task<ErasureProof> EraseAsync(ErasureRequest request, DateTimeOffset now, CancellationToken stop);

    /// <summary>Proofs, newest first, at most <paramref name="limit"/> (1 to 1,000).</summary>
    Task<IReadOnlyList<ErasureProof>> ProofsAsync(int limit, CancellationToken stop);

    /// <summary>Of the given names (record keys as text, or <see cref="ErasureNames.Match"/>) those that are erased, with the proof. One that was let back in is not among them.</summary>
    Task<IReadOnlyDictionary<string, ErasureProof>> ErasedAsync(IReadOnlyCollection<string> names, CancellationToken stop);

    /// <summary>Lets names back in: they are handled as any other from now on. Waiting pairs are found by their next look.</summary>
    /// <returns>How many were erased.</returns>
    Task<int> ReadmitAsync(IReadOnlyCollection<string> names, string by, DateTimeOffset now, CancellationToken stop);
}

/// <summary>Somebody told that a record was erased by its system.</summary>
/// <param name="Record">The record.</param>
/// <param name="AskedAt">When it was told, by our clock.</param>
/// <param name="Attempts">How often it was looked at.</param>
public sealed record ErasureAsk(RecordKey Record, DateTimeOffset AskedAt, int Attempts);

/// <summary>An erasure to be carried out.</summary>
/// <param name="Proof">Id of the proof.</param>
/// <param name="Record">A record of the person; need not be known.</param>
/// <param name="Names">Further names that must not come back: match values by <see cref="ErasureNames.Match"/>.</param>
/// <param name="By">Who wants it: <c>HubSpot privacy deletion</c>, or an operator's name. No personal value of the erased.</param>
/// <param name="NewSalt">Becomes the ledger's salt if it has none yet; unguessable, at least 32 characters.</param>
public sealed record ErasureRequest(Guid Proof, RecordKey Record, IReadOnlyList<string> Names, string By, string NewSalt);

/// <summary>What is left of an erased person: that it was done, and digests by which a question for them can be answered.</summary>
/// <param name="Id">Of the erasure.</param>
/// <param name="At">When.</param>
/// <param name="By">Who wanted it.</param>
/// <param name="Pairs">Pairs wiped.</param>
/// <param name="JournalLines">Journal lines removed.</param>
/// <param name="Digests">Salted digests (HMAC-SHA-256, hexadecimal) of the record keys and names.</param>
public sealed record ErasureProof(Guid Id, DateTimeOffset At, string By, int Pairs, int JournalLines, IReadOnlyList<string> Digests);
