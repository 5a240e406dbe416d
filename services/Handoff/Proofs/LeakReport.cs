using System.Collections.Immutable;
using Integration.Core.Handoffs;
using Integration.Core.Leaks;
using Integration.Core.Pairs;
using Integration.Core.Recycling;
using Integration.Handoff.Agreements;
using Integration.Handoff.Files;
using Integration.Handoff.Judging;
using Integration.Ledger;
using Integration.Ledger.Handoffs;
using PersonStanding = Integration.Ledger.Handoffs.Standing;
using Place = Integration.Core.Leaks.Standing;

namespace Integration.Handoff.Proofs;

/// <summary>Where everybody stands, and who stands nowhere (KPI K9; the target is none). Core decides; this reads what it decides by.</summary>
/// <param name="At">When it was counted.</param>
/// <param name="People">How many are in scope.</param>
/// <param name="States">How many of them stand where.</param>
/// <param name="OutOfScope">How many are not: deleted, not known to HubSpot, or all of them while no Agreement is in force.</param>
/// <param name="Waiting">How many have news that were not judged yet.</param>
/// <param name="Leaks">Who stands nowhere, twice, or where nothing drives on.</param>
/// <param name="Next">Give this as <c>after</c> to go on; null when all were looked at.</param>
public sealed record LeakReport(DateTimeOffset At, long People, IReadOnlyDictionary<Place, long> States, long OutOfScope, long Waiting, IReadOnlyList<LeakLine> Leaks, Guid? Next)
{
    /// <summary>Most people in one report; a larger ledger is walked in several.</summary>
    public const int PeopleMax = 50_000;

    private const int Page = 1_000;

    /// <summary>Walks the people of a mapping.</summary>
    /// <param name="ledger">Where they are.</param>
    /// <param name="mapping">The mapping of people.</param>
    /// <param name="liveSince">Since when an Agreement is in force; null = none is.</param>
    /// <param name="after">Where the report before ended; null starts.</param>
    /// <param name="now">The moment.</param>
    /// <param name="stop">Stops reading.</param>
    public static async Task<LeakReport> WalkAsync(ILedger ledger, string mapping, DateTimeOffset? liveSince, Guid? after, DateTimeOffset now, CancellationToken stop)
    {
        var states = new SortedDictionary<Place, long>();
        var leaks = new List<LeakLine>();
        var (people, outOfScope, waiting) = (0L, 0L, 0L);
        while (true)
        {
            var page = await ledger.Handoffs.StandingsAsync(mapping, after, Page, stop);
            var handoffs = await ledger.Handoffs.HandoffsOfAsync([.. page.Select(standing => standing.PairId)], stop);
            // Of whom nothing was said yet, the pair tells whether anything could have been.
            var unjudged = await ledger.PairsAsync([.. page.Where(standing => standing.Code is null).Select(standing => standing.PairId)], stop);
            foreach (var standing in page)
            {
                var person = PlaceOf(standing, handoffs.GetValueOrDefault(standing.PairId, []), unjudged.GetValueOrDefault(standing.PairId), liveSince);
                var stands = Standings.Of(person, now);
                leaks.AddRange(stands.Leaks.Select(LeakLine.Of));
                if (standing.Status == PairStatus.Superseded) continue;
                if (standing.Waits) waiting++;
                if (stands.Standing is null && stands.Leaks.IsEmpty)
                {
                    outOfScope++;
                    continue;
                }
                people++;
                if (stands.Standing is { } place) states[place] = states.GetValueOrDefault(place) + 1;
            }
            after = page.Count > 0 ? page[^1].PairId : after;
            if (page.Count < Page) return new LeakReport(now, people, states, outOfScope, waiting, leaks, null);
            if (people + outOfScope >= PeopleMax) return new LeakReport(now, people, states, outOfScope, waiting, leaks, after);
        }
    }

    private static PersonPlace PlaceOf(PersonStanding standing, IReadOnlyList<StoredHandoff> handoffs, Pair? unjudged, DateTimeOffset? liveSince)
    {
        var read = unjudged?.HubSpot.Seen?.ReadEndedAt;
        return new PersonPlace
        {
            PairId = standing.PairId,
            IsInScope = liveSince is not null && (standing.Code is null ? read is not null && unjudged!.Status is not PairStatus.Tombstone : standing.Code is not (VerdictCodes.Gone or VerdictCodes.Unknown or VerdictCodes.Superseded)),
            IsTakenOver = standing.Status == PairStatus.Superseded,
            IsBlocked = standing.Code == VerdictCodes.Held,
            Waits = standing.Waits,
            Since = read > liveSince ? read.Value : liveSince ?? DateTimeOffset.MaxValue,
            Verdicts = standing.Verdict is null ? ImmutableSortedDictionary.Create<string, LastVerdict>(StringComparer.Ordinal)
                : HandoffJson.Read<StoredVerdict[]>(standing.Verdict).ToImmutableSortedDictionary(verdict => verdict.Product, verdict => new LastVerdict(verdict.Kind, verdict.At), StringComparer.Ordinal),
            Handoffs = [.. handoffs.Select(HandoffFile.Of).Select(file => new StandingHandoff(PastHandoff.Of(file.Handoff), file.Handoff.DeliveredAt is not null || !file.Delivering.IsEmpty, !file.Timers.IsEmpty))],
        };
    }
}
