namespace Integration.Simulation.Tests.References.Mutants;

/// <summary>Every mutant of the town with the rule it lacks, the promise that says so, and the number of seeds within which it must be seen.</summary>
internal static class TownMutants
{
    public static IReadOnlyList<(TownMutant Mutant, string Lacks, string Rule, int SeedsMax)> All { get; } =
    [
        (TownMutant.LinkWakesNobody, "a link wakes those who waited for it", "R6", 100),
        (TownMutant.IndexBelieved, "an index that lags is asked twice before a company is made", "R2", 1_000),
        (TownMutant.LosersNotJournalled, "an association or owner that lost is journalled", "R4", 300),
        (TownMutant.InactiveOwnersGiven, "nobody who was deactivated is given a record", "R5", 300),
        (TownMutant.CompanyReadAsBlank, "a company that is not shown is not blank", "R3", 300),
        (TownMutant.PollSkipsCompany, "a poll that says nothing of the company proves no echo", "R3", 300),
        (TownMutant.LinksUntold, "a changed association is told by webhook", "R3", 300),
        (TownMutant.KeyNotLookedFor, "a create is looked for by its key, also when the ledger is older than it", "R2", 2_500),
    ];
}
