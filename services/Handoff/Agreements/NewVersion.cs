using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Agreements;

/// <summary>When another version goes live, everybody is judged anew under it: a page at a time, going on where a stop cut it off.</summary>
internal sealed class NewVersion(ILedger ledger, KnownAgreements agreements, HandoffOptions options, TimeProvider time)
{
    private const string Cursor = "handoff/judged-under";
    private const int Page = 1_000;
    private const string Done = "done";

    private string? finished;

    /// <summary>Wakes one page of people.</summary>
    /// <returns>How many; 0 when all were woken under the live version.</returns>
    public async Task<int> WorkAsync(CancellationToken stop)
    {
        if (agreements.Live is not { } live || finished == live.Hash) return 0;
        var (hash, place) = await ledger.CursorAsync(Cursor, stop) is { } text && text.Split(' ') is [var known, var at] ? (known, at) : ("", "");
        if (hash == live.Hash && place == Done)
        {
            finished = live.Hash;
            return 0;
        }
        Guid? after = hash == live.Hash && Guid.TryParse(place, out var last) ? last : null;
        var page = await ledger.Handoffs.StandingsAsync(options.Mapping, after, Page, stop);
        var now = time.GetUtcNow();
        // Who waits for a verdict anyway gets it under the new version; only who was judged before must be asked again.
        await ledger.Handoffs.CommitHandoffsAsync([new HandoffCommit { Wakes = [.. page.Where(standing => !standing.Waits).Select(standing => standing.PairId)] }], now, stop);
        await ledger.TouchAsync([], new CursorValue(Cursor, $"{live.Hash} {(page.Count < Page ? Done : page[^1].PairId.ToString("D"))}"), now, stop);
        return page.Count;
    }
}
