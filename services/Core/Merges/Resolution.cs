using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Values;

namespace Integration.Core.Merges;

/// <summary>Which value a field should have: one side's, a merged one, or nobody can say.</summary>
internal readonly record struct Resolution(SystemName? Take, string? Merged, string? HoldCode)
{
    public static Resolution Of(SystemName side) => new(side, null, null);
    public static Resolution Union(IEnumerable<string> parts) => new(null, string.Join(';', parts), null);
    public static Resolution Hold(string code) => new(null, null, code);

    /// <summary>A join decides by the two values alone and so also when only one side changed; its result cannot depend on the order of arrival.</summary>
    public static bool IsJoin(ConflictPolicy policy) =>
        policy is ConflictPolicy.FillBlank or ConflictPolicy.MostAdvanced or ConflictPolicy.UnionGrow or ConflictPolicy.Max or ConflictPolicy.Min or ConflictPolicy.OptOut;

    /// <summary>Both sides changed (or a join sees two values) and they do not mean the same.</summary>
    public static Resolution By(FieldMapping field, FieldState state, FieldValue hubSpot, FieldValue salesforce) => field.Conflict switch
    {
        ConflictPolicy.HubSpot => Of(SystemName.HubSpot),
        ConflictPolicy.Salesforce => Of(SystemName.Salesforce),
        ConflictPolicy.Newest => Of(Newest(state) ?? field.Else),
        ConflictPolicy.FillBlank => FillBlank(field, state, hubSpot, salesforce),
        ConflictPolicy.MostAdvanced => MostAdvanced(field, hubSpot, salesforce),
        ConflictPolicy.Union => Unite(state, hubSpot, salesforce),
        ConflictPolicy.UnionGrow => Union(Set(hubSpot).Union(Set(salesforce), StringComparer.Ordinal).Order(StringComparer.Ordinal)),
        ConflictPolicy.Max => Extreme(field, hubSpot, salesforce, wantLarger: true),
        ConflictPolicy.Min => Extreme(field, hubSpot, salesforce, wantLarger: false),
        ConflictPolicy.OptOut => OptOut(field, state, hubSpot, salesforce),
        _ => Hold(HoldCodes.FieldConflict),
    };

    // Asked only when the two differ, so exactly one side says out. It wins, unless both had agreed on it and the side that may
    // let people in again is the one that changed: docs/adr/0015.
    private static Resolution OptOut(FieldMapping field, FieldState state, FieldValue hubSpot, FieldValue salesforce)
    {
        var stillOut = Canonical.IsTrue(hubSpot) ? SystemName.HubSpot : SystemName.Salesforce;
        var agreedOut = Canonical.IsTrue(state.BaseHubSpot) && Canonical.IsTrue(state.BaseSalesforce);
        return Of(agreedOut && field.OptInFrom == stillOut.Other() ? stillOut.Other() : stillOut);
    }

    // Two clocks are not one clock: only intervals that do not touch, with a margin for skew, say who was later.
    private static SystemName? Newest(FieldState state)
    {
        const long skewMs = 2_000; // Salesforce stamps are whole seconds; one more for the drift between two hosted systems. sync-correctness 4.11.
        if (state is not { HubSpotChanged: { } hubSpot, SalesforceChanged: { } salesforce }) return null;
        if (hubSpot.After >= salesforce.NotAfter + skewMs) return SystemName.HubSpot;
        if (salesforce.After >= hubSpot.NotAfter + skewMs) return SystemName.Salesforce;
        return null;
    }

    private static Resolution FillBlank(FieldMapping field, FieldState state, FieldValue hubSpot, FieldValue salesforce)
    {
        var owner = field.Else;
        var owned = owner == SystemName.HubSpot ? hubSpot : salesforce;
        var clearedNow = owned.IsBlank && state.Base(owner).HasText;
        return Of(owned.HasText || clearedNow ? owner : owner.Other());
    }

    private static Resolution MostAdvanced(FieldMapping field, FieldValue hubSpot, FieldValue salesforce)
    {
        var told = Expression.Across(field, salesforce, SystemName.Salesforce);
        if (told.IsMissing) return Hold(HoldCodes.FieldUntranslated);
        var (own, other) = (Rank(field, hubSpot), Rank(field, told));
        if (own is null || other is null) return Hold(HoldCodes.FieldOutsideOrder);
        return Of(own >= other ? SystemName.HubSpot : SystemName.Salesforce);
    }

    private static int? Rank(FieldMapping field, FieldValue value)
    {
        if (!value.HasText) return -1;
        var rank = field.Order.IndexOf(value.Text!.Trim());
        return rank < 0 ? null : rank;
    }

    private static Resolution Unite(FieldState state, FieldValue hubSpot, FieldValue salesforce)
    {
        var (h, s) = (Set(hubSpot), Set(salesforce));
        if (state.BaseHubSpot.IsMissing || state.BaseSalesforce.IsMissing) return Union(h.Union(s, StringComparer.Ordinal).Order(StringComparer.Ordinal));
        // Removed is only what both once had: a value that one side never took was not taken out there.
        var common = Set(state.BaseHubSpot).Intersect(Set(state.BaseSalesforce), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        return Union(h.Union(s, StringComparer.Ordinal)
            .Where(part => common.Contains(part) ? h.Contains(part) && s.Contains(part) : true)
            .Order(StringComparer.Ordinal));
    }

    private static Resolution Extreme(FieldMapping field, FieldValue hubSpot, FieldValue salesforce, bool wantLarger)
    {
        if (!hubSpot.HasText) return Of(SystemName.Salesforce);
        if (!salesforce.HasText) return Of(SystemName.HubSpot);
        var order = Compare(field.Type, hubSpot.Text!.Trim(), salesforce.Text!.Trim());
        if (order is null) return Hold(HoldCodes.FieldNotComparable);
        return Of(order > 0 == wantLarger ? SystemName.HubSpot : SystemName.Salesforce);
    }

    private static int? Compare(FieldType type, string one, string other) => type switch
    {
        FieldType.Date when Canonical.Day(one) is { } a && Canonical.Day(other) is { } b => a.CompareTo(b),
        FieldType.DateTime when Canonical.Instant(one) is { } a && Canonical.Instant(other) is { } b => a.CompareTo(b),
        FieldType.Date or FieldType.DateTime => null,
        _ => Canonical.Number(one) is { } a && Canonical.Number(other) is { } b ? a.CompareTo(b) : null,
    };

    private static SortedSet<string> Set(FieldValue value) => Canonical.Set(value.Text);
}
