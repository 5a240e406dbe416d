using Integration.Core.Asks;
using Integration.Core.Handoffs;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Ledger.Handoffs;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Simulation.Tests.Handoffs.Company;

namespace Integration.Simulation.Tests.Handoffs.Oracles;

/// <summary>At quiet: everybody stands in exactly one place (H4), no ask is unanswered (H9), no answer of sales was lost (H10), and both sides read the same (H11).</summary>
internal sealed class StandingOracle(Office office, HandoffBook book, VerdictOracle verdicts, ILedger ledger, Action<Finding> found)
{
    public void Judge(int version)
    {
        var standings = new List<Standing>();
        while (WatchedLedger.Now(ledger.Handoffs.StandingsAsync(office.Mapping.Name, standings.LastOrDefault()?.PairId, 1_000, CancellationToken.None)) is { Count: > 0 } page) standings.AddRange(page);
        var pairs = WatchedLedger.Now(ledger.PairsAsync([.. standings.Select(standing => standing.PairId)], CancellationToken.None));
        foreach (var standing in standings) Stands(standing, pairs[standing.PairId], version);
        Asks(pairs);
        foreach (var pair in pairs.Values.Where(pair => pair.Status is PairStatus.Active or PairStatus.Held)) Feedback(pair);
        foreach (var kept in book.Handoffs.Values)
            if (!pairs.ContainsKey(kept.Row.PairId)) found(new Finding("H4", $"handoff {kept.Row.Id} belongs to a pair that is not there"));
    }

    private void Stands(Standing standing, Pair pair, int version)
    {
        var open = book.Of(pair.Id).Where(kept => kept.Row.IsOpen).ToList();
        if (standing.Waits || standing.Code is null) found(new Finding("H4", $"pair {pair.Id} is not judged, and all is quiet"));
        if (pair.Status is PairStatus.Superseded or PairStatus.Tombstone)
        {
            if (open.Count > 0) found(new Finding("H4", $"handoff {open[0].Row.Id} is {open[0].Row.Stage}, and the person's pair is {pair.Status}"));
            return;
        }
        if (pair.HubSpot is not { Ref: not null, Seen.Life.State: LifeState.Live }) return;
        // A review is a minute away at least, so that nobody is judged round and round: whom the time has changed within it is judged then.
        var isSoonJudged = standing.ReviewAt is { } review && review - verdicts.Moment <= TimeSpan.FromMinutes(1);
        var isBlocked = pair is { Status: PairStatus.Held, Hold.Code: not HoldCodes.AwaitsHandoff };
        foreach (var (product, slow) in verdicts.Now(pair, version))
        {
            var handoffs = open.Count(kept => kept.Row.Product == product);
            if (handoffs > 1) found(new Finding("H1", $"pair {pair.Id} has {handoffs} open handoffs for {product}"));
            if (isSoonJudged) continue;
            if (slow == "ready" && handoffs == 0 && !isBlocked) found(new Finding("H4", $"pair {pair.Id} is ready for {product} and stands nowhere: {standing.Code}", pair.HubSpot.Ref));
            var told = Kind(standing, product);
            // The verdict that opened a handoff said ready; nothing has changed since.
            if (told != slow && !(slow == "handed-off" && told is "ready" or "not-ready")) found(new Finding("H4", $"the verdict on pair {pair.Id} for {product} stands as {told}, and is {slow} now", pair.HubSpot.Ref));
        }
    }

    private void Asks(IReadOnlyDictionary<Guid, Pair> pairs)
    {
        var all = book.Asks.Keys.Chunk(10_000).SelectMany(some => WatchedLedger.Now(ledger.AsksAsync(some, CancellationToken.None))).ToDictionary(entry => entry.Key, entry => entry.Value);
        foreach (var ask in book.Asks.Values.Where(ask => !all.ContainsKey(ask.Id))) found(new Finding("H9", $"{ask.Kind.GetType().Name} of '{ask.Cause}' is not in the ledger"));
        foreach (var standing in all.Values.Where(standing => standing.End is null))
            if (Waits(standing.Ask, pairs.GetValueOrDefault(standing.Ask.PairId)) is null) found(new Finding("H9", $"{standing.Ask.Kind.GetType().Name} of '{standing.Ask.Cause}' has no end, and all is quiet"));
        foreach (var kept in book.Handoffs.Values.Where(kept => kept.Row.IsOpen))
            if (kept.File.Awaited.FirstOrDefault(id => all.TryGetValue(id, out var standing) && standing.End is not null) is var heard && heard != Guid.Empty)
                found(new Finding("H9", $"handoff {kept.Row.Id} waits for an ask that has ended: {book.Asks[heard].Cause}"));
    }

    /// <summary>What an open ask waits for; null when nothing keeps it.</summary>
    private static string? Waits(Ask ask, Pair? pair) => pair switch
    {
        null => "a pair",
        { Status: PairStatus.Held, Hold: { Code: not HoldCodes.AwaitsHandoff } hold } => hold.Code,
        _ => ask.Kind switch
        {
            AskKind.SetFields set when pair.Of(set.System).Ref is null => "a record",
            AskKind.Activity made when pair.Of(made.System).Ref is null => "a record",
            AskKind.Release when pair.Salesforce.Ref is null || pair.HubSpot.Ref is null => "a record",
            _ => null,
        },
    };

    private void Feedback(Pair pair)
    {
        var mine = book.Of(pair.Id).ToList();
        if (pair.Salesforce.Ref is { Object: "Lead" } lead && office.Answers.TryGetValue(lead, out var answer) && office.Outside.Records[lead].Life == LifeState.Live && answer.Status is not ("Strange" or "Open - Not Contacted"))
            foreach (var kept in mine.Where(kept => kept.Row.IsOpen && kept.Row.Stage is "sent" or "delivered" && kept.File.Handoff.SentAt < answer.At))
                found(new Finding("H10", $"sales said '{answer.Status}' at {answer.At:HH:mm:ss}, and handoff {kept.Row.Id}, sent at {kept.File.Handoff.SentAt:HH:mm:ss}, is still {kept.Row.Stage}", lead));
        if (mine.Count != 1 || pair.HubSpot.Ref is not { } contact || office.Outside.Records[contact].Life != LifeState.Live || pair.Status == PairStatus.Held) return;
        if (mine[0].File.Problems.Any(problem => problem.Code == "HANDOFF-ASK-REFUSED")) return;
        var told = office.Value(contact, Terms.OutcomeProperty);
        if (told != mine[0].Row.Stage) found(new Finding("H11", $"HubSpot is told '{told}', and handoff {mine[0].Row.Id} is {mine[0].Row.Stage}", contact));
    }

    private static string? Kind(Standing standing, string product) =>
        System.Text.Json.Nodes.JsonNode.Parse(standing.Verdict!)!.AsArray().FirstOrDefault(verdict => verdict!["product"]!.ToString() == product)?["kind"]!.ToString();
}
