using Integration.Core.Records;

namespace Integration.Connectors.Quotas;

/// <summary>When a day's calls are counted anew.</summary>
public enum QuotaDay
{
    /// <summary>At midnight in <see cref="QuotaOptions.Zone"/>: HubSpot.</summary>
    FromMidnight,
    /// <summary>The last 24 hours at any time: Salesforce.</summary>
    Rolling,
}

/// <summary>What the gate keeps.</summary>
public sealed record QuotaOptions
{
    /// <summary>Name in faults and gauges: <c>hubspot</c>.</summary>
    public required string System { get; init; }
    /// <summary>What the admin gave us. Default 40 % of the vendor's limit.</summary>
    public Allowance Daily { get; init; } = Allowance.Percent(40);
    /// <summary>The vendor's daily limit until its headers tell it; at least 1. Should be the smallest edition's.</summary>
    public required long LimitUntilTold { get; init; }
    /// <summary>How the vendor counts a day. Default from midnight.</summary>
    public QuotaDay Day { get; init; }
    /// <summary>The account's time zone, for <see cref="QuotaDay.FromMidnight"/>. Default UTC.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;
    /// <summary>Calls within <see cref="BurstSpan"/>; at least 10. Default 90: below HubSpot's 100 of the smallest edition (facts/hubspot.md section 6).</summary>
    public int BurstMax { get; init; } = 90;
    /// <summary>Length of the burst window. Default 10 s.</summary>
    public TimeSpan BurstSpan { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>How much of an allowance a lane may reach into.</summary>
public static class LaneShares
{
    /// <summary>Bulk stops at 80 %, normal at 95 %, hot at 100 %: a backfill can never spend what a handoff needs.</summary>
    public static double Of(Lane lane) => lane switch { Lane.Hot => 1.00, Lane.Normal => 0.95, _ => 0.80 };
}
