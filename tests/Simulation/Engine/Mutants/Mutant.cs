namespace Integration.Simulation.Tests.Engine.Mutants;

/// <summary>One rule taken out of the engine, from outside it: the simulator must see each. <see cref="MutantTable"/> says which.</summary>
internal enum Mutant
{
    None,
    DecidesOnCachedSide,
    IntentNotStored,
    LostAnswerIsNo,
    NoSettleTime,
    NoKeyLookUp,
    KeyFirstMissing,
    NoConversionLookUp,
    LaggingMatch,
    SentIsStored,
    ReadBackIsOurs,
    SourceBaseIsCurrent,
    NoAdoption,
    LosersNotJournalled,
    CleanUpToNow,
    WakesNobody,
    HoldsForgotten,
    ClaimsKept,
    NoEpoch,
    MissingIsBlank,
    AbsenceIsDeletion,
    AnswersMixedUp,
    AcksBeforeStored,
    NothingHeals,
    WritesAgainstDirection,
    NoLoopBreaker,
    NoDeleteBrake,
}
