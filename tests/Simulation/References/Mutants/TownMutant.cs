namespace Integration.Simulation.Tests.References.Mutants;

/// <summary>One rule about references taken out of the engine, from outside it: the simulator must see each.</summary>
internal enum TownMutant
{
    None,
    /// <summary>A link wakes nobody who waited for it.</summary>
    LinkWakesNobody,
    /// <summary>A search index is believed at once.</summary>
    IndexBelieved,
    /// <summary>An association that lost is in no journal.</summary>
    LosersNotJournalled,
    /// <summary>A deactivated owner counts as active.</summary>
    InactiveOwnersGiven,
    /// <summary>Reading a contact leaves its company out and shows none.</summary>
    CompanyReadAsBlank,
    /// <summary>A poll says what a contact holds without its company.</summary>
    PollSkipsCompany,
    /// <summary>A webhook for associations is not subscribed to.</summary>
    LinksUntold,
    /// <summary>Nobody looks whether a record with the pair's key is there before one is created.</summary>
    KeyNotLookedFor,
}
