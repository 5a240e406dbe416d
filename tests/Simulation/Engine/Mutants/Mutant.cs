namespace Integration.Simulation.Tests.Engine.Mutants;

/// <summary>One rule taken out of the engine, from outside it: the simulator must see each.</summary>
internal enum Mutant
{
    None,
    /// <summary>A side read once is not read again for ten minutes.</summary>
    DecidesOnCachedSide,
    /// <summary>Whose cause ends is not woken.</summary>
    WakesNobody,
    /// <summary>The lead that a Contact was converted from is not looked for.</summary>
    NoConversionLookUp,
    /// <summary>What stands there after a write counts as ours, always.</summary>
    ReadBackIsOurs,
    /// <summary>What was sent counts as stored.</summary>
    SentIsStored,
    /// <summary>A create whose answer was lost is not looked for by its key.</summary>
    NoKeyLookUp,
    /// <summary>A record's key is not looked at.</summary>
    KeyFirstMissing,
    /// <summary>A commit with an old epoch passes.</summary>
    NoEpoch,
    /// <summary>The intent is not stored before it is sent.</summary>
    IntentNotStored,
    /// <summary>"Not applied" is concluded at once.</summary>
    NoSettleTime,
    /// <summary>A lost answer counts as proof that nothing was applied.</summary>
    LostAnswerIsNo,
    /// <summary>A losing value is not journalled.</summary>
    LosersNotJournalled,
    /// <summary>A pair is clean up to the present generation, not the one that was read.</summary>
    CleanUpToNow,
    /// <summary>A one-way field's edit on the far side is written back against the direction.</summary>
    WritesAgainstDirection,
}
