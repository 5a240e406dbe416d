using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Scopes;
using Integration.Core.Values;

namespace Integration.Core.Reconciling;

/// <summary>What a conversion, a merge, a deletion or a disappearance of one record means for its pair.</summary>
internal static class Succession
{
    /// <summary>The decision when a side is not live; null when both are.</summary>
    public static Decision? Decide(Pair pair, Mapping mapping, Evidence evidence, SyncLimits limits, DateTimeOffset now)
    {
        var cycle = new Cycle(pair, mapping, evidence, limits, now);
        foreach (var system in (ReadOnlySpan<SystemName>)[SystemName.HubSpot, SystemName.Salesforce])
        {
            if (evidence.Of(system) is not { } seen || seen.Key != pair.Of(system).Ref) continue;
            switch (seen.Life.State)
            {
                case LifeState.Merged or LifeState.Converted when seen.Life.Into is not null:
                    return Succeed(cycle, system, seen);
                case LifeState.Deleted or LifeState.Gone:
                    return Deleted(cycle, system);
                case LifeState.Unknown or LifeState.Merged or LifeState.Converted:
                    // Also a conversion into a Contact that we may not see: there is a heir, and only a right is missing.
                    return Reconcile.Hold(cycle, HoldCodes.Hold(HoldCodes.Unreachable, Digest.Of(system.ToString(), seen.Key.Id), seen.Key.ToString()) with { RetryAt = now + limits.HoldRetry });
            }
        }
        return null;
    }

    private static Decision Succeed(Cycle cycle, SystemName system, Observation seen)
    {
        // Only this asks for a successor, so what was read is a link of this very chain: a lead may be merged into one that was converted since.
        if (cycle.Evidence.Successor is not { } successor) return new Decision.Look([new LookUp.Successor(seen.Life.Into!.Value)]);
        if (successor.Life.Into is { } further) return new Decision.Look([new LookUp.Successor(further)]);
        if (successor.Life.State is LifeState.Deleted or LifeState.Gone) return Deleted(cycle, system);
        // Neither there nor proven deleted: no sharing, or no right on it. Never a deletion (sync-correctness 4.10).
        if (successor.Life.State != LifeState.Live)
            return Reconcile.Hold(cycle, HoldCodes.Hold(HoldCodes.Unreachable, Digest.Of(system.ToString(), successor.Key.Id), successor.Key.ToString()) with { RetryAt = cycle.Now + cycle.Limits.HoldRetry });
        var pair = cycle.Pair;
        if (cycle.Evidence.SuccessorOwner is { } owner && owner != pair.Id && !cycle.Evidence.SuccessorOwnerGivesWay) return Yield(cycle, seen, owner);
        if (Rival(cycle, system, seen, successor) is { } rival) return rival;
        var relinked = pair.With(system, new Side { Ref = successor.Key, Seen = successor });
        // What was refused was refused by another record.
        if (pair.Hold is { Code: HoldCodes.Rejected }) relinked = relinked with { Status = PairStatus.Active, Hold = null };
        // It was deleted, came back and was converted or merged before anybody looked: what was closed for its sake goes on.
        if (pair is { Status: PairStatus.Tombstone, Deletion: { } deletion } && deletion.System == system) relinked = relinked with { Status = PairStatus.Active, Deletion = null };
        foreach (var field in cycle.Mapping.Fields)
        {
            var state = pair.Field(field.HubSpot);
            var (ours, theirs) = (successor.Values[field.NameIn(system)], cycle.Evidence.Of(system.Other())?.Values[field.NameIn(system.Other())] ?? FieldValue.Missing);
            if (Agreed(cycle.Mapping, field, state, successor.Key, system, ours, theirs) is { } agreed) relinked = relinked with { Fields = relinked.Fields.SetItem(field.HubSpot, agreed) };
            else if (!state.Base(system).IsMissing) relinked = relinked with { Fields = relinked.Fields.SetItem(field.HubSpot, Inherit(field, state, system, ours)) };
        }
        return new Decision.Settle(relinked)
        {
            DueAt = cycle.Now,
            Aliases = [seen.Key],
            Absorbs = cycle.Evidence.SuccessorOwner is { } half && half != pair.Id ? [half] : [],
            Journal = [cycle.Line(JournalKind.Linked, $"{seen.Life.State}: relinked to {successor.Key}", seen.Key)],
            Wakes = [seen.Key.ToString()],
        };
    }

    // The survivor has or will have another counterpart, and whoever was held as a sibling of this record has none any more.
    private static Decision.Settle Yield(Cycle cycle, Observation seen, Guid to) =>
        LeftOver.Close(cycle, to, $"{seen.Life.State}: survivor belongs to pair {to}", seen.Key) with { Wakes = [seen.Key.ToString()] };

    /// <summary>
    /// HubSpot merges two records into a third, which is nobody's yet: the pair whose match value it carries goes on with it, whichever
    /// is looked at first. Else the loser's pair would write the survivor's name and address over the loser's counterpart.
    /// </summary>
    private static Decision? Rival(Cycle cycle, SystemName system, Observation seen, Observation successor)
    {
        if (system != SystemName.HubSpot || seen.Life.State != LifeState.Merged || cycle.Pair.HubSpot.Seen is not { } ours) return null;
        var match = cycle.Mapping.Match;
        var value = Canonical.Of(match.Type, successor.Values[match.HubSpot]);
        if (value is null || value == Canonical.Of(match.Type, ours.Values[match.HubSpot])) return null;
        if (cycle.Evidence.ByMatch.IsDefault) return new Decision.Look([new LookUp.ByMatch(SystemName.Salesforce, value)]);
        var owned = cycle.Evidence.ByMatch.Where(candidate => candidate is { Owner: { } owner, OwnerIsHalf: false, OwnerStatus: not PairStatus.Superseded, OwnerOther: not null } && owner != cycle.Pair.Id).ToList();
        if (owned.Count == 0) return null;
        // Only a pair whose own record went into the same survivor. One that merely has the address still, since it moved in HubSpot and not
        // yet in Salesforce, takes nothing over: yielding to it would leave the survivor to nobody.
        if (cycle.Evidence.Rivals.IsDefault) return new Decision.Look([new LookUp.Rivals([.. owned.Select(candidate => candidate.OwnerOther!.Value).Distinct()])]);
        var merged = cycle.Evidence.Rivals.Where(rival => rival.Life.Into == successor.Key).Select(rival => rival.Key).ToHashSet();
        return owned.FirstOrDefault(candidate => merged.Contains(candidate.OwnerOther!.Value)) is { } other ? Yield(cycle, seen, other.Owner!.Value) : null;
    }

    /// <summary>Both were read just now and mean the same: that moves the bases here as anywhere. Left to the next cycle, an edit made before it would be judged by what had long been over.</summary>
    /// <returns>Null when they differ, or one is not shown.</returns>
    private static FieldState? Agreed(Mapping mapping, FieldMapping field, FieldState state, RecordKey successor, SystemName system, FieldValue ours, FieldValue theirs)
    {
        if (ours.IsMissing || theirs.IsMissing || field.RefersTo is not null || (system == SystemName.Salesforce && !mapping.FieldsOn(successor.Object).Contains(field))) return null;
        var (h, s) = system == SystemName.HubSpot ? (ours, theirs) : (theirs, ours);
        return Expression.Agrees(field, h, s) ? FieldSync.Agreed(state, h, s) : null;
    }

    /// <summary>The base that a field keeps under the successor: sync-correctness 4.8.</summary>
    private static FieldState Inherit(FieldMapping field, FieldState state, SystemName system, FieldValue value)
    {
        // Same meaning: no change, in the successor's own writing. A blank: the survivor never had it, so it is filled, not taken for a clear.
        var basis = value.IsMissing ? state.Base(system)
            : Canonical.Same(field.Type, value, state.Base(system)) ? value
            : value.IsBlank ? FieldValue.Missing
            : state.Base(system);
        return system == SystemName.HubSpot ? state with { BaseHubSpot = basis } : state with { BaseSalesforce = basis };
    }

    private static Decision Deleted(Cycle cycle, SystemName system)
    {
        var known = cycle.Pair with { Deletion = cycle.Pair.Deletion ?? new Deletion(system, cycle.Now) };
        // That it was seen gone is remembered: any sign of it then wakes the pair, also when the event of its return was lost; and the hint of its
        // return, which shows the very values that were seen last, is not taken for an echo.
        cycle = cycle with { Pair = cycle.Evidence.Of(system) is { } gone ? known.With(system, known.Of(system) with { Seen = gone }) : known };
        var (pair, other) = (cycle.Pair, system.Other());
        var rule = system == SystemName.HubSpot ? cycle.Mapping.DeleteFromHubSpot : cycle.Mapping.DeleteFromSalesforce;
        var survivor = cycle.Evidence.Of(other);
        var alone = survivor is not { Life.State: LifeState.Live };
        if (rule == DeleteRule.Unlink || alone || ScopeVerdict.Outside(cycle) is not null || pair.Status == PairStatus.Tombstone) return Tombstone(cycle, system);
        if (cycle.Mapping.Fields.Any(field => Edited(pair, field, other, survivor!)))
            return HoldWhole(cycle, HoldCodes.Hold(HoldCodes.EditBeatsDelete, Digest.Of(survivor!.Values, cycle.Mapping.Version), survivor.Key.ToString()));
        if (cycle.Evidence.DeletesBraked)
            return HoldWhole(cycle, HoldCodes.Hold(HoldCodes.DeletesBraked, Digest.Of(system.ToString(), pair.Of(system).Ref?.Id), $"{pair.Of(system).Ref} is one of them."));
        return new Decision.Write((pair with { Status = PairStatus.Active, Hold = null }).WithIntent(other, new Intent
        {
            Id = other == SystemName.HubSpot ? cycle.Evidence.IntentIntoHubSpot : cycle.Evidence.IntentIntoSalesforce,
            System = other,
            Kind = IntentKind.Delete,
            Object = survivor!.Key.Object,
            Target = survivor.Key,
            Prior = survivor.Values,
            SentAt = cycle.Now,
            NotBefore = cycle.Now + cycle.Limits.SettleTime,
        }));
    }

    // No field is looked at while one record is gone: what held one would stay listed when its cause is long over. Back from the bin, all are decided anew.
    private static Decision.Settle HoldWhole(Cycle cycle, Hold hold) => Reconcile.Hold(cycle with { Pair = cycle.Pair.WithoutHolds(_ => true) }, hold);

    private static Decision.Settle Tombstone(Cycle cycle, SystemName system)
    {
        var known = cycle.Pair.Status == PairStatus.Tombstone;
        var closed = Reconcile.Clean(cycle.Pair, cycle.Mapping) with { Status = PairStatus.Tombstone, IntoHubSpot = null, IntoSalesforce = null };
        return new Decision.Settle(closed)
        {
            Journal = known ? [] : [cycle.Line(JournalKind.Linked, $"{system} record deleted: unlinked", cycle.Pair.Of(system).Ref)],
            // Both, when both are gone: the other side's deletion is told of no more than this once.
            Wakes = [.. cycle.Pair.Refs().Where(record => record.System == system || cycle.Evidence.Of(record.System) is { Life.State: not LifeState.Live }).Select(ended => ended.ToString())],
        };
    }

    private static bool Edited(Pair pair, FieldMapping field, SystemName system, Observation survivor)
    {
        var (now, then) = (survivor.Values[field.NameIn(system)], pair.Field(field.HubSpot).Base(system));
        return !now.IsMissing && !then.IsMissing && now != then;
    }
}
