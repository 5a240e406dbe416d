using Integration.Connectors.Ports;
using Integration.Core.Agreements;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Agreements;

/// <summary>When another version goes live, everybody is judged anew under it: a page at a time, going on where a stop cut it off.</summary>
/// <remarks>Whoever was never read with a field that the version asks for is read again first, in the bulk lane: without it the verdict would be that something cannot be told.</remarks>
internal sealed class NewVersion(ILedger ledger, KnownAgreements agreements, IEntropy entropy, HandoffOptions options, TimeProvider time, Action<int> ringSync)
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
        var unread = await UnreadAsync(live, [.. page.Select(standing => standing.PairId)], stop);
        // Who waits for a verdict anyway gets it under the new version; only who was judged before must be asked again.
        await ledger.Handoffs.CommitHandoffsAsync([new HandoffCommit { Wakes = [.. page.Where(standing => !standing.Waits).Select(standing => standing.PairId)] }], now, stop);
        if (unread.Count > 0) ringSync(unread.Count);
        await ledger.TouchAsync([.. unread.Select(key => new Touch(new Hint(key, Lane.Bulk), options.Mapping, entropy.NextId(now)))], new CursorValue(Cursor, $"{live.Hash} {(page.Count < Page ? Done : page[^1].PairId.ToString("D"))}"), now, stop);
        return page.Count;
    }

    private async Task<IReadOnlyList<RecordKey>> UnreadAsync(Agreement live, IReadOnlyCollection<Guid> people, CancellationToken stop)
    {
        var needed = Enum.GetValues<SystemName>().ToDictionary(system => system, system => AgreementFields.Of([live], system));
        var pairs = await ledger.PairsAsync(people, stop);
        // A blank field is known to be blank; one that a record's object does not have stays unknown, and costs one reading for each version.
        return [.. pairs.Values.Select(pair => Enum.GetValues<SystemName>().Select(pair.Of)
                .FirstOrDefault(side => side is { Ref: { } key, Seen: { Life.State: LifeState.Live } seen } && needed[key.System].Any(name => seen.Values[name].IsMissing))?.Ref)
            .OfType<RecordKey>()];
    }
}
