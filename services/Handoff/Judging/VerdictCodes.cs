namespace Integration.Handoff.Judging;

/// <summary>Names under which verdicts are listed and counted, beside those of the kinds themselves.</summary>
internal static class VerdictCodes
{
    /// <summary>The person's record in HubSpot was deleted.</summary>
    public const string Gone = "gone";
    /// <summary>HubSpot has no record of the person, or none that was read.</summary>
    public const string Unknown = "unknown-to-hubspot";
    /// <summary>The sync cannot carry the person over.</summary>
    public const string Held = "held";
    /// <summary>Another pair took this one over.</summary>
    public const string Superseded = "superseded";
}
