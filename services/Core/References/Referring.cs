using System.Collections.Immutable;
using Integration.Core.Mappings;
using Integration.Core.Merges;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;

namespace Integration.Core.References;

/// <summary>Fields whose values are ids: a link between two records serves as the translation of one id into the other.</summary>
/// <remarks>
/// With that translation in place a reference is merged like any other field. An id without a counterpart holds the field and nothing
/// else: the record goes on, and so does the one referred to, which never waits for those that refer to it.
/// </remarks>
internal static class Referring
{
    /// <summary>Records referred to come last, so that their write can be left to a cycle of its own: see <see cref="IsLink"/>.</summary>
    public static IEnumerable<FieldMapping> LinksLast(IEnumerable<FieldMapping> fields) => fields.OrderBy(IsLink);

    /// <summary>
    /// Whether HubSpot keeps the field as an association. It is written by another call than properties are; an intent that needed two
    /// calls could be half done, which nobody could tell from a refusal. So it travels alone, and never with a create.
    /// </summary>
    public static bool IsLink(FieldMapping field) => field.RefersTo is Reference.Record;

    /// <summary>The verdict on one reference; asks for what is not known yet.</summary>
    public static FieldVerdict Decide(Cycle cycle, FieldMapping field, FieldState state, FieldValue hubSpot, FieldValue salesforce, ImmutableArray<LookUp>.Builder look)
    {
        // What neither side changed needs no look: most cycles are about other fields.
        if (hubSpot == state.BaseHubSpot && salesforce == state.BaseSalesforce) return FieldMerge.Decide(field, state, hubSpot, salesforce);
        var (inSalesforce, inHubSpot) = (CounterpartOf(cycle, field, SystemName.HubSpot, hubSpot, look), CounterpartOf(cycle, field, SystemName.Salesforce, salesforce, look));
        if (look.Count > 0) return FieldVerdict.Suspended;
        // Owned by ourselves means owned by nobody: it loses to an owner as a blank does, and is no change from one blank to the other.
        if (inHubSpot is Counterpart.Unowned)
            (salesforce, state) = (FieldValue.Blank, state.BaseSalesforce == salesforce ? state with { BaseSalesforce = FieldValue.Blank } : state);
        var verdict = FieldMerge.Decide(field with { Values = Table(hubSpot, inSalesforce, salesforce, inHubSpot) }, state, hubSpot, salesforce);
        if (verdict is not { HoldCode: HoldCodes.FieldUntranslated, Untold: { } untold }) return verdict;
        var (code, need) = (untold == SystemName.HubSpot ? inSalesforce : inHubSpot)!.WhyNot(untold);
        return verdict with { HoldCode = code, Need = need };
    }

    /// <summary>The fields of a create, each reference with its translation; or what has to be done first.</summary>
    public static (ImmutableArray<FieldMapping> Fields, Decision? First) OnCreate(Cycle cycle, SystemName own, IEnumerable<FieldMapping> all)
    {
        var fields = ImmutableArray.CreateBuilder<FieldMapping>();
        var look = ImmutableArray.CreateBuilder<LookUp>();
        Hold? wait = null;
        foreach (var field in all)
        {
            if (field.RefersTo is null || !field.WritesTo(own.Other()))
            {
                fields.Add(field);
                continue;
            }
            var value = cycle.Pair.Of(own).Seen!.Values[field.NameIn(own)];
            var there = CounterpartOf(cycle, field, own, value, look);
            if (field.IsRequired && there?.Writable is null) wait ??= Wait(cycle, own, field, there);
            if (IsLink(field) && own == SystemName.Salesforce) continue;
            fields.Add(field with { Values = own == SystemName.HubSpot ? Table(value, there, FieldValue.Blank, null) : Table(FieldValue.Blank, null, value, there) });
        }
        return look.Count > 0 ? ([], new Decision.Look(look.ToImmutable())) : (fields.ToImmutable(), wait is null ? null : Reconcile.Hold(cycle, wait));
    }

    /// <summary>Both records of a pair that became linked by this step: whoever refers to one of them waited for that.</summary>
    public static ImmutableArray<string> Wakes(Mapping mapping, Pair before, Pair after)
    {
        if (!mapping.IsReferredTo || after.Link() is not { } link || before.Link() == link) return [];
        return [link.HubSpot.ToString(), link.Salesforce.ToString()];
    }

    /// <summary>Whether an association was left to a cycle of its own: it moved on a side, and is neither held nor agreed.</summary>
    public static bool IsLeft(Mapping mapping, Pair pair) =>
        pair is { HubSpot.Seen: { } hubSpot, Salesforce.Seen: { } salesforce }
        && mapping.FieldsOn(salesforce.Key.Object).Where(IsLink).Any(field =>
        {
            var state = pair.Field(field.HubSpot);
            var (h, s) = (hubSpot.Values[field.HubSpot], salesforce.Values[field.Salesforce]);
            return state.Hold is null && !h.IsMissing && !s.IsMissing && (h != state.BaseHubSpot || s != state.BaseSalesforce);
        });

    private static Counterpart? CounterpartOf(Cycle cycle, FieldMapping field, SystemName system, FieldValue value, ImmutableArray<LookUp>.Builder look)
    {
        if (value.Text?.Trim() is not { Length: > 0 } id) return null;
        var ask = new LookUp.Referred(field.RefersTo!, system, id);
        if (cycle.Evidence.Referred.TryGetValue(ask, out var known)) return known;
        look.Add(ask);
        return null;
    }

    // Salesforce id to HubSpot id. Two ids that mean the same stand for each other even where none of them may be written any more.
    private static ImmutableSortedDictionary<string, string> Table(FieldValue hubSpot, Counterpart? inSalesforce, FieldValue salesforce, Counterpart? inHubSpot)
    {
        var table = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var (h, s) = (hubSpot.Text?.Trim(), salesforce.Text?.Trim());
        if (h is not null && s is not null && (inSalesforce?.Means(s) == true || inHubSpot?.Means(h) == true)) table[s] = h;
        else
        {
            if (h is not null && inSalesforce?.Writable is { } there) table[there] = h;
            if (s is not null && inHubSpot?.Writable is { } here) table[s] = here;
        }
        return table.ToImmutable();
    }

    private static Hold Wait(Cycle cycle, SystemName own, FieldMapping field, Counterpart? there)
    {
        var need = there?.WhyNot(own).Need ?? new Need($"{field.NameIn(own)} is blank.");
        return HoldCodes.Hold(HoldCodes.WaitsForReference, Digest.Of(field.HubSpot, need.Detail, cycle.Mapping.Version), need.Detail) with
        {
            WaitsOn = need.WaitsOn,
            RetryAt = cycle.Now + cycle.Limits.HoldRetry,
        };
    }
}
