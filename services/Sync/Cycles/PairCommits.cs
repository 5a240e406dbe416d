using Integration.Core.Intents;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Ledger;

namespace Integration.Sync.Cycles;

/// <summary>Puts a decision into what the ledger stores.</summary>
internal static class PairCommits
{
    /// <param name="before">The pair that was decided on.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="claimed">The pair as the cycle found it, when that is an earlier state; null = <paramref name="before"/>.</param>
    public static PairCommit Of(Pair before, Decision decision, Pair? claimed = null) => decision switch
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
            IsNews = IsNews(claimed ?? before, settle.Pair),
        },
        _ => throw new ArgumentException($"a {decision.GetType().Name} decision is not stored", nameof(decision)),
    };

    /// <summary>Somebody waits for this pair's next step, and it is due at once.</summary>
    public static bool IsUrgent(PairCommit commit, DateTimeOffset now) => commit is { Release: true, Pair.Lane: Lane.Hot } && commit.DueAt <= now;

    // A cycle that could not read is over for its generation all the same, and tried again by time: what that try reads no hint tells a second
    // time, and the hint of what it was quick to see is an echo. With an open intent the reads of an earlier cycle may be stored already.
    private static bool IsNews(Pair claimed, Pair after) => after.Attempts == 0
        && (claimed.Attempts > 0 || claimed.IntoHubSpot is not null || claimed.IntoSalesforce is not null
            || Differs(claimed.HubSpot, after.HubSpot) || Differs(claimed.Salesforce, after.Salesforce));

    private static bool Differs(Side claimed, Side after) =>
        claimed.Ref != after.Ref || claimed.Seen?.Life != after.Seen?.Life || !Equals(claimed.Seen?.Values, after.Seen?.Values);

    private static bool HasCreate(Pair pair) =>
        pair.IntoHubSpot is { Kind: IntentKind.Create } || pair.IntoSalesforce is { Kind: IntentKind.Create };
}
