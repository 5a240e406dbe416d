using System.Globalization;
using Integration.Core.Handoffs;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Handoff.Files;

namespace Integration.Handoff.Following;

/// <summary>Reads opportunities.</summary>
internal static class DealSigns
{
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
            First(values, DealFields.ReasonsOf(draft.Agreement.Answers)),
            First(values, DealFields.CompetitorsOf(draft.Agreement.Answers)));
        var before = draft.File.Handoff.Opportunities.FirstOrDefault(one => one.Key == deal.Key);
        if (before == deal) return null;
        // A moved stage tells its own time; whatever else changed, changed at the latest with the record.
        var moved = before is null || before.Stage != deal.Stage;
        return new Observed.Deal(moved && DateTimeOffset.TryParse(values["LastStageChangeDate"].Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var stageAt) ? stageAt : version, deal);
    }

    private static string? First(FieldValues values, IReadOnlyList<string> names) => names.Select(name => values[name].Text).FirstOrDefault(text => text is not null);

    private static bool IsTrue(FieldValue value) => string.Equals(value.Text, "true", StringComparison.OrdinalIgnoreCase);
}
