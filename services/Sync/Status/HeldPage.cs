using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Sync.Status;

/// <summary>The answer of <c>GET /api/sync/held</c>: pairs and fields that wait for something, by name.</summary>
/// <param name="Held">Ordered by pair id.</param>
/// <param name="Next">The value of <c>after</c> for the next page; null = this was the last.</param>
public sealed record HeldPage(IReadOnlyList<HeldEntry> Held, Guid? Next)
{
    /// <summary>From one page of the ledger.</summary>
    public static HeldPage Of(IReadOnlyList<Pair> pairs, int limit) => new([.. pairs.Select(HeldEntry.Of)], pairs.Count < limit ? null : pairs[^1].Id);
}

/// <summary>One pair that waits, wholly (<paramref name="Hold"/>) or in some fields.</summary>
/// <param name="Pair">Its id.</param>
/// <param name="Mapping">Its mapping's name.</param>
/// <param name="Keys">Its records, one or two: what <c>integration explain</c> takes.</param>
/// <param name="Hold">Why nothing is done; null when only fields wait.</param>
/// <param name="Fields">Waiting fields by HubSpot name.</param>
public sealed record HeldEntry(Guid Pair, string Mapping, IReadOnlyList<string> Keys, HoldStory? Hold, IReadOnlyDictionary<string, HoldStory> Fields)
{
    internal static HeldEntry Of(Pair pair) => new(
        pair.Id, pair.Mapping,
        [.. new[] { pair.HubSpot.Ref, pair.Salesforce.Ref }.OfType<RecordKey>().Select(key => key.ToString())],
        HoldStory.Of(pair.Hold),
        pair.Fields.Where(field => field.Value.Hold is not null).ToDictionary(field => field.Key, field => HoldStory.Of(field.Value.Hold)!));
}

/// <summary>Why something is not done, and what ends it.</summary>
public sealed record HoldStory(string Code, string Reason, string Mend, string? WaitsOn, DateTimeOffset? RetryAt)
{
    internal static HoldStory? Of(Hold? hold) => hold is null ? null : new(hold.Code, hold.Reason, hold.Mend, hold.WaitsOn, hold.RetryAt);
}
