using System.Collections.Immutable;
using Integration.Core.Handoffs;
using Integration.Core.Pairs;
using Integration.Handoff.Files;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Proofs;

/// <summary>Somebody who fell between the teams.</summary>
/// <param name="PairId">Who.</param>
/// <param name="HandoffId">The handoff concerned; null when there is none.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Mend">What to do.</param>
public sealed record Leak(Guid PairId, Guid? HandoffId, string What, string Mend);

/// <summary>Where everybody stands, and who stands nowhere (KPI K9; the target is none).</summary>
/// <param name="At">When it was counted.</param>
/// <param name="People">How many were looked at.</param>
/// <param name="States">How many are in each state.</param>
/// <param name="Leaks">Who is in none, in two, or in one that nothing drives on.</param>
/// <param name="Next">Give this as <c>after</c> to go on; null when all were looked at.</param>
public sealed record LeakReport(DateTimeOffset At, long People, IReadOnlyDictionary<PersonState, long> States, IReadOnlyList<Leak> Leaks, Guid? Next)
{
    /// <summary>Most people in one report; a larger ledger is walked in several.</summary>
    public const int PeopleMax = 50_000;

    private const int Page = 1_000;

    /// <summary>Walks the people of a mapping.</summary>
    public static async Task<LeakReport> WalkAsync(ILedger ledger, string mapping, Guid? after, DateTimeOffset now, CancellationToken stop)
    {
        var states = new SortedDictionary<PersonState, long>();
        var leaks = new List<Leak>();
        for (var people = 0L; ;)
        {
            var page = await ledger.Handoffs.StandingsAsync(mapping, after, Page, stop);
            var handoffs = await ledger.Handoffs.HandoffsOfAsync([.. page.Select(standing => standing.PairId)], stop);
            foreach (var standing in page)
            {
                var of = handoffs.GetValueOrDefault(standing.PairId, []);
                leaks.AddRange(Of(standing, of));
                if (standing.Status == PairStatus.Superseded) continue;
                people++;
                if (PersonStates.Of(standing, of) is { } state) states[state] = states.GetValueOrDefault(state) + 1;
                else leaks.Add(new Leak(standing.PairId, null, $"The verdict is '{standing.Code}', and there is no handoff.", "Touch the record in HubSpot, so that it is judged again; then report this."));
            }
            after = page.Count > 0 ? page[^1].PairId : after;
            if (page.Count < Page) return new LeakReport(now, people, states, leaks, null);
            if (people >= PeopleMax) return new LeakReport(now, people, states, leaks, after);
        }
    }

    private static IEnumerable<Leak> Of(Standing standing, IReadOnlyList<StoredHandoff> handoffs)
    {
        foreach (var group in handoffs.Where(handoff => handoff.IsOpen).GroupBy(handoff => handoff.Product).Where(group => group.Count() > 1))
            yield return new Leak(standing.PairId, group.First().Id, $"There are {group.Count()} open handoffs for {group.Key}.", "Close all but one through the API.");
        foreach (var handoff in handoffs.Where(handoff => handoff.IsOpen))
        {
            if (standing is { Status: PairStatus.Superseded, Waits: false }) yield return new Leak(standing.PairId, handoff.Id, "The person's pair was taken over, and the handoff stayed behind.", "Touch the record in HubSpot, so that it is judged again; then report this.");
            var file = HandoffJson.Read<HandoffFile>(handoff.State);
            if (file is { Handoff: { State: HandoffState.Sent, DeliveredAt: null }, Delivering.IsEmpty: true } && !standing.Waits)
                yield return new Leak(standing.PairId, handoff.Id, "It is sent, and nothing is on its way to deliver it.", "Touch the record in HubSpot, so that it is judged again; then report this.");
            if (file is { Handoff.State: HandoffState.Sent or HandoffState.Delivered, Timers.IsEmpty: true })
                yield return new Leak(standing.PairId, handoff.Id, "It waits for sales, and no clock runs.", "Touch the record in HubSpot, so that its clocks are set again; then report this.");
        }
    }
}
