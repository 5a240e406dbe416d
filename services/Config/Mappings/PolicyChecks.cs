using Integration.Config.Diagnostics;
using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Config.Mappings;

/// <summary>Whether a row's rules can do what they say, given its direction and type.</summary>
internal static class PolicyChecks
{
    public static void Check(FieldRow row, FieldType type, Findings findings)
    {
        var isOneWay = row.Direction != FieldDirection.Both;
        if (isOneWay && row.Conflict is { } asked && !IsJoin(asked))
            findings.Report(DiagnosticCodes.PolicyOneWay, row.Keys.Node("conflict")!, $"the row goes {MappingWords.Of(row.Direction)} only, so '{MappingWords.Of(asked)}' is never asked", "remove `conflict`, or use `direction: both`");
        if (!isOneWay && row.Drift is not null)
            NoEffect(row, "drift", "the row goes both ways, so no side is read-only", findings);
        if (row.Else is not null && row.Conflict is not (ConflictPolicy.Newest or ConflictPolicy.FillBlank))
            NoEffect(row, "else", "only `newest` and `fill-blank` fall back to a side", findings);
        if (row.Default is not null && !row.WritesTo(SystemName.Salesforce))
            NoEffect(row, "default", "a default is written when a Salesforce record is created, and the row does not write to Salesforce", findings);
        Order(row, findings);
        if (row.Conflict is { } policy && Unsuited(policy, type) is { } suited)
            findings.Report(DiagnosticCodes.PolicyType, row.Keys.Node("conflict")!, $"'{MappingWords.Of(policy)}' suits {suited}, and the row holds {MappingWords.Of(type)}", "choose another policy, or give `type` if the fields hold something else");
        if (row.HubSpot.Value == "lifecyclestage" && row.WritesTo(SystemName.HubSpot) && row.Conflict != ConflictPolicy.MostAdvanced)
            findings.Report(DiagnosticCodes.StageBackwards, row.HubSpot, "HubSpot takes only later lifecycle stages; earlier ones are dropped without an error", "add `conflict: most-advanced` with `order`, so that they are not sent");
    }

    /// <summary>These decide by the two values alone and so guard a one-way write as well.</summary>
    private static bool IsJoin(ConflictPolicy policy) => policy is ConflictPolicy.FillBlank or ConflictPolicy.MostAdvanced or ConflictPolicy.UnionGrow or ConflictPolicy.Max or ConflictPolicy.Min;

    private static void Order(FieldRow row, Findings findings)
    {
        if (row.Conflict == ConflictPolicy.MostAdvanced && row.Order.Count == 0)
            findings.Report(DiagnosticCodes.OrderMissing, row.Keys.Node("conflict")!, "'most-advanced' has no 'order'", "add `order: [least, ..., most]` with HubSpot values");
        if (row.Conflict != ConflictPolicy.MostAdvanced && row.Keys.Has("order"))
            findings.Report(DiagnosticCodes.OrderMissing, row.Keys.PlaceOf("order"), "'order' stands without 'conflict: most-advanced'", "add `conflict: most-advanced`, or remove the order");
        foreach (var twice in row.Order.GroupBy(value => value.Value, StringComparer.Ordinal).Where(group => group.Count() > 1))
            findings.Report(DiagnosticCodes.OrderMissing, twice.ElementAt(1), $"{Quote.Of(twice.Key)} stands twice in the order", "name each value once", new RelatedPlace(twice.First().Place, "it first stands here"));
    }

    private static string? Unsuited(ConflictPolicy policy, FieldType type) => policy switch
    {
        ConflictPolicy.Union or ConflictPolicy.UnionGrow when type != FieldType.MultiPicklist => "multi-picklist",
        ConflictPolicy.Max or ConflictPolicy.Min when type is not (FieldType.Number or FieldType.Date or FieldType.DateTime) => "number, date and datetime",
        ConflictPolicy.MostAdvanced when type is not (FieldType.Picklist or FieldType.Text) => "picklist and text",
        _ => null,
    };

    private static void NoEffect(FieldRow row, string key, string why, Findings findings) =>
        findings.Report(DiagnosticCodes.NoEffect, row.Keys.PlaceOf(key), $"'{key}' has no effect: {why}", $"remove '{key}', or change what it depends on");
}
