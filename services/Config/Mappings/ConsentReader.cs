using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Consents;
using Integration.Core.Records;

namespace Integration.Config.Mappings;

/// <summary>Reads <c>consent:</c>, which a mapping of people may have and need not: opt-out and bounce travel unless it says otherwise.</summary>
internal static class ConsentReader
{
    private static readonly Dictionary<string, bool> OptOuts = new(StringComparer.Ordinal) { ["both"] = true, ["off"] = false };
    private static readonly Dictionary<string, SystemName?> OptIns = new(StringComparer.Ordinal) { ["never"] = null, ["hubspot"] = SystemName.HubSpot };
    private static readonly Dictionary<string, bool> Bounces = new(StringComparer.Ordinal) { ["to-salesforce"] = true, ["off"] = false };

    public static ConsentRules Read(KeyReader keys, MappingHead head, Findings findings)
    {
        if (keys.Map("consent") is not { } map) return new ConsentRules();
        if (head.HubSpot is { } hubSpot && !ConsentRules.Concerns(hubSpot.Value, head.Salesforce.Select(each => each.Value)))
            findings.Report(DiagnosticCodes.NoEffect, keys.PlaceOf("consent"), "'consent' has no effect: only contacts with Leads or Contacts are people who may opt out", "remove 'consent'");
        var inner = new KeyReader(map, findings, "'consent'");
        var rules = new ConsentRules
        {
            OptOut = inner.Word("opt-out", OptOuts, true),
            OptInFrom = inner.Word("opt-in", OptIns, null),
            Bounce = inner.Word("bounce", Bounces, true),
        };
        inner.Finish();
        return rules;
    }

    /// <summary>Reports rows that would decide over a field that consent decides over.</summary>
    public static void Check(ConsentRules rules, MappingHead head, IReadOnlyList<FieldRow> rows, Findings findings)
    {
        if (head.HubSpot is not { } hubSpot) return;
        foreach (var own in rules.Rows(hubSpot.Value, [.. head.Salesforce.Select(each => each.Value)]))
            foreach (var row in rows.Where(row => row.HubSpot.Value == own.HubSpot || (row.Salesforce == own.Salesforce && row.WritesTo(SystemName.Salesforce))))
                findings.Report(DiagnosticCodes.ConsentRow, row.HubSpot, $"HubSpot's {Quote.Of(own.HubSpot)} and Salesforce's {Quote.Of(own.Salesforce)} travel by themselves", "remove the row; `consent:` sets how they travel, or turns them off");
    }
}
