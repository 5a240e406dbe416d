namespace Integration.Simulation.Tests.Engine.Mutants;

/// <summary>Every mutant with the rule it lacks, where the specification states that rule, and the number of seeds within which it must be seen.</summary>
internal static class MutantTable
{
    public static IReadOnlyList<(Mutant Mutant, string Lacks, string Rule, int SeedsMax)> All { get; } =
    [
        (Mutant.DecidesOnCachedSide, "a side is read in the cycle that decides on it", "4.2", 50),
        (Mutant.IntentNotStored, "the intent is stored before it is sent", "4.4", 50),
        (Mutant.LostAnswerIsNo, "a lost answer proves nothing", "4.5", 200),
        (Mutant.NoSettleTime, "\"not applied\" is concluded only when no server can still be at it", "4.5", 1_500),
        (Mutant.NoKeyLookUp, "a create with a lost answer is looked for by its key", "4.6", 500),
        (Mutant.KeyFirstMissing, "a record's own key says whose it is", "4.6", 2_500),
        (Mutant.NoConversionLookUp, "a Contact is its lead's successor before it is anybody's match", "4.6", 1_500),
        (Mutant.LaggingMatch, "candidates come from the primary store, not from an index", "4.6", 500),
        (Mutant.SentIsStored, "the base is what was read back, not what was sent", "4.5", 200),
        (Mutant.ReadBackIsOurs, "what is read back is ours only where that is known", "4.5", 1_500),
        (Mutant.SourceBaseIsCurrent, "the source's base is the value that was decided on", "4.5", 500),
        (Mutant.NoAdoption, "both sides agreeing moves the bases", "4.3", 1_500),
        (Mutant.LosersNotJournalled, "a losing value is journalled", "2.8", 50),
        (Mutant.CleanUpToNow, "a pair is clean up to the generation that was read", "4.1", 500),
        (Mutant.WakesNobody, "whose cause ends is woken", "4.7", 1_500),
        (Mutant.HoldsForgotten, "a held item is not sent again", "4.12", 500),
        (Mutant.ClaimsKept, "a claim ends with its create", "4.6", 50),
        (Mutant.NoEpoch, "a commit with an old epoch is refused", "3", 1_500),
        (Mutant.MissingIsBlank, "a field that is not shown is not blank", "3", 500),
        (Mutant.AbsenceIsDeletion, "absence is no deletion", "4.10", 1_500),
        (Mutant.AnswersMixedUp, "an answer belongs to the record that it names", "4.12", 500),
        (Mutant.AcksBeforeStored, "a hint is acknowledged once it is stored", "4.1", 50),
        (Mutant.NothingHeals, "polls and sweeps find what no hint told", "4.1", 50),
        (Mutant.WritesAgainstDirection, "nothing is written against a field's direction", "4.3", 50),
    ];
}
