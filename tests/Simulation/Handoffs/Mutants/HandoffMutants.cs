namespace Integration.Simulation.Tests.Handoffs.Mutants;

/// <summary>Every mutant of the handoff with the rule it lacks, the promise that says so, and the number of seeds within which it must be seen.</summary>
internal static class HandoffMutants
{
    public static IReadOnlyList<(HandoffMutant Mutant, string Lacks, string Rule, int SeedsMax)> All { get; } =
    [
        (HandoffMutant.EventsNotStored, "the log is stored with the state, without a gap", "H2", 30),
        (HandoffMutant.AsksNotStored, "what is to be written outside is stored with the decision", "H9", 30),
        (HandoffMutant.TimersNotStored, "an open handoff has a clock that runs", "H7", 30),
        (HandoffMutant.FiredForgotten, "a clock that has fired does not fire again", "H2", 100),
        (HandoffMutant.ReviewForgotten, "what time alone changes is looked at when it does", "H4", 200),
        (HandoffMutant.StaleHandoffStored, "a decision on an older state is not stored", "H2", 200),
        (HandoffMutant.MovedHandoffsStay, "handoffs go with their person to the pair that took over", "H4", 200),
        (HandoffMutant.SealedAlone, "a receipt continues the one before", "H3", 30),
        (HandoffMutant.UnsignedIsLive, "a version is live when both have signed it", "H8", 200),
        (HandoffMutant.KeyNotKept, "the same caller's key is the same request", "H12", 100),
        (HandoffMutant.OutcomeUnheard, "an ask that has ended is waited for no more", "H9", 30),
        (HandoffMutant.LiveTermsForAll, "an open handoff stays under its own version", "H2", 200),
        (HandoffMutant.NoCoolDown, "nobody comes back before the cool-down ends", "H6", 100),
        (HandoffMutant.MakesWithoutKey, "one ask makes one record", "H5", 100),
        (HandoffMutant.WritesWithoutAsk, "nothing is written but by the mapping or for an ask", "H5", 30),
    ];
}
