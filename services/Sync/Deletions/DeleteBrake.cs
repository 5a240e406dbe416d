using System.Globalization;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Sync.Cycles;

namespace Integration.Sync.Deletions;

/// <summary>
/// Draws the brake: when more records of a mapping than usual were deleted in one system within an hour, no deletion of that system is carried
/// over until an operator lets them go, or until every record that waits is back.
/// </summary>
/// <remarks>
/// What a wrong filter in a clean-up job does to one system must not be done to the other one within the minute. The deletions of the batch
/// itself count before any of them is decided: a mass deletion comes in one batch. Time alone ends nothing: who deleted 3,000 records by
/// mistake on a Friday evening must find them in the other system on Monday.
/// </remarks>
internal sealed class DeleteBrake(ILedger ledger, SyncOptions options, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>The cursor that says until when a mapping's deletions were let go by an operator.</summary>
    public static string ReleasedCursor(string mapping) => $"sync.deletes-released.{mapping}";

    /// <summary>Tells those pairs of the batch whose deletion has to wait.</summary>
    public async Task JudgeAsync(IReadOnlyList<PairWork> batch, CancellationToken stop)
    {
        var ending = batch.Where(item => item.IsOpen && item.Evidence is not null).SelectMany(Ends).GroupBy(end => (end.Item.Mapping!.Name, end.System)).ToList();
        foreach (var group in ending)
        {
            var released = await ReleasedAsync(group.Key.Name, stop);
            var asked = group.Where(end => !(end.Item.Pair.Deletion?.At <= released)).ToList();
            var fresh = asked.Count(end => end.IsDeletion && end.Item.Pair.Deletion is null);
            var hourAgo = time.GetUtcNow() - Window;
            var counted = await ledger.DeletionsAsync(group.Key.Name, group.Key.System, released > hourAgo ? released : hourAgo, released, stop);
            var most = Math.Max(options.DeletesPerHourMin, Math.Min((long)(counted.Linked * options.DeletesPerHourShare), options.DeletesPerHourMax));
            if (counted.Waiting == 0 && counted.New + fresh <= most) continue;
            foreach (var (item, _, _) in asked) item.Evidence = item.Evidence! with { DeletesBraked = true };
        }
    }

    /// <summary>Records that are not there any more, in systems whose deletions travel; merged ones too, since their survivor may turn out to be deleted.</summary>
    private static IEnumerable<(PairWork Item, SystemName System, bool IsDeletion)> Ends(PairWork item)
    {
        foreach (var system in (ReadOnlySpan<SystemName>)[SystemName.HubSpot, SystemName.Salesforce])
        {
            var rule = system == SystemName.HubSpot ? item.Mapping!.DeleteFromHubSpot : item.Mapping!.DeleteFromSalesforce;
            if (rule != DeleteRule.Propagate || item.Evidence!.Of(system) is not { } seen || seen.Life.State is LifeState.Live or LifeState.Unknown) continue;
            return [(item, system, seen.Life.State is LifeState.Deleted or LifeState.Gone)];
        }
        return [];
    }

    private async Task<DateTimeOffset> ReleasedAsync(string mapping, CancellationToken stop) =>
        await ledger.CursorAsync(ReleasedCursor(mapping), stop) is { } text
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var released)
                ? released
                : DateTimeOffset.UnixEpoch;
}
