using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Sync.Status;

/// <summary>The answer of <c>GET /api/sync/held</c>: pairs and fields that wait for something, by name.</summary>
/// <param name="Held">Ordered by pair id; a pair that waits for several things has several entries on the same page.</param>
/// <param name="Next">The value of <c>after</c> for the next page; null = this was the last.</param>
public sealed record HeldPage(IReadOnlyList<HeldEntry> Held, Guid? Next)
{
    /// <summary>From one page of the ledger.</summary>
    public static HeldPage Of(IReadOnlyList<Pair> pairs, int limit) => new([.. pairs.SelectMany(HeldEntry.Of)], pairs.Count < limit ? null : pairs[^1].Id);
}

/// <summary>One thing that is not done, and what ends it.</summary>
/// <param name="Pair">The pair's id.</param>
/// <param name="Mapping">Its mapping's name.</param>
/// <param name="Keys">Its records, one or two: what <c>integration explain</c> takes.</param>
/// <param name="Field">HubSpot name of the field that alone waits; null = the whole pair.</param>
/// <param name="Code">Stable code, <c>PAIR-NO-MATCH-VALUE</c>.</param>
/// <param name="Reason">What is the matter.</param>
/// <param name="Mend">What ends it.</param>
/// <param name="WaitsOn">A change there wakes it; null = only its own records can.</param>
/// <param name="RetryAt">When it is tried again by itself; null = never by time alone.</param>
public sealed record HeldEntry(Guid Pair, string Mapping, IReadOnlyList<string> Keys, string? Field, string Code, string Reason, string Mend, string? WaitsOn, DateTimeOffset? RetryAt)
{
    internal static IEnumerable<HeldEntry> Of(Pair pair)
    {
        string[] keys = [.. pair.Refs().Select(key => key.ToString())];
        // Of a closed pair only the record that it left over waits for somebody.
        foreach (var (name, state) in pair.Fields)
            if (pair.Status != PairStatus.Superseded && state.Hold is { } waits) yield return Of(pair, keys, name, waits);
        if (pair.Hold is { } hold) yield return Of(pair, keys, null, hold);
    }

    private static HeldEntry Of(Pair pair, string[] keys, string? field, Hold hold) =>
        new(pair.Id, pair.Mapping, keys, field, hold.Code, hold.Reason, hold.Mend, hold.WaitsOn, hold.RetryAt);
}

/// <summary>Why something is not done, and what ends it.</summary>
public sealed record HoldStory(string Code, string Reason, string Mend, string? WaitsOn, DateTimeOffset? RetryAt)
{
    internal static HoldStory? Of(Hold? hold) => hold is null ? null : new(hold.Code, hold.Reason, hold.Mend, hold.WaitsOn, hold.RetryAt);
}
