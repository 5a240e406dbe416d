using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;

namespace Integration.Sync.Status;

/// <summary>The whole story of one record: its pair, both sides, each field's lineage, the journal. Holds field values, hence personal data.</summary>
/// <param name="Key">The record asked for.</param>
/// <param name="Pair">The pair that owns it.</param>
/// <param name="Mapping">The pair's mapping.</param>
/// <param name="Status">active, held, superseded or tombstone.</param>
/// <param name="Hold">Why nothing is done, when held.</param>
/// <param name="SupersededBy">The pair that took over.</param>
/// <param name="HubSpot">The HubSpot side.</param>
/// <param name="Salesforce">The Salesforce side.</param>
/// <param name="OpenWrites">Writes whose end is not known yet.</param>
/// <param name="Fields">Lineage of each mapped field.</param>
/// <param name="Journal">What was done, oldest first, at most <see cref="JournalMax"/> lines from the newest.</param>
public sealed record RecordStory(
    string Key, Guid Pair, string Mapping, string Status, HoldStory? Hold, Guid? SupersededBy,
    SideStory HubSpot, SideStory Salesforce, IReadOnlyList<OpenWrite> OpenWrites,
    IReadOnlyList<FieldStory> Fields, IReadOnlyList<JournalLine> Journal)
{
    /// <summary>Most journal lines told.</summary>
    public const int JournalMax = 500;

    /// <summary>Reads it; null when no pair owns the record.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be read.</exception>
    public static async Task<RecordStory?> TellAsync(ILedger ledger, MappingSet mappings, RecordKey key, CancellationToken stop)
    {
        var owners = await ledger.PairsOfAsync([key], stop);
        if (!owners.TryGetValue(key, out var pair)) return null;
        var journal = await ledger.JournalAsync(pair.Id, JournalMax, stop);
        return new RecordStory(
            key.ToString(), pair.Id, pair.Mapping, Word(pair.Status), HoldStory.Of(pair.Hold), pair.SupersededBy,
            SideStory.Of(pair.HubSpot), SideStory.Of(pair.Salesforce),
            [.. new[] { pair.IntoHubSpot, pair.IntoSalesforce }.OfType<Core.Intents.Intent>().Select(OpenWrite.Of)],
            FieldStory.Of(pair, mappings.Named(pair.Mapping), journal),
            [.. journal.Select(JournalLine.Of)]);
    }

    private static string Word(PairStatus status) => status.ToString().ToLowerInvariant();
}

/// <summary>One side as it was last read.</summary>
/// <param name="Key">The record; null while there is none.</param>
/// <param name="Life">live, deleted, merged, converted, gone or unknown; null while never read.</param>
/// <param name="Into">The record that took over.</param>
/// <param name="ReadAt">When it was last read, by our clock.</param>
/// <param name="Version">The system's own stamp, ms since 1970.</param>
public sealed record SideStory(string? Key, string? Life, string? Into, DateTimeOffset? ReadAt, long? Version)
{
    internal static SideStory Of(Side side) => new(
        side.Ref?.ToString(), side.Seen?.Life.State.ToString().ToLowerInvariant(), side.Seen?.Life.Into?.ToString(), side.Seen?.ReadEndedAt, side.Seen?.Version);
}

/// <summary>A write that may have been sent and whose end is not known.</summary>
public sealed record OpenWrite(Guid Intent, string System, string Kind, string? Target, IReadOnlyList<string> Fields, DateTimeOffset SentAt)
{
    internal static OpenWrite Of(Core.Intents.Intent intent) =>
        new(intent.Id, intent.System.ToString(), intent.Kind.ToString().ToLowerInvariant(), intent.Target?.ToString(), [.. intent.Values.Names], intent.SentAt);
}

/// <summary>One journal line.</summary>
public sealed record JournalLine(DateTimeOffset At, string Kind, string? Record, string? Field, string Before, string After, string Rule, string Cause, string MappingVersion, string? Run)
{
    internal static JournalLine Of(JournalEntry entry) => new(
        entry.At, entry.Kind.ToString(), entry.Record?.ToString(), entry.Field, entry.Before.ToString(), entry.After.ToString(), entry.Rule, entry.Cause, entry.MappingVersion, entry.Run);
}
