using Integration.Core.Mappings;
using Integration.Core.Records;

namespace Integration.Config.Mappings;

/// <summary>The words of a Mapping document and what they mean in Core.</summary>
internal static class MappingWords
{
    public static readonly IReadOnlyDictionary<string, FieldDirection> Directions = new Dictionary<string, FieldDirection>(StringComparer.Ordinal)
    {
        ["both"] = FieldDirection.Both,
        ["to-hubspot"] = FieldDirection.ToHubSpot,
        ["to-salesforce"] = FieldDirection.ToSalesforce,
    };

    public static readonly IReadOnlyDictionary<string, ConflictPolicy> Conflicts = new Dictionary<string, ConflictPolicy>(StringComparer.Ordinal)
    {
        ["hubspot"] = ConflictPolicy.HubSpot,
        ["salesforce"] = ConflictPolicy.Salesforce,
        ["newest"] = ConflictPolicy.Newest,
        ["fill-blank"] = ConflictPolicy.FillBlank,
        ["most-advanced"] = ConflictPolicy.MostAdvanced,
        ["union"] = ConflictPolicy.Union,
        ["union-grow"] = ConflictPolicy.UnionGrow,
        ["max"] = ConflictPolicy.Max,
        ["min"] = ConflictPolicy.Min,
        ["hold"] = ConflictPolicy.Hold,
        // ConflictPolicy.OptOut has no word: consent makes its rows itself.
    };

    public static readonly IReadOnlyDictionary<string, SystemName> Systems = new Dictionary<string, SystemName>(StringComparer.Ordinal)
    {
        ["hubspot"] = SystemName.HubSpot,
        ["salesforce"] = SystemName.Salesforce,
    };

    public static readonly IReadOnlyDictionary<string, DriftRule> Drifts = new Dictionary<string, DriftRule>(StringComparer.Ordinal)
    {
        ["ignore"] = DriftRule.Ignore,
        ["reassert"] = DriftRule.Reassert,
    };

    public static readonly IReadOnlyDictionary<string, FieldType> Types = new Dictionary<string, FieldType>(StringComparer.Ordinal)
    {
        ["text"] = FieldType.Text,
        ["email"] = FieldType.Email,
        ["phone"] = FieldType.Phone,
        ["number"] = FieldType.Number,
        ["boolean"] = FieldType.Boolean,
        ["date"] = FieldType.Date,
        ["datetime"] = FieldType.DateTime,
        ["picklist"] = FieldType.Picklist,
        ["multi-picklist"] = FieldType.MultiPicklist,
        ["domain"] = FieldType.Domain,
        ["reference"] = FieldType.Reference,
    };

    public static readonly IReadOnlyDictionary<string, CreateRule> Creates = new Dictionary<string, CreateRule>(StringComparer.Ordinal)
    {
        ["always"] = CreateRule.Always,
        ["when-handed-off"] = CreateRule.WhenHandedOff,
        ["never"] = CreateRule.Never,
    };

    public static readonly IReadOnlyDictionary<string, DeleteRule> Deletes = new Dictionary<string, DeleteRule>(StringComparer.Ordinal)
    {
        ["unlink"] = DeleteRule.Unlink,
        ["propagate"] = DeleteRule.Propagate,
    };

    public static readonly IReadOnlyDictionary<string, EraseRule> Erases = new Dictionary<string, EraseRule>(StringComparer.Ordinal)
    {
        ["keep"] = EraseRule.Keep,
        ["delete"] = EraseRule.Delete,
    };

    public static readonly IReadOnlyDictionary<string, bool> YesNo = new Dictionary<string, bool>(StringComparer.Ordinal) { ["true"] = true, ["false"] = false };

    public static string Of(FieldType type) => Types.First(word => word.Value == type).Key;

    public static string Of(ConflictPolicy policy) => Conflicts.First(word => word.Value == policy).Key;

    public static string Of(FieldDirection direction) => Directions.First(word => word.Value == direction).Key;
}
