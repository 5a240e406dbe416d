using System.Globalization;
using Integration.Core.Handoffs;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Handoff.Files;

namespace Integration.Handoff.Following;

/// <summary>Reads opportunities.</summary>
internal static class DealSigns
{
    /// <summary>Names under which orgs keep the reason and the competitor of a loss; the first that is filled counts.</summary>
    private static readonly string[] ReasonFields = ["Loss_Reason__c", "Lost_Reason__c", "Closed_Lost_Reason__c"];
    private static readonly string[] CompetitorFields = ["Competitor__c", "Main_Competitor__c", "Primary_Competitor__c"];

    /// <summary>The fields that are read of an opportunity where it has them.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        ["AccountId", "Amount", "CurrencyIsoCode", "StageName", "IsClosed", "IsWon", "CloseDate", "LastStageChangeDate", "OwnerId", .. ReasonFields, .. CompetitorFields];

    /// <summary>The opportunity as it is now; null when it is not one, is gone, or is known in this form already.</summary>
    public static Observed? Of(FileDraft draft, Sighting sighting)
    {
        if (sighting.Key is not { System: SystemName.Salesforce, Object: "Opportunity" } || sighting.Seen.Life.State != LifeState.Live) return null;
        var values = sighting.Seen.Values;
        var version = DateTimeOffset.FromUnixTimeMilliseconds(sighting.Seen.Version);
        var deal = new Opportunity(
            sighting.Key,
            sighting.Seen.CreatedAt ?? version,
            values["StageName"].Text ?? "",
            decimal.TryParse(values["Amount"].Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) ? amount : null,
            values["CurrencyIsoCode"].Text,
            IsTrue(values["IsClosed"]),
            IsTrue(values["IsWon"]),
            First(values, ReasonFields),
            First(values, CompetitorFields));
        var before = draft.File.Handoff.Opportunities.FirstOrDefault(one => one.Key == deal.Key);
        if (before == deal) return null;
        // A moved stage tells its own time; whatever else changed, changed at the latest with the record.
        var moved = before is null || before.Stage != deal.Stage;
        return new Observed.Deal(moved && DateTimeOffset.TryParse(values["LastStageChangeDate"].Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var stageAt) ? stageAt : version, deal);
    }

    private static string? First(FieldValues values, string[] names) => names.Select(name => values[name].Text).FirstOrDefault(text => text is not null);

    private static bool IsTrue(FieldValue value) => string.Equals(value.Text, "true", StringComparison.OrdinalIgnoreCase);
}
