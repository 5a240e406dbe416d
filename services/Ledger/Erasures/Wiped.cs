using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Ledger.Erasures;

/// <summary>What is left of pairs after an erasure.</summary>
internal static class Wiped
{
    private const string Word = "an erased record";

    /// <summary>The erased pair itself: an id that other tables may point at, and nothing of the person. Superseded by nobody, since a tombstone may revive.</summary>
    public static Pair Of(Pair pair) => new() { Id = pair.Id, Mapping = pair.Mapping, MappingVersion = pair.MappingVersion, Status = PairStatus.Superseded };

    /// <summary>Another pair that waits on an erased record: it no longer says on which.</summary>
    public static Pair Waiter(Pair pair, IReadOnlyCollection<RecordKey> erased)
    {
        var keys = erased.Select(key => key.ToString()).ToHashSet(StringComparer.Ordinal);
        pair = pair with { Hold = Reworded(pair.Hold, keys) };
        foreach (var (name, field) in pair.Fields)
            if (field.Hold is not null) pair = pair with { Fields = pair.Fields.SetItem(name, field with { Hold = Reworded(field.Hold, keys) }) };
        return pair;
    }

    private static Hold? Reworded(Hold? hold, HashSet<string> keys)
    {
        if (hold is null) return null;
        var reason = keys.Aggregate(hold.Reason, (text, key) => text.Replace(key, Word, StringComparison.Ordinal));
        return hold with { Reason = reason, WaitsOn = hold.WaitsOn is { } on && keys.Contains(on) ? null : hold.WaitsOn };
    }
}
