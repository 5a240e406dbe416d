using Integration.Core.Asks;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Sightings;

namespace Integration.Ledger;

/// <summary>How much one call may carry. A call beyond a limit throws <see cref="ArgumentException"/> and stores nothing.</summary>
public static class LedgerLimits
{
    /// <summary>Touches in one call.</summary>
    public const int TouchesMax = 10_000;
    /// <summary>Commits, leases or claimed pairs in one call.</summary>
    public const int PairsMax = 2_000;
    /// <summary>Records or ids asked for in one call.</summary>
    public const int KeysMax = 10_000;
    /// <summary>Fields of one ask.</summary>
    public const int AskFieldsMax = 100;
    /// <summary>Sightings told of one pair, the newest.</summary>
    public const int SightingsMax = 500;
    /// <summary>Held pairs in one page.</summary>
    public const int PageMax = 1_000;
    /// <summary>Journal lines in one answer.</summary>
    public const int JournalMax = 10_000;
    /// <summary>Characters of a name or a record key. PostgreSQL indexes at most 2,704 bytes, up to 4 of them a character.</summary>
    public const int KeyLengthMax = 600;

    /// <summary>Characters of a gauge's JSON.</summary>
    public const int GaugeLengthMax = 1_000_000;

    internal static void Check(IReadOnlyList<Touch> touches, CursorValue? cursor)
    {
        Count(touches.Count, 0, TouchesMax, nameof(touches));
        foreach (var touch in touches)
        {
            Record(touch.Hint.Key);
            if (touch.IsWatchedOnly) continue;
            Key(touch.Mapping, "mapping name");
            if (touch.NewPairId == Guid.Empty) throw new ArgumentException($"The touch of {touch.Hint.Key} has no id for a new pair.");
        }
        if (cursor is null) return;
        Key(cursor.Name, "cursor name");
        ArgumentNullException.ThrowIfNull(cursor.Value, nameof(cursor));
    }

    internal static void Check(IReadOnlyList<PairCommit> commits)
    {
        Count(commits.Count, 0, PairsMax, nameof(commits));
        foreach (var commit in commits)
        {
            var pair = commit.Pair;
            if (pair.Status == PairStatus.Held && pair.Hold is null)
                throw new ArgumentException($"Pair {pair.Id} is Held without a hold; nobody could learn why, nor what ends it.");
            if (pair.CleanGeneration > pair.DirtyGeneration)
                throw new ArgumentException($"Pair {pair.Id} is clean up to {pair.CleanGeneration}, beyond the {pair.DirtyGeneration} it was read with; take the generation from before the reads.");
            if (pair.HubSpot.Ref is { System: not SystemName.HubSpot } || pair.Salesforce.Ref is { System: not SystemName.Salesforce })
                throw new ArgumentException($"Pair {pair.Id} has a record on the side of the other system.");
            foreach (var record in pair.Refs().Concat(commit.NewAliases)) Record(record);
        }
    }

    internal static void Check(IReadOnlyList<Ask> asks)
    {
        Count(asks.Count, 0, PairsMax, nameof(asks));
        foreach (var ask in asks)
        {
            Key(ask.Cause, "ask's cause");
            if (ask.Kind is AskKind.SetFields fields)
            {
                Count(fields.Values.Count, 1, AskFieldsMax, "ask's fields");
                if (fields.Only is { } guard && (fields.System != SystemName.Salesforce || !guard.Values.Names.SequenceEqual(fields.Values.Names)))
                    throw new ArgumentException($"Ask {ask.Id} is guarded by {string.Join(", ", guard.Values.Names)} in {fields.System}; guard exactly the fields that it sets, in Salesforce.");
            }
            if (ask.Kind is not AskKind.Activity activity) continue;
            Key(activity.Object, "activity's object");
            Count(activity.Values.Count, 1, AskFieldsMax, "ask's fields");
        }
    }

    internal static void Check(IReadOnlyList<SightingCommit> commits)
    {
        Count(commits.Count, 0, PairsMax, nameof(commits));
        foreach (var commit in commits) Record(commit.Key);
        foreach (var person in commits.SelectMany(commit => commit.Seen?.People ?? [])) Record(person);
        if (commits.GroupBy(commit => commit.Key).FirstOrDefault(group => group.Count() > 1) is { } doubled)
            throw new ArgumentException($"{doubled.Key} is stored twice in one call; send each record once.");
    }

    internal static void Check(ClaimRequest request)
    {
        Count(request.PairsMax, 1, PairsMax, nameof(ClaimRequest.PairsMax));
        Key(request.Owner, "owner");
        if (request.LeaseUntil <= request.Now) throw new ArgumentException("The lease ends before it begins; LeaseUntil must be after Now.");
    }

    internal static void Check(PairChoice choice, int limit)
    {
        Count(limit, 1, PairsMax, nameof(limit));
        switch (choice)
        {
            case PairChoice.Outdated outdated: Key(outdated.Mapping, "mapping name"); break;
            case PairChoice.HeldUnder held: Key(held.Mapping, "mapping name"); Key(held.Code, "hold code"); break;
        }
    }

    internal static void Gauge(string name, string json)
    {
        Key(name, "gauge name");
        Count(json.Length, 1, GaugeLengthMax, nameof(json));
        try
        {
            using var parsed = System.Text.Json.JsonDocument.Parse(json);
        }
        catch (System.Text.Json.JsonException error)
        {
            throw new ArgumentException($"Gauge '{name}' is no JSON: {error.Message}", error);
        }
    }

    internal static void Count(int count, int min, int max, string name)
    {
        if (count < min || count > max) throw new ArgumentOutOfRangeException(name, count, $"{name}: {min} to {max}; split the call.");
    }

    internal static void Key(string text, string what)
    {
        // NUL ends a text in PostgreSQL; two keys that differ only behind it would be one.
        if (string.IsNullOrEmpty(text) || text.Length > KeyLengthMax || text.Contains('\0'))
            throw new ArgumentException($"A {what} is 1 to {KeyLengthMax} characters without NUL; this one has {text?.Length ?? 0}.");
    }

    private static void Record(RecordKey key)
    {
        Key(key.Object, "record's object");
        Key(key.Id, "record's id");
        Key(key.ToString(), "record key");
        // The key is stored as System/Object/Id, and must be read back as the same three parts.
        if (key.Object.Contains('/')) throw new ArgumentException($"{key}: an object name has no slash.");
    }
}
