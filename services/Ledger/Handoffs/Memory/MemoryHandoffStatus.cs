using Integration.Ledger.Memory;

namespace Integration.Ledger.Handoffs.Memory;

/// <summary>Counts as the SQL of the other stores does.</summary>
internal static class MemoryHandoffStatus
{
    public static HandoffStatus Of(MemoryTables pairs, HandoffTables tables, string mapping, DateTimeOffset now) => new(
        Unjudged: pairs.Pairs.Values.Count(pair => pair.Mapping == mapping && pair.CleanGeneration > tables.JudgedGenerations.GetValueOrDefault(pair.Id)),
        ReviewsDue: tables.Judgings.Count(row => row.Value.ReviewAt <= now && pairs.Pairs.TryGetValue(row.Key, out var pair) && pair.Mapping == mapping),
        TimersDue: tables.Timers.Values.Count(row => row.Timer.FiredAt is null && row.Timer.DueAt <= now),
        RequestsOpen: tables.Requests.Values.Count(row => row.DueAt is not null),
        Open: Stages(tables.Handoffs.Values.Where(handoff => handoff.IsOpen)),
        Closed: Stages(tables.Handoffs.Values.Where(handoff => !handoff.IsOpen)),
        Verdicts: tables.Judgings.Values.Where(row => row.Code is not null).GroupBy(row => row.Code!).ToDictionary(group => group.Key, group => (long)group.Count(), StringComparer.Ordinal));

    public static IReadOnlyList<Standing> Standings(MemoryTables pairs, HandoffTables tables, string mapping, Guid? after, int limit) =>
        [.. pairs.Pairs.Values.Where(pair => pair.Mapping == mapping && (after is not { } last || pair.Id.CompareTo(last) > 0)).OrderBy(pair => pair.Id).Take(limit).Select(pair =>
        {
            var row = tables.Judging(pair.Id);
            return new Standing(pair.Id, pair.Status, pair.CleanGeneration > tables.JudgedGenerations.GetValueOrDefault(pair.Id), row.Code, row.Verdict, row.ReviewAt);
        })];

    private static Dictionary<string, long> Stages(IEnumerable<StoredHandoff> handoffs) =>
        handoffs.GroupBy(handoff => handoff.Stage).ToDictionary(group => group.Key, group => (long)group.Count(), StringComparer.Ordinal);
}
