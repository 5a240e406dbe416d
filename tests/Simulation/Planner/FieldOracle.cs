using System.Globalization;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Simulation.Tests.Planner;

/// <summary>What both sides should hold in the end, stated apart from the product: slow, obvious, on plain strings.</summary>
internal static class FieldOracle
{
    /// <summary>The values that both sides should hold; the same as before where nothing may be done.</summary>
    public static (string? HubSpot, string? Salesforce) Final(FieldCase c)
    {
        var (h, s) = (c.HubSpot.Text, c.Salesforce.Text);
        if (c.HubSpot.IsMissing || c.Salesforce.IsMissing) return (h, s);
        var unbased = c.BaseHubSpot.IsMissing || c.BaseSalesforce.IsMissing;
        var changedHubSpot = unbased || h != c.BaseHubSpot.Text;
        var changedSalesforce = unbased || s != c.BaseSalesforce.Text;
        if (!changedHubSpot && !changedSalesforce) return (h, s);
        if (Meaning(c.Field, h) == Meaning(c.Field, s)) return (h, s);
        if (Wanted(c, h, s, unbased, changedHubSpot, changedSalesforce) is not { } wanted) return (h, s);

        var mayHubSpot = c.Field.Direction != FieldDirection.ToSalesforce && Meaning(c.Field, wanted.Text) != Meaning(c.Field, h);
        var maySalesforce = c.Field.Direction != FieldDirection.ToHubSpot && Meaning(c.Field, wanted.Text) != Meaning(c.Field, s);
        if (wanted.Text is null && ((mayHubSpot && c.BaseHubSpot.Text is null) || (maySalesforce && c.BaseSalesforce.Text is null)))
        {
            // The blank may not go where it is wanted. What the other side typed meanwhile goes the other way, if it may.
            var isEdit = h is null ? changedSalesforce && c.Field.Direction != FieldDirection.ToSalesforce : changedHubSpot && c.Field.Direction != FieldDirection.ToHubSpot;
            return isEdit ? (h ?? s, s ?? h) : (h, s);
        }
        return (mayHubSpot ? wanted.Text : h, maySalesforce ? wanted.Text : s);
    }

    private static Want? Wanted(FieldCase c, string? h, string? s, bool unbased, bool changedHubSpot, bool changedSalesforce)
    {
        var isJoin = c.Field.Conflict is ConflictPolicy.FillBlank or ConflictPolicy.MostAdvanced or ConflictPolicy.UnionGrow or ConflictPolicy.Max or ConflictPolicy.Min or ConflictPolicy.OptOut;
        if (!isJoin && c.Field.Direction != FieldDirection.Both)
        {
            var ownerIsHubSpot = c.Field.Direction == FieldDirection.ToSalesforce;
            var onlyTheOtherChanged = ownerIsHubSpot ? !changedHubSpot : !changedSalesforce;
            if (onlyTheOtherChanged && c.Field.Drift == DriftRule.Ignore) return null;
            return new Want(ownerIsHubSpot ? h : s);
        }
        if (unbased && h is null) return new Want(s);
        if (unbased && s is null) return new Want(h);
        if (!isJoin && !(changedHubSpot && changedSalesforce)) return new Want(changedHubSpot ? h : s);
        return Policy(c, h, s, unbased);
    }

    private static Want? Policy(FieldCase c, string? h, string? s, bool unbased)
    {
        switch (c.Field.Conflict)
        {
            case ConflictPolicy.HubSpot: return new Want(h);
            case ConflictPolicy.Salesforce: return new Want(s);
            case ConflictPolicy.Newest: return new Want(c.Field.Else == SystemName.HubSpot ? h : s); // No times are known in this space.
            case ConflictPolicy.Hold: return null;
            case ConflictPolicy.FillBlank:
                var ownsHubSpot = c.Field.Else == SystemName.HubSpot;
                var (own, other, was) = ownsHubSpot ? (h, s, c.BaseHubSpot.Text) : (s, h, c.BaseSalesforce.Text);
                return new Want(own ?? (was is not null ? null : other));
            case ConflictPolicy.MostAdvanced:
                int Rank(string? v) => v is null ? 0 : v.Trim() switch { "1" => 1, "2" => 2, "3" => 3, _ => -1 };
                if (Rank(h) < 0 || Rank(s) < 0) return null;
                return new Want(Rank(h) >= Rank(s) ? h : s);
            case ConflictPolicy.Max or ConflictPolicy.Min:
                if (h is null) return new Want(s);
                if (s is null) return new Want(h);
                if (!decimal.TryParse(h, NumberStyles.Float, CultureInfo.InvariantCulture, out var a) || !decimal.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out var b)) return null;
                return new Want(a > b == (c.Field.Conflict == ConflictPolicy.Max) ? h : s);
            case ConflictPolicy.OptOut:
                // Whoever is out on one side is out on both, unless both had agreed on it and the side that may let people in again did.
                var (stillOut, backIn) = h == "true" ? (h, s) : (s, h);
                var inAgain = h == "true" ? SystemName.Salesforce : SystemName.HubSpot;
                return new Want(c.BaseHubSpot.Text == "true" && c.BaseSalesforce.Text == "true" && c.Field.OptInFrom == inAgain ? backIn : stillOut);
            case ConflictPolicy.UnionGrow:
                return new Want(Join(Parts(h).Concat(Parts(s))));
            default:
                var (inHubSpot, inSalesforce, before) = (Parts(h), Parts(s), Parts(c.BaseHubSpot.Text).Intersect(Parts(c.BaseSalesforce.Text)));
                return new Want(unbased
                    ? Join(inHubSpot.Concat(inSalesforce))
                    : Join(inHubSpot.Concat(inSalesforce).Where(part => !before.Contains(part) || (inHubSpot.Contains(part) && inSalesforce.Contains(part)))));
        }
    }

    internal static string? Meaning(FieldMapping field, string? value)
    {
        if (field.Type == FieldType.Boolean) return value == "true" ? value : "false";
        if (string.IsNullOrWhiteSpace(value)) return null;
        if (field.Type == FieldType.MultiPicklist) return Join(Parts(value));
        return field.Type == FieldType.Number && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.####", CultureInfo.InvariantCulture) : value.Trim();
    }

    private static string[] Parts(string? value) => (value ?? "").Split(';').Select(part => part.Trim()).Where(part => part.Length > 0).ToArray();

    private static string? Join(IEnumerable<string> parts)
    {
        var joined = string.Join(';', parts.Distinct().OrderBy(part => part, StringComparer.Ordinal));
        return joined.Length == 0 ? null : joined;
    }

    private sealed record Want(string? Text);
}
