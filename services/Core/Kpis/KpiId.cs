namespace Integration.Core.Kpis;

/// <summary>The figures that both teams read. Their meaning never changes; <see cref="KpiTable"/> says what each counts.</summary>
public enum KpiId
{
    /// <summary>Qualification rate.</summary>
    K1,
    /// <summary>Acceptance rate.</summary>
    K2,
    /// <summary>Accepted to sales qualified.</summary>
    K3a,
    /// <summary>Sent to sales qualified.</summary>
    K3b,
    /// <summary>Sales qualified to opportunity.</summary>
    K3c,
    /// <summary>Follow-up rate.</summary>
    K4,
    /// <summary>Ignored rate.</summary>
    K5,
    /// <summary>Speed to lead.</summary>
    K6,
    /// <summary>Attainment of the first-touch limit.</summary>
    K7,
    /// <summary>Packet completeness.</summary>
    K8,
    /// <summary>Leaks.</summary>
    K9,
    /// <summary>Feedback completeness.</summary>
    K11,
    /// <summary>Win-loss completeness.</summary>
    K24,
    /// <summary>Process conformance.</summary>
    K25,
    /// <summary>Parity gap.</summary>
    K30,
    /// <summary>Decision time.</summary>
    K38,
}

/// <summary>Which of a handoff's events have to lie in the window.</summary>
public enum KpiView
{
    /// <summary>The event that starts it; what follows counts up to the stated maturity.</summary>
    Cohort,
    /// <summary>Both: a handoff counts in the numerator only if that event lies in the window too. Nothing is waited for.</summary>
    Period,
    /// <summary>None: how it stands now.</summary>
    Snapshot,
}

/// <summary>What a figure is told in.</summary>
public enum KpiUnit
{
    /// <summary>Numerator by denominator.</summary>
    Share,
    /// <summary>Median of business minutes.</summary>
    Minutes,
    /// <summary>Median of business hours.</summary>
    Hours,
    /// <summary>A count whose target is 0.</summary>
    Count,
}
