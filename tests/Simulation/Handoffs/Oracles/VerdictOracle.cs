using System.Text.Json.Nodes;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Ledger.Handoffs;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Workers;

namespace Integration.Simulation.Tests.Handoffs.Oracles;

/// <summary>H4, H6, H8: from every path and every instance the same facts give the same verdict, nobody is handed over who may not be, and only under a version that both sides had signed.</summary>
/// <remarks>A decision is made on what was read at some moment between its claim and its commit; what was known at either end is allowed.</remarks>
internal sealed class VerdictOracle(HandoffBook book, ILedger ledger, Scheduler scheduler, Action<Finding> found)
{
    private readonly Dictionary<(Guid Pair, long Epoch), Facts> claimed = [];
    private readonly Dictionary<(Guid Request, long Epoch), IReadOnlyList<Facts>> asked = [];
    private readonly Dictionary<HandoffCommit, (Facts? Judged, List<Facts> Asked)> before = new(ReferenceEqualityComparer.Instance);

    private sealed record Facts(FieldValues Contact, IReadOnlyList<DateTimeOffset> Views, IReadOnlyList<SlowPast> Past);

    /// <summary>The world's time.</summary>
    public DateTimeOffset Moment => scheduler.Now;

    public void Claimed(JudgeLease lease) => claimed[(lease.Pair.Id, lease.Epoch)] = Of(lease.Pair);

    public void Claimed(RequestLease lease) => asked[(lease.Request.Id, lease.Epoch)] = [.. PairOf(lease.Request.Record) is { } pair ? [Of(pair)] : Array.Empty<Facts>()];

    /// <summary>Remembers what is known before the commit.</summary>
    public void Committing(HandoffCommit commit)
    {
        var judged = commit.Judged is { } verdict && WatchedLedger.Now(ledger.PairAsync(verdict.PairId, CancellationToken.None)) is { } pair ? Of(pair) : null;
        var people = commit.Handoffs.Where(save => save.Handoff.Version == 0).Select(save => WatchedLedger.Now(ledger.PairAsync(save.Handoff.PairId, CancellationToken.None))).OfType<Pair>().Select(Of);
        before[commit] = (judged, [.. people]);
    }

    public void Judge(HandoffCommit commit)
    {
        var known = before[commit];
        before.Remove(commit);
        if (commit.Judged is { } judged && claimed.TryGetValue((judged.PairId, judged.Epoch), out var atClaim)) Verdicts(judged, atClaim, known.Judged!);
        foreach (var save in commit.Handoffs.Where(save => save.Handoff.Version == 0)) Opened(save, commit, known.Asked);
    }

    /// <summary>What the slow way says of a person now, by product, under the version in force.</summary>
    public IReadOnlyDictionary<string, string> Now(Pair pair, int version)
    {
        var facts = Of(pair);
        return SlowTerms.Products.ToDictionary(product => product, product => SlowTerms.Judge(version, product, facts.Contact, facts.Views, facts.Past, scheduler.Now), StringComparer.Ordinal);
    }

    private void Verdicts(Judged judged, Facts atClaim, Facts atCommit)
    {
        // The person's handoffs after this decision, without those that it opened.
        var after = book.Of(judged.PairId).Where(kept => kept.Row.Version > 1).Select(kept => kept.Past).ToList();
        foreach (var verdict in JsonNode.Parse(judged.Verdict)!.AsArray())
        {
            var (product, kind, at) = (verdict!["product"]!.ToString(), verdict["kind"]!.ToString(), verdict["at"]!.GetValue<DateTimeOffset>());
            var version = verdict["agreementVersion"]!.GetValue<int>();
            var slow = new HashSet<string>(StringComparer.Ordinal);
            foreach (var views in new[] { atClaim.Views, atCommit.Views })
                foreach (var past in new[] { atClaim.Past, atCommit.Past, after })
                    slow.Add(SlowTerms.Judge(version, product, atClaim.Contact, views, past, at));
            if (!slow.Contains(kind)) found(new Finding("H8", $"the verdict on pair {judged.PairId} for {product} under version {version} is {kind}, and the slow way says {string.Join(" or ", slow)}"));
        }
    }

    private void Opened(HandoffSave save, HandoffCommit commit, List<Facts> atCommit)
    {
        var kept = book.Handoffs[save.Handoff.Id];
        if (!book.LiveSince.ContainsKey(kept.Row.Agreement)) found(new Finding("H8", $"handoff {kept.Row.Id} was opened under version {kept.Agreement}, which nobody or one side alone had signed"));
        var past = book.Of(kept.Row.PairId).Where(other => other != kept && other.Row.Product == kept.Row.Product).Select(other => other.Past).ToList();
        var opened = kept.File.Handoff.QualifiedAt;
        if (past.Exists(one => one.State == "won" || (SlowTerms.IsReturn(one) && one.Reason == "not-icp"))) found(new Finding("H6", $"handoff {kept.Row.Id} was opened for somebody who is never to be handed over again"));
        if (SlowTerms.CoolsUntil(kept.Agreement, past) is { } until && until > opened) found(new Finding("H6", $"handoff {kept.Row.Id} was opened at {opened:HH:mm:ss}, before the end of the cool-down at {until:HH:mm:ss}"));
        if (commit.Answers.FirstOrDefault(answer => answer.HandoffId == kept.Row.Id) is not { } asking) return;
        var facts = asked.GetValueOrDefault((asking.RequestId, asking.Epoch), []).Concat(atCommit);
        if (!facts.Any(one => SlowTerms.Judge(kept.Agreement, kept.Row.Product, one.Contact, one.Views, past, opened) is "ready" or "not-ready"))
            found(new Finding("H8", $"handoff {kept.Row.Id} was opened on request against the verdict"));
    }

    private Facts Of(Pair pair)
    {
        var views = WatchedLedger.Now(ledger.Handoffs.PersonEventsAsync([pair.Id], DateTimeOffset.UnixEpoch, CancellationToken.None)).GetValueOrDefault(pair.Id, []).Select(view => view.At);
        return new Facts(pair.HubSpot.Seen?.Values ?? FieldValues.None, [.. views], [.. book.Of(pair.Id).Select(kept => kept.Past)]);
    }

    private Pair? PairOf(RecordKey record) => WatchedLedger.Now(ledger.PairsOfAsync([record], CancellationToken.None)).GetValueOrDefault(record);
}
