using Integration.Core.Agreements;

namespace Integration.Simulation.Tests.Handoffs.Mutants;

/// <summary>What the role believes that a version says, when one rule is taken out.</summary>
internal static class MutantTerms
{
    public static IReadOnlyList<Agreement> Changed(IReadOnlyList<Agreement> versions, HandoffMutant mutant) => mutant switch
    {
        HandoffMutant.LiveTermsForAll => [.. versions.Select(version => version with { FollowUp = versions[^1].FollowUp })],
        HandoffMutant.NoCoolDown => [.. versions.Select(version => version with { Recycle = version.Recycle with { DefaultAfter = TimeSpan.Zero, Reasons = [.. version.Recycle.Reasons.Select(reason => reason with { After = TimeSpan.Zero })] } })],
        _ => versions,
    };
}
