using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Sightings;

namespace Integration.Ledger.Drafts;

/// <summary>What hints do to the ledger.</summary>
internal static class TouchRule
{
    public static DraftScope Scope(IReadOnlyList<Touch> touches) => new()
    {
        Touched = [.. touches.Where(touch => !touch.IsWatchedOnly).Select(touch => touch.Hint.Key).Distinct().Order()],
        StatesOf = [.. touches.Where(touch => !touch.IsWatchedOnly && touch.Hint.Claims.Count > 0).Select(touch => touch.Hint.Key).Distinct().Order()],
        Wakes = [.. touches.Where(touch => !touch.IsWatchedOnly).Select(touch => WaitKey(touch.Hint.Key)).Distinct().Order(StringComparer.Ordinal)],
    };

    /// <summary>The watched records among the touched.</summary>
    public static IReadOnlyList<RecordKey> Watched(IReadOnlyList<Touch> touches) =>
        [.. touches.Where(touch => touch.IsWatchedOnly).Select(touch => touch.Hint.Key).Distinct().Order()];

    /// <summary>Closed pairs among the touched: their state tells whether a deleted record came back.</summary>
    public static IReadOnlyList<Guid> StatesMissing(Draft draft) =>
        [.. draft.Rows.Where(row => row.Status == PairStatus.Tombstone && draft.State(row.Id) is null).Select(row => row.Id)];

    /// <summary>Touched records that no pair owns: one of them may belong to an erased person.</summary>
    public static IReadOnlyCollection<string> Unknown(Draft draft, IReadOnlyList<Touch> touches) =>
        [.. touches.Select(touch => touch.Hint.Key).Distinct().Where(key => draft.Owner(key) is null).Select(key => key.ToString())];

    public static TouchSummary Apply(Draft draft, IReadOnlyList<Touch> touches, DateTimeOffset now)
    {
        int dirtied = 0, created = 0, echoes = 0, ignored = 0;
        foreach (var sameRecord in touches.GroupBy(touch => touch.Hint.Key))
        {
            var lane = sameRecord.Min(touch => touch.Hint.Lane);
            if (draft.IsErased(sameRecord.Key))
            {
                // Told of an erased person again: not even the record's id is stored anew.
                ignored += sameRecord.Count();
                continue;
            }
            if (sameRecord.Any(touch => touch.Hint.IsErasure)) draft.AskErasure(sameRecord.Key);
            if (sameRecord.Any(touch => touch.IsWatchedOnly))
            {
                draft.SetSighting(SightingRule.Hinted(draft.Sighting(sameRecord.Key), sameRecord.Key, now));
                dirtied += sameRecord.Count();
                continue;
            }
            if (draft.Owner(sameRecord.Key) is { } owner)
            {
                var row = draft.Row(owner.PairId)!;
                var state = draft.State(owner.PairId);
                if (!Concerns(row, state, sameRecord))
                {
                    ignored += sameRecord.Count();
                    // Nobody reads a closed pair's record any more, so nobody else would tell those who wait for a value that it holds.
                    DueRule.WakeWaiters(draft, [WaitKey(sameRecord.Key)], owner.PairId, now);
                }
                // All of them must be echoes: events of one edit come one for each field and in any order, so the last alone proves nothing.
                else if (sameRecord.All(touch => IsEcho(touch.Hint, owner, state))) echoes += sameRecord.Count();
                else
                {
                    draft.Set(DueRule.Hinted(row, lane, now));
                    dirtied += sameRecord.Count();
                }
            }
            else if (sameRecord.FirstOrDefault(touch => !touch.Hint.IsLifeChange || touch.Hint.IsThere) is { } first)
            {
                Create(draft, first, lane, now);
                created++;
                dirtied += sameRecord.Count() - 1;
            }
            else ignored += sameRecord.Count();
        }

        return new TouchSummary(dirtied, created, echoes, ignored);
    }

    /// <summary>A closed pair is woken by a life change, or by any sign of the side that was gone; edits of the survivor are no business of it. Of what a superseded one left behind, the end or the return is.</summary>
    private static bool Concerns(PairRow row, Pair? state, IGrouping<RecordKey, Touch> sameRecord) =>
        row.IsOpen
        || (row.Status == PairStatus.Superseded && sameRecord.Any(touch => touch.Hint.IsLifeChange))
        || (row.Status == PairStatus.Tombstone
            && (sameRecord.Any(touch => touch.Hint.IsLifeChange)
                || state?.Of(sameRecord.Key.System) is { Seen: { Life.State: not LifeState.Live } seen } && seen.Key == sameRecord.Key));

    private static string WaitKey(RecordKey key) => KeyText.Of(key.ToString());

    /// <summary>
    /// Claims that equal what was read of that very record. A hint without claims says nothing and so is none;
    /// neither is one on an alias, since what was read there is another record, nor one of a record that was gone when it was read: it is back,
    /// with all the values it had.
    /// </summary>
    private static bool IsEcho(Hint hint, RefRow owner, Pair? state) =>
        !hint.IsLifeChange
        && !owner.IsAlias
        && hint.Claims.Count > 0
        && state?.Of(hint.Key.System).Seen is { Life.State: LifeState.Live } seen
        && seen.Key == hint.Key
        && hint.Claims.All(claim => Expected(state, seen, claim.Key) == claim.Value);

    // Our own write may come back before its answer was settled. The pair is looked at again then in any case, since its intent is open.
    // What was read before the write is no echo meanwhile: somebody put it back behind our write, and nobody else will tell.
    private static FieldValue Expected(Pair state, Observation seen, string name) =>
        state.Into(seen.Key.System) is { } intent && !intent.Values[name].IsMissing ? intent.Values[name] : seen.Values[name];

    private static void Create(Draft draft, Touch touch, Lane lane, DateTimeOffset now)
    {
        var key = touch.Hint.Key;
        if (draft.Row(touch.NewPairId) is not null)
            throw new ArgumentException($"The new pair id {touch.NewPairId} of {key} is another pair's already; give every touch an id of its own.");
        var pair = new Pair { Id = touch.NewPairId, Mapping = touch.Mapping }.With(key.System, new Side { Ref = key });
        draft.Add(new PairRow { Id = pair.Id, Mapping = pair.Mapping, DirtyGeneration = 1, Lane = lane, DueAt = now }, pair);
        draft.SetRef(key, new RefRow(pair.Id, IsAlias: false));
    }
}
