using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Sync.Status;

/// <summary>Where one mapped field's values come from.</summary>
/// <param name="HubSpot">HubSpot property.</param>
/// <param name="Salesforce">Salesforce field; null when the mapping no longer names it.</param>
/// <param name="HubSpotValue">As last read; <c>(blank)</c> and <c>(missing)</c> stand for themselves.</param>
/// <param name="SalesforceValue">As last read.</param>
/// <param name="AgreedHubSpot">What HubSpot held when both sides last agreed; <c>(missing)</c> = never.</param>
/// <param name="AgreedSalesforce">What Salesforce held then.</param>
/// <param name="Hold">Why it is not kept in step.</param>
/// <param name="LastLine">The newest journal line about it, which names the rule and the cause; null = nothing was ever written.</param>
public sealed record FieldStory(
    string HubSpot, string? Salesforce, string HubSpotValue, string SalesforceValue, string AgreedHubSpot, string AgreedSalesforce, HoldStory? Hold, JournalLine? LastLine)
{
    internal static IReadOnlyList<FieldStory> Of(Pair pair, Mapping? mapping, IReadOnlyList<JournalEntry> journal)
    {
        // Fields that the mapping names now, in its order; then those that only the past knows.
        // Of the rows of one property, the one whose field this pair's Salesforce object has.
        var named = (mapping?.Fields ?? []).Where(field => pair.Salesforce.Ref is not { } record || field.AppliesTo(record.Object)).ToList();
        var past = pair.Fields.Keys.Except(named.Select(field => field.HubSpot), StringComparer.Ordinal);
        return [.. named.Select(field => Of(pair, field.HubSpot, field.Salesforce, journal)), .. past.Select(name => Of(pair, name, null, journal))];
    }

    private static FieldStory Of(Pair pair, string hubSpot, string? salesforce, IReadOnlyList<JournalEntry> journal)
    {
        var state = pair.Field(hubSpot);
        var last = journal.LastOrDefault(entry => entry.Record is { } record && entry.Field == (record.System == SystemName.HubSpot ? hubSpot : salesforce));
        return new FieldStory(
            hubSpot, salesforce,
            Value(pair.HubSpot, hubSpot), Value(pair.Salesforce, salesforce),
            state.BaseHubSpot.ToString(), state.BaseSalesforce.ToString(),
            HoldStory.Of(state.Hold), last is null ? null : JournalLine.Of(last));
    }

    private static string Value(Side side, string? field) => (field is null ? FieldValue.Missing : side.Seen?.Values[field] ?? FieldValue.Missing).ToString();
}
