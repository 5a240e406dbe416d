using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Sightings;

namespace Integration.Ledger.Drafts;

/// <summary>One open transaction of a store.</summary>
internal interface ILedgerPen
{
    /// <summary>Loads and locks what the scope names. What it names and is not there is left out.</summary>
    Task<Draft> LoadAsync(DraftScope scope, CancellationToken stop);

    /// <summary>Ids of the chosen pairs above <paramref name="after"/>, in id order.</summary>
    Task<IReadOnlyList<Guid>> ChooseAsync(PairChoice choice, Guid? after, int limit, CancellationToken stop);

    /// <summary>The stored states of pairs.</summary>
    Task<IReadOnlyList<(Guid Id, Pair State)>> StatesAsync(IReadOnlyList<Guid> ids, CancellationToken stop);

    /// <summary>Of the given record keys those of erased persons.</summary>
    Task<IReadOnlySet<string>> ErasedAsync(IReadOnlyCollection<string> records, CancellationToken stop);

    /// <summary>Loads and locks watched records; those that are not there are left out.</summary>
    Task<IReadOnlyList<SightingRow>> SightingsAsync(IReadOnlyList<RecordKey> keys, CancellationToken stop);

    /// <summary>Writes what a draft decided. A row that carries another epoch than the one loaded, or a key that someone else took meanwhile, fails the transaction.</summary>
    Task SaveAsync(DraftChanges changes, DateTimeOffset now, CancellationToken stop);
}
