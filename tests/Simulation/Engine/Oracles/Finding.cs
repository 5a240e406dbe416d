using Integration.Core.Records;

namespace Integration.Simulation.Tests.Engine.Oracles;

/// <summary>A promise that was broken.</summary>
/// <param name="Rule">I1 to I14, Q1 to Q6, L1 to L6 of the specification.</param>
/// <param name="What">One sentence.</param>
/// <param name="About">The record concerned.</param>
internal sealed record Finding(string Rule, string What, RecordKey? About = null);

/// <summary>What is no failure and still must stay rare.</summary>
internal sealed class Counts
{
    public int Writes { get; set; }
    public int Redundant { get; set; }
    public int Raced { get; set; }
    public int Rejected { get; set; }
}
