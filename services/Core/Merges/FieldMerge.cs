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
        var read = new FieldReading(field, state, hubSpot, salesforce);
        var unbased = state.BaseHubSpot.IsMissing || state.BaseSalesforce.IsMissing;
        if (!unbased && !read.HubSpotChanged && !read.SalesforceChanged) return FieldVerdict.Nothing;
        if (Expression.Agrees(field, hubSpot, salesforce)) return FieldVerdict.Adopt(unbased ? "first contact: agree" : "agree");
        if (unbased) return FirstContact(read with { HubSpotChanged = true, SalesforceChanged = true });
        if (Resolution.IsJoin(field.Conflict)) return Carry(read, ByPolicy(read), $"join: {Name(field.Conflict)}");
        if (read.HubSpotChanged && read.SalesforceChanged) return BothChanged(read);
        var changed = read.HubSpotChanged ? SystemName.HubSpot : SystemName.Salesforce;
        return field.WritesTo(changed.Other()) ? Carry(read, Resolution.Of(changed), $"{changed} changed") : Drift(read, changed);
    }

    private static FieldVerdict FirstContact(FieldReading read)
    {
        if (Owner(read.Field) is { } owner && !Resolution.IsJoin(read.Field.Conflict)) return Carry(read, Resolution.Of(owner), $"first contact: {owner} owns");
        // A blank against a value at first contact is absence of knowledge, not a wish to clear.
        if (!read.HubSpot.HasText) return Carry(read with { HubSpotChanged = false }, Resolution.Of(SystemName.Salesforce), "first contact: blank loses");
        if (!read.Salesforce.HasText) return Carry(read with { SalesforceChanged = false }, Resolution.Of(SystemName.HubSpot), "first contact: blank loses");
        return Carry(read, ByPolicy(read), $"first contact: {Name(read.Field.Conflict)}");
    }

    private static FieldVerdict BothChanged(FieldReading read) => Owner(read.Field) is { } owner
        ? Carry(read, Resolution.Of(owner), $"both changed: {owner} owns")
        : Carry(read, ByPolicy(read), $"both changed: {Name(read.Field.Conflict)}");

    private static FieldVerdict Drift(FieldReading read, SystemName changed)
    {
        if (read.Field.Drift == DriftRule.Ignore) return FieldVerdict.Adopt($"drift on {changed}: ignored", changed);
        var putBack = Carry(read, Resolution.Of(changed.Other()), $"drift on {changed}: put back");
        // The owner is blank: the edit stays where it is, and it is the edit that did not travel, not the blank.
        return putBack.Outcome == FieldOutcome.Adopt ? putBack with { Rule = $"drift on {changed}: kept, a blank is not written over it", Loser = changed } : putBack;
    }

    /// <summary>Turns a resolution into writes on the sides that differ from it and may be written.</summary>
    private static FieldVerdict Carry(FieldReading read, Resolution resolution, string rule)
    {
        if (resolution.HoldCode is { } code) return FieldVerdict.Held(rule, code);
        var (forHubSpot, forSalesforce) = (read.Under(resolution, SystemName.HubSpot), read.Under(resolution, SystemName.Salesforce));
        // A side that the row never writes needs no word for the value.
        if ((read.Field.WritesTo(SystemName.HubSpot) && forHubSpot.IsMissing) || (read.Field.WritesTo(SystemName.Salesforce) && forSalesforce.IsMissing))
            return FieldVerdict.Held(rule, HoldCodes.FieldUntranslated) with { Untold = resolution.Take };

        var (intoHubSpot, intoSalesforce) = (read.Write(forHubSpot, SystemName.HubSpot), read.Write(forSalesforce, SystemName.Salesforce));
        if (read.MayNotClear(intoHubSpot, SystemName.HubSpot) || read.MayNotClear(intoSalesforce, SystemName.Salesforce)) return NeverBlank(read, resolution, rule);
        if (intoHubSpot.IsMissing && intoSalesforce.IsMissing) return FieldVerdict.Adopt(rule);
        return new FieldVerdict
        {
            Outcome = FieldOutcome.Write,
            Rule = rule,
            IntoHubSpot = intoHubSpot,
            IntoSalesforce = intoSalesforce,
            Loser = resolution.Take?.Other() is { } loser && !(loser == SystemName.HubSpot ? intoHubSpot : intoSalesforce).IsMissing && read.SaidSomething(loser) ? loser : null,
        };
    }

    /// <summary>The winner is a blank that may not travel. Left so, the other side's edit would reach nobody and no later read would differ.</summary>
    private static FieldVerdict NeverBlank(FieldReading read, Resolution resolution, string rule)
    {
        if (resolution.Take is not { } winner) return FieldVerdict.Adopt($"{rule}; never blank");
        if (read.Field.WritesTo(winner) && !read.Of(winner).HasText && read.HasChanged(winner.Other()))
            return Carry(read, Resolution.Of(winner.Other()), $"{rule}; a blank is not written, the other's edit is");
        return FieldVerdict.Adopt($"{rule}; never blank", read.SaidSomething(winner) ? winner : null);
    }

    private static Resolution ByPolicy(FieldReading read) => Resolution.By(read.Field, read.State, read.HubSpot, read.Salesforce);

    /// <summary>The side whose word counts where the row goes one way; null where it goes both.</summary>
    private static SystemName? Owner(FieldMapping field) => field.Direction switch
    {
        FieldDirection.ToSalesforce => SystemName.HubSpot,
        FieldDirection.ToHubSpot => SystemName.Salesforce,
        _ => null,
    };

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
