namespace Integration.Simulation.Tests.Handoffs.Mutants;

/// <summary>One rule of handoffs taken out, from outside the product: the simulator must see each. <see cref="HandoffMutants"/> says which.</summary>
internal enum HandoffMutant
{
    None,
    EventsNotStored,
    AsksNotStored,
    TimersNotStored,
    FiredForgotten,
    ReviewForgotten,
    StaleHandoffStored,
    MovedHandoffsStay,
    SealedAlone,
    UnsignedIsLive,
    KeyNotKept,
    OutcomeUnheard,
    LiveTermsForAll,
    NoCoolDown,
    MakesWithoutKey,
    WritesWithoutAsk,
}
