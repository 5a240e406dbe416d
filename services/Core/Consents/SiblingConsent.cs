using System.Collections.Immutable;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.Values;

namespace Integration.Core.Consents;

/// <summary>A Salesforce record whose address is linked through another record has no counterpart to be kept in step with; the person's no holds for it all the same.</summary>
internal static class SiblingConsent
{
    /// <summary>The write that puts the opt-out of one of the two on the other; null = nothing to do.</summary>
    /// <param name="cycle">Of the record without a counterpart.</param>
    /// <param name="linked">The HubSpot contact with the same address, which belongs to another pair.</param>
    public static Decision? Carry(Cycle cycle, Observation linked)
    {
        // HubSpot knows an address once, so that only Salesforce has siblings.
        if (cycle.Pair.Salesforce is not { Ref: { } own, Seen: { } seen } || linked.Key.System != SystemName.HubSpot) return null;
        if (cycle.Mapping.FieldsOn(own.Object).FirstOrDefault(field => field.Conflict == ConflictPolicy.OptOut) is not { } optOut) return null;
        var (h, s) = (linked.Values[optOut.HubSpot], seen.Values[optOut.Salesforce]);
        if (h.IsMissing || s.IsMissing || Canonical.IsTrue(h) == Canonical.IsTrue(s)) return null;
        var into = Canonical.IsTrue(s) ? SystemName.HubSpot : SystemName.Salesforce;
        var told = FieldValue.Of("true");
        if (FieldSync.IsHeld(cycle, optOut, into, told)) return null;
        return new Decision.Write(Reconcile.Clean(cycle.Pair, cycle.Mapping).WithIntent(into, new Intent
        {
            Id = into == SystemName.HubSpot ? cycle.Evidence.IntentIntoHubSpot : cycle.Evidence.IntentIntoSalesforce,
            System = into,
            Kind = IntentKind.Update,
            Object = into == SystemName.HubSpot ? linked.Key.Object : own.Object,
            Target = into == SystemName.HubSpot ? linked.Key : own,
            Values = FieldValues.None.With(optOut.NameIn(into), told),
            Prior = FieldValues.None.With(optOut.NameIn(into), into == SystemName.HubSpot ? h : s),
            Cause = FieldValues.None.With(optOut.NameIn(into.Other()), into == SystemName.HubSpot ? s : h),
            Rules = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(optOut.NameIn(into), "opt-out of the same address"),
            SentAt = cycle.Now,
            NotBefore = cycle.Now + cycle.Limits.SettleTime,
        }) with
        { CleanGeneration = cycle.Pair.CleanGeneration, Attempts = cycle.Pair.Attempts });
    }
}
