using System.Collections.Immutable;
using System.Globalization;
using Integration.Core.Asks;
using Integration.Core.Consents;
using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.References;
using Integration.Core.Scopes;
using Integration.Core.Values;

namespace Integration.Core.Reconciling;

/// <summary>A record without a counterpart: whose is it, who matches it, or is one created? The first rule that yields anything decides.</summary>
internal static class Identification
{
    public static Decision Decide(Cycle cycle)
    {
        var own = cycle.Pair.HubSpot.Ref is null ? SystemName.Salesforce : SystemName.HubSpot;
        var seen = cycle.Pair.Of(own).Seen!;
        if (seen.PairKey is { } key && key != cycle.Pair.Id)
        {
            // Our own create, seen before its answer. Without this rule it would get a second counterpart.
            if (!cycle.Evidence.KeyLooked) return new Decision.Look([new LookUp.KeyOwner(key)]);
            if (cycle.Evidence.KeyOwner is { } maker) return Yield(cycle, own, maker, "carries the key of");
        }
        if (own == SystemName.Salesforce && seen.Key.Object != cycle.Mapping.SalesforceObjects[0])
        {
            // A Contact may be the conversion of a linked Lead; matching it by e-mail would make a second person. sync-correctness 4.6 rule 2.
            if (cycle.Evidence.ConvertedFromPairs.IsDefault) return new Decision.Look([new LookUp.ConvertedFrom(seen.Key)]);
            if (Converted(cycle, own) is { } heir) return heir;
        }
        var match = Canonical.Of(cycle.Mapping.Match.Type, seen.Values[cycle.Mapping.Match.NameIn(own)]);
        if (Open(cycle, own.Other(), match) is { Length: > 0 } open) return new Decision.Look(open);
        if (match is null) return Made(cycle, own) ?? Reconcile.Hold(cycle, HoldCodes.Hold(HoldCodes.NoMatchValue, Digest.Of(cycle.Mapping.Version)));
        // A record under an erased address may be a return that the person wants, or a copy that an import brought back. Only a person can tell.
        if (cycle.Evidence.ErasedAt is { } erased)
            return Reconcile.Hold(cycle, HoldCodes.Hold(HoldCodes.Erased, Digest.Of(erased.ToString("O", CultureInfo.InvariantCulture), cycle.Mapping.Version), string.Create(CultureInfo.InvariantCulture, $"Erased {erased:yyyy-MM-dd}.")) with { RetryAt = cycle.Now + cycle.Limits.HoldRetry });
        return Made(cycle, own) ?? Counterpart(cycle, own, match);
    }

    private static ImmutableArray<LookUp> Open(Cycle cycle, SystemName other, string? match)
    {
        var looks = ImmutableArray.CreateBuilder<LookUp>();
        // A pair that the ledger had before may have made its counterpart already and know nothing of it: the ledger was put back to a backup from before.
        // By its match value it is not found once somebody moved the address. A pair of this very cycle has made nothing: the first sync is spared the question.
        if (cycle.Pair.Epoch > 0 && cycle.Evidence.ByKey.IsDefault) looks.Add(new LookUp.ByKey(other));
        if (match is not null && cycle.Evidence.ByMatch.IsDefault) looks.AddRange(new LookUp.Erased(match), new LookUp.ByMatch(other, match));
        return looks.ToImmutable();
    }

    /// <summary>The link with a record that carries the pair's own key; null when there is none, or another pair has it.</summary>
    private static Decision? Made(Cycle cycle, SystemName own) =>
        Candidate.MadeOf(cycle.Evidence.ByKey) is { } made && made.IsOpenTo(cycle.Pair.Id) ? Link(cycle, own, made, "carries the key of this pair") : null;

    /// <summary>What becomes of a Contact that was converted from another pair's lead; null when it was from none.</summary>
    private static Decision.Settle? Converted(Cycle cycle, SystemName own)
    {
        var owners = cycle.Evidence.ConvertedFromPairs.Where(owner => owner.Pair != cycle.Pair.Id).OrderBy(owner => owner.Pair).ToList();
        if (owners.Count == 0) return null;
        foreach (var owner in owners)
            if (owner.Status is PairStatus.Active or PairStatus.Held) return Yield(cycle, own, owner.Pair, "was converted from the lead of");
        // No closed pair takes it over, so handing it back would make and end a pair at every hint. It is kept here, closed as its lead was:
        // the lead's counterpart lost a merge and stays unmatched, or was deleted and is not created again (sync-correctness 4.9, 4.10).
        var merged = owners.FirstOrDefault(owner => owner.Status == PairStatus.Superseded);
        if (merged != default) return LeftOver.Close(cycle, merged.Pair, $"was converted from the lead of pair {merged.Pair}, which is closed", null);
        return new Decision.Settle(Reconcile.Clean(cycle.Pair, cycle.Mapping) with { Status = PairStatus.Tombstone })
        {
            Journal = [cycle.Line(JournalKind.Linked, $"was converted from the lead of pair {owners[0].Pair}, which is closed", cycle.Pair.Of(own).Ref)],
        };
    }

    private static Decision Counterpart(Cycle cycle, SystemName own, string match)
    {
        var all = cycle.Evidence.ByMatch;
        var free = all.Where(candidate => IsFree(cycle.Pair, candidate)).ToList();
        if (free.Count > 0) return Link(cycle, own, Choose(cycle.Mapping, free), all.Length == 1 ? "matched" : $"matched: first of {all.Length} by rank");
        if (all.Length > 0)
        {
            var linked = all.OrderBy(candidate => candidate.Seen.Key).First().Seen;
            if (SiblingConsent.Carry(cycle, linked) is { } optOut) return optOut;
            var taken = linked.Key;
            return Reconcile.Hold(cycle, HoldCodes.Hold(HoldCodes.Sibling, Digest.Of(taken.ToString(), match, cycle.Mapping.Version), taken.ToString()) with { WaitsOn = taken.ToString() });
        }
        // Only after the look for a counterpart: a link costs nothing, and without it an opt-out would not find its way.
        if (ScopeVerdict.Outside(cycle) is { } outside) return Reconcile.Hold(cycle, outside);
        return cycle.Mapping.CreateIn(own.Other()) switch
        {
            CreateRule.WhenHandedOff when !Asking.IsReleased(cycle) => Reconcile.Hold(cycle, HoldCodes.Hold(HoldCodes.AwaitsHandoff, Digest.Of(cycle.Mapping.Version))),
            CreateRule.Never => Reconcile.Hold(cycle, HoldCodes.Hold(HoldCodes.NoCreate, Digest.Of(cycle.Mapping.Version))),
            _ => LookAgain(cycle, match) ?? Create(cycle, own, match),
        };
    }

    /// <summary>An index that lags may not show yet who was made a moment ago: nobody is created before it was asked twice.</summary>
    /// <returns>Null when it may be believed now.</returns>
    private static Decision.Settle? LookAgain(Cycle cycle, string match)
    {
        if (!cycle.Evidence.ByMatchMayLag || cycle.Pair.Hold is { Code: HoldCodes.Rejected or HoldCodes.WaitsForReference }) return null;
        var cause = Digest.Of(match);
        var asked = cycle.Pair.Hold is { Code: HoldCodes.LooksAgain } hold && hold.CauseHash == cause ? hold.RetryAt : null;
        // A record that is edited all the time must not wait for ever: the first time stands.
        if (asked <= cycle.Now) return null;
        return Reconcile.Hold(cycle, HoldCodes.Hold(HoldCodes.LooksAgain, cause) with { RetryAt = asked ?? cycle.Now + cycle.Limits.IndexLag });
    }

    private static bool IsFree(Pair pair, Candidate candidate) =>
        candidate.IsOpenTo(pair.Id)
        && (candidate.ConvertedFromPair is null || candidate.ConvertedFromPair == pair.Id)
        && !candidate.IsBeingMade;

    /// <summary>One Contact wins over Leads; otherwise the oldest, then the lowest id. A choice that does not depend on who was seen first.</summary>
    private static Candidate Choose(Mapping mapping, List<Candidate> free)
    {
        var later = free.Where(candidate => candidate.Seen.Key.System == SystemName.Salesforce && candidate.Seen.Key.Object != mapping.SalesforceObjects[0]).ToList();
        return (later.Count == 1 ? later : free).OrderBy(candidate => candidate.Seen.CreatedAt ?? DateTimeOffset.MaxValue).ThenBy(candidate => candidate.Seen.Key).First();
    }

    private static Decision Link(Cycle cycle, SystemName own, Candidate chosen, string why)
    {
        var before = cycle.Pair;
        var linked = cycle with { Pair = before.With(own.Other(), new Side { Ref = chosen.Seen.Key, Seen = chosen.Seen }) };
        var absorbs = chosen.AbsorbedBy(before.Id);
        var line = linked.Line(JournalKind.Linked, why, chosen.Seen.Key);
        if (chosen.Seen.Life.State == LifeState.Converted) return new Decision.Settle(Reconcile.Clean(linked.Pair, cycle.Mapping)) { Journal = [line], Absorbs = absorbs, DueAt = cycle.Now };
        return FieldSync.Decide(linked) switch
        {
            Decision.Write write => write with { Journal = [line, .. write.Journal], Absorbs = absorbs },
            Decision.Settle settle => settle with { Journal = [line, .. settle.Journal], Absorbs = absorbs },
            var look => look,
        };
    }

    private static Decision Create(Cycle cycle, SystemName own, string match)
    {
        var (pair, other) = (cycle.Pair, own.Other());
        var objectName = cycle.Mapping.ObjectsIn(other)[0];
        var (values, cause) = (FieldValues.None, FieldValues.None);
        var rules = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var (fields, first) = Referring.OnCreate(cycle, own, cycle.Mapping.FieldsOn(own == SystemName.Salesforce ? pair.Salesforce.Ref!.Value.Object : objectName));
        if (first is not null) return first;
        foreach (var field in fields)
        {
            if (!field.WritesTo(other) || field.UpdateOnlyOn.Contains(objectName)) continue;
            var value = pair.Of(own).Seen!.Values[field.NameIn(own)];
            var told = value.IsMissing ? FieldValue.Missing : Expression.Across(field, value, own);
            if (!told.HasText && field.Default is { } standard) told = FieldValue.Of(standard);
            // A person who is not out is left as the system makes people: to write "not out" would be an opting in.
            if (field.Conflict == ConflictPolicy.OptOut && !Canonical.IsTrue(told)) continue;
            if (!told.HasText || FieldSync.IsHeld(cycle, field, other, told)) continue;
            values = values.With(field.NameIn(other), told);
            cause = cause.With(field.NameIn(own), value);
            rules[field.NameIn(other)] = value.HasText ? "created" : "created: default";
        }
        var causeHash = Digest.Of(values, cycle.Mapping.Version);
        if (pair.Hold is { Code: HoldCodes.Rejected } hold && hold.CauseHash == causeHash && cycle.Now < (hold.RetryAt ?? DateTimeOffset.MaxValue))
            return Reconcile.Hold(cycle, hold);
        // Sent over what another pair took, today's values would replace what people have set there since: the key is the record's.
        if (Candidate.MadeOf(cycle.Evidence.ByKey) is { } made) return Lost(cycle, made.Seen.Key, made.Owner!.Value);
        return new Decision.Write((pair with { Status = PairStatus.Active, Hold = null, MappingVersion = cycle.Mapping.Version }).WithIntent(other, new Intent
        {
            Id = other == SystemName.HubSpot ? cycle.Evidence.IntentIntoHubSpot : cycle.Evidence.IntentIntoSalesforce,
            System = other,
            Kind = IntentKind.Create,
            Object = objectName,
            Values = values,
            Cause = cause,
            Rules = rules.ToImmutable(),
            SentAt = cycle.Now,
            NotBefore = cycle.Now + cycle.Limits.SettleTime,
        }))
        {
            Claims = [$"{cycle.Mapping.Name}/{other}/{match}"],
        };
    }

    /// <summary>The counterpart that we made was merged into another pair's: that one's pair stays, and ours is not created again over it (sync-correctness 4.9).</summary>
    internal static Decision.Settle Lost(Cycle cycle, RecordKey made, Guid to) => LeftOver.Close(cycle, to, $"what was created for it now belongs to pair {to}", made);

    // The record goes back to nobody; its rightful pair finds it by its own open intent or by the lead's change.
    private static Decision.Settle Yield(Cycle cycle, SystemName own, Guid to, string why) =>
        new(Reconcile.Clean(cycle.Pair, cycle.Mapping).With(own, new Side()) with { Status = PairStatus.Superseded, SupersededBy = to })
        {
            Journal = [cycle.Line(JournalKind.Linked, $"{why} pair {to}", cycle.Pair.Of(own).Ref)],
        };
}
