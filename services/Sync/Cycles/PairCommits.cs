using Integration.Core.Intents;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Ledger;

namespace Integration.Sync.Cycles;

/// <summary>Puts a decision into what the ledger stores.</summary>
internal static class PairCommits
{
    public static PairCommit Of(Pair before, Decision decision) => decision switch
    {
        Decision.Write write => new PairCommit(write.Pair, null, Release: false)
        {
            Journal = write.Journal,
            TakeClaims = write.Claims,
            Absorbs = write.Absorbs,
            Wakes = write.Wakes,
        },
        // Whatever is left to do carries its own due time, so the cycle always covers the generation it was claimed with.
        Decision.Settle settle => new PairCommit(settle.Pair with { CleanGeneration = before.DirtyGeneration }, settle.DueAt, Release: true)
        {
            Journal = settle.Journal,
            NewAliases = settle.Aliases,
            Absorbs = settle.Absorbs,
            Wakes = settle.Wakes,
            AskOutcomes = settle.AskOutcomes,
            DropClaims = HasCreate(before) && !HasCreate(settle.Pair),
        },
        _ => throw new ArgumentException($"a {decision.GetType().Name} decision is not stored", nameof(decision)),
    };

    private static bool HasCreate(Pair pair) =>
        pair.IntoHubSpot is { Kind: IntentKind.Create } || pair.IntoSalesforce is { Kind: IntentKind.Create };
}
