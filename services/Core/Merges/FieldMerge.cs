using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Values;

namespace Integration.Core.Merges;

/// <summary>The three-way merge of one field: two values just read, and what each side held when both last agreed.</summary>
public static class FieldMerge
{
    /// <summary>Decides one field. Total: every input has exactly one verdict.</summary>
    /// <param name="field">The mapping's row.</param>
    /// <param name="state">Bases and change times of this pair's field.</param>
    /// <param name="hubSpot">What HubSpot holds now.</param>
    /// <param name="salesforce">What Salesforce holds now.</param>
    public static FieldVerdict Decide(FieldMapping field, FieldState state, FieldValue hubSpot, FieldValue salesforce)
    {
        if (hubSpot.IsMissing || salesforce.IsMissing) return FieldVerdict.Suspended;
        var unbased = state.BaseHubSpot.IsMissing || state.BaseSalesforce.IsMissing;
        var hubSpotChanged = hubSpot != state.BaseHubSpot;
        var salesforceChanged = salesforce != state.BaseSalesforce;
        if (!unbased && !hubSpotChanged && !salesforceChanged) return FieldVerdict.Nothing;
        if (Expression.Agrees(field, hubSpot, salesforce)) return FieldVerdict.Adopt(unbased ? "first contact: agree" : "agree");
        if (unbased) return FirstContact(field, state, hubSpot, salesforce);
        if (Resolution.IsJoin(field.Conflict)) return Carry(field, state, hubSpot, salesforce, Resolution.By(field, state, hubSpot, salesforce), $"join: {Name(field.Conflict)}", hubSpotChanged, salesforceChanged);
        if (hubSpotChanged && salesforceChanged) return BothChanged(field, state, hubSpot, salesforce);
        var changed = hubSpotChanged ? SystemName.HubSpot : SystemName.Salesforce;
        return field.WritesTo(changed.Other())
            ? Carry(field, state, hubSpot, salesforce, Resolution.Of(changed), $"{changed} changed", hubSpotChanged, salesforceChanged)
            : Drift(field, state, hubSpot, salesforce, changed);
    }

    private static FieldVerdict FirstContact(FieldMapping field, FieldState state, FieldValue hubSpot, FieldValue salesforce)
    {
        if (field.Direction != FieldDirection.Both && !Resolution.IsJoin(field.Conflict))
        {
            var owner = field.Direction == FieldDirection.ToSalesforce ? SystemName.HubSpot : SystemName.Salesforce;
            return Carry(field, state, hubSpot, salesforce, Resolution.Of(owner), $"first contact: {owner} owns", true, true);
        }
        // A blank against a value at first contact is absence of knowledge, not a wish to clear.
        if (!hubSpot.HasText) return Carry(field, state, hubSpot, salesforce, Resolution.Of(SystemName.Salesforce), "first contact: blank loses", false, true);
        if (!salesforce.HasText) return Carry(field, state, hubSpot, salesforce, Resolution.Of(SystemName.HubSpot), "first contact: blank loses", true, false);
        return Carry(field, state, hubSpot, salesforce, Resolution.By(field, state, hubSpot, salesforce), $"first contact: {Name(field.Conflict)}", true, true);
    }

    private static FieldVerdict BothChanged(FieldMapping field, FieldState state, FieldValue hubSpot, FieldValue salesforce)
    {
        if (field.Direction == FieldDirection.Both)
            return Carry(field, state, hubSpot, salesforce, Resolution.By(field, state, hubSpot, salesforce), $"both changed: {Name(field.Conflict)}", true, true);
        var owner = field.Direction == FieldDirection.ToSalesforce ? SystemName.HubSpot : SystemName.Salesforce;
        return Carry(field, state, hubSpot, salesforce, Resolution.Of(owner), $"both changed: {owner} owns", true, true);
    }

    private static FieldVerdict Drift(FieldMapping field, FieldState state, FieldValue hubSpot, FieldValue salesforce, SystemName changed)
    {
        if (field.Drift == DriftRule.Ignore) return FieldVerdict.Adopt($"drift on {changed}: ignored", changed);
        var putBack = Carry(field, state, hubSpot, salesforce, Resolution.Of(changed.Other()), $"drift on {changed}: put back", changed == SystemName.HubSpot, changed == SystemName.Salesforce);
        // The owner is blank: the edit stays where it is, and it is the edit that did not travel, not the blank.
        return putBack.Outcome == FieldOutcome.Adopt ? putBack with { Rule = $"drift on {changed}: kept, a blank is not written over it", Loser = changed } : putBack;
    }

    /// <summary>Turns a resolution into writes on the sides that differ from it and may be written.</summary>
    private static FieldVerdict Carry(
        FieldMapping field, FieldState state, FieldValue hubSpot, FieldValue salesforce, Resolution resolution, string rule, bool hubSpotChanged, bool salesforceChanged)
    {
        if (resolution.HoldCode is { } code) return FieldVerdict.Held(rule, code);
        var merged = FieldValue.Of(resolution.Merged);
        var forHubSpot = resolution.Take is not { } take ? merged
            : take == SystemName.HubSpot ? hubSpot
            : Expression.Across(field, salesforce, SystemName.Salesforce);
        var forSalesforce = resolution.Take is not { } taken ? merged
            : taken == SystemName.Salesforce ? salesforce
            : Expression.Across(field, hubSpot, SystemName.HubSpot);
        // A side that the row never writes needs no word for the value.
        var (toHubSpot, toSalesforce) = (field.WritesTo(SystemName.HubSpot), field.WritesTo(SystemName.Salesforce));
        if ((toHubSpot && forHubSpot.IsMissing) || (toSalesforce && forSalesforce.IsMissing)) return FieldVerdict.Held(rule, HoldCodes.FieldUntranslated) with { Untold = resolution.Take };

        var intoHubSpot = toHubSpot && !Canonical.Same(field.Type, forHubSpot, hubSpot) ? forHubSpot : FieldValue.Missing;
        var intoSalesforce = toSalesforce && !Canonical.Same(field.Type, forSalesforce, salesforce) ? forSalesforce : FieldValue.Missing;
        if (MayNotClear(field, state.BaseHubSpot, intoHubSpot) || MayNotClear(field, state.BaseSalesforce, intoSalesforce))
        {
            // The winner is a blank that may not travel. Left so, the other side's edit would reach nobody and no later read would differ.
            if (resolution.Take is { } winner && field.WritesTo(winner) && !(winner == SystemName.HubSpot ? hubSpot : salesforce).HasText && (winner == SystemName.HubSpot ? salesforceChanged : hubSpotChanged))
                return Carry(field, state, hubSpot, salesforce, Resolution.Of(winner.Other()), $"{rule}; a blank is not written, the other's edit is", hubSpotChanged, salesforceChanged);
            return FieldVerdict.Adopt($"{rule}; never blank", resolution.Take is { } cleared && SaidSomething(cleared) ? cleared : null);
        }

        if (intoHubSpot.IsMissing && intoSalesforce.IsMissing) return FieldVerdict.Adopt(rule);
        var overwritten = resolution.Take?.Other();
        return new FieldVerdict
        {
            Outcome = FieldOutcome.Write,
            Rule = rule,
            IntoHubSpot = intoHubSpot,
            IntoSalesforce = intoSalesforce,
            Loser = overwritten is { } loser && !(loser == SystemName.HubSpot ? intoHubSpot : intoSalesforce).IsMissing && SaidSomething(loser) ? loser : null,
        };

        // A value that somebody set, or cleared. A blank that was always there is nobody's word, and its loss nobody's.
        bool SaidSomething(SystemName side) => side == SystemName.HubSpot
            ? hubSpotChanged && (hubSpot.HasText || state.BaseHubSpot.HasText)
            : salesforceChanged && (salesforce.HasText || state.BaseSalesforce.HasText);
    }

    // A blank travels only where both sides once agreed on a value: else it is absence of knowledge. I7 of sync-correctness.
    private static bool MayNotClear(FieldMapping field, FieldValue itsBase, FieldValue write) =>
        write.IsBlank && (field.NeverBlank || field.Type == FieldType.Email || !itsBase.HasText);

    private static string Name(ConflictPolicy policy) => policy switch
    {
        ConflictPolicy.HubSpot => "hubspot",
        ConflictPolicy.Salesforce => "salesforce",
        ConflictPolicy.FillBlank => "fill-blank",
        ConflictPolicy.MostAdvanced => "most-advanced",
        ConflictPolicy.UnionGrow => "union-grow",
        ConflictPolicy.OptOut => "opt-out",
        _ => policy.ToString().ToLowerInvariant(),
    };
}
