using Integration.Core.Records;

namespace Integration.Simulation.Tests.Engine.Oracles;

/// <summary>A promise that was broken.</summary>
/// <param name="Rule">I1 to I14, Q1 to Q6, L1 to L6 of the specification; I15: whatever we acknowledge is in the ledger.</param>
/// <param name="What">One sentence.</param>
/// <param name="About">The record concerned.</param>
/// <param name="Field">The field concerned, by its HubSpot name.</param>
internal sealed record Finding(string Rule, string What, RecordKey? About = null, string? Field = null);

/// <summary>What is no failure and still must stay rare.</summary>
internal sealed class Counts
{
    public int Writes { get; set; }
    /// <summary>Writes of what stood there already, letter for letter, because somebody was quicker.</summary>
    public int Redundant { get; set; }
    /// <summary>Writes of the same meaning in another form.</summary>
    public int Cosmetic { get; set; }
    /// <summary>Writes over a value that somebody set after the guard read.</summary>
    public int Raced { get; set; }
    public int Rejected { get; set; }
    public int Calls { get; set; }
    /// <summary>Edits by people and by the workflows of admins.</summary>
    public int Edits { get; set; }
    /// <summary>Records that those edits changed.</summary>
    public int Changed { get; set; }
}
