using Integration.Connectors.Ports;
using Integration.Core.Agreements;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Verdicts;
using Integration.Handoff.Agreements;
using Integration.Handoff.Files;
using Integration.Handoff.Judging;
using Integration.Handoff.People;
using Integration.Handoff.Rosters;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Requests;

/// <summary>Answers stored requests for handoffs. One for a person whom nobody told of yet waits until somebody does.</summary>
internal sealed class RequestRound(ILedger ledger, PersonFiles people, Judgement judgement, KnownAgreements agreements, IEntropy entropy, HandoffOptions options, TimeProvider time, Action<int> ringSync)
{
    private static readonly TimeSpan NotReadYet = TimeSpan.FromSeconds(2);

    /// <summary>One batch.</summary>
    /// <returns>How many were claimed.</returns>
    public async Task<int> WorkAsync(CancellationToken stop)
    {
        if (agreements.Now is not { Live: not null } inForce) return 0;
        var now = time.GetUtcNow();
        var leases = await ledger.Handoffs.ClaimRequestsAsync(new HandoffClaim(options.Owner, options.BatchMax, now, now + options.LeaseTime), stop);
        // One at a time: two requests for one person must see each other's handoff, and somebody waits for each.
        foreach (var lease in leases) await AnswerAsync(lease, inForce, stop);
        return leases.Count;
    }

    private async Task AnswerAsync(RequestLease lease, InForceNow inForce, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var request = lease.Request;
        var draft = new CommitDraft();
        var pair = (await ledger.PairsOfAsync([request.Record], stop)).GetValueOrDefault(request.Record);
        // Of two contacts whose leads became one, one pair is closed: both ask for the person that is left.
        if (pair is not null) pair = await Heirs.OfAsync(ledger, pair, stop);
        // The look itself makes a pair of a record that nobody has told of: until it was read, we know as little as before.
        if (pair is null or { HubSpot: { Ref: not null, Seen: null } }) draft.Answers.Add(await UnknownAsync(lease, now, stop));
        else if (Judgement.IsBlocked(pair)) draft.Answers.Add(Later(lease, now + options.UndecidedRetry));
        else
        {
            var roster = await PresentRoster.LoadAsync(ledger, inForce.Roster, now, stop);
            var person = (await people.LoadAsync([pair], now, stop))[pair.Id];
            var known = PersonDraft.Of(person, agreements, options, roster.Roster, now);
            draft.Answers.Add(known is null ? Later(lease, now + options.UndecidedRetry) : Decide(lease, inForce.Live!, person, known, roster, now));
            draft.Files.AddRange(known?.Files ?? []);
            draft.Wakes.Add(pair.Id);
            var commit = draft.Build(roster);
            // Overtaken by a verdict or another request: it comes again when the lease ends, and finds the other's handoff.
            if ((await ledger.Handoffs.CommitHandoffsAsync([commit], now, stop))[0].Result == HandoffResult.Stored && commit.Asks.Count > 0) ringSync(commit.Asks.Count);
            return;
        }
        await ledger.Handoffs.CommitHandoffsAsync([new HandoffCommit { Answers = draft.Answers }], now, stop);
    }

    private RequestAnswer Decide(RequestLease lease, Agreement live, PersonFile person, PersonDraft draft, PresentRoster roster, DateTimeOffset now)
    {
        var request = lease.Request;
        if (request.Product is { } named && live.ProductOf(named) is null)
            return Ended(lease, new RequestAnswerText(RequestEnd.UnknownProduct, null, null, $"The Agreement knows no product '{named}'; it knows {string.Join(", ", live.Products.Select(product => product.Name))}."));
        if (!person.IsKnown || person.Pair.Status is PairStatus.Tombstone)
            return Ended(lease, new RequestAnswerText(RequestEnd.Refused, null, null, "The person's record in HubSpot is gone."));
        var verdicts = Judge.Of(live, person.Facts, draft.History, now).Where(verdict => request.Product is null || verdict.Product == request.Product).ToList();
        // Without a product: the one that the person is nearest to.
        var verdict = verdicts.FirstOrDefault(one => one.Kind == VerdictKind.Ready) ?? verdicts.FirstOrDefault(one => one.Kind == VerdictKind.HandedOff)
            ?? verdicts.Where(one => one.MayBeAsked).OrderByDescending(one => one.Score.Total).FirstOrDefault() ?? verdicts[0];
        if (verdict.Kind == VerdictKind.HandedOff) return Ended(lease, new RequestAnswerText(RequestEnd.AlreadyOpen, verdict.OpenHandoff, verdict.Kind, "Sales has the person already."));
        if (!verdict.MayBeAsked) return Ended(lease, new RequestAnswerText(RequestEnd.Refused, null, verdict.Kind, verdict.Words));
        var opened = draft.Open(new Core.Handoffs.OpeningRequest(entropy.NextId(now), judgement.Salt(now)(), request.Caller, []), verdict, live, roster.Roster, now);
        return Ended(lease, new RequestAnswerText(RequestEnd.Opened, opened.File.Handoff.Id, verdict.Kind, verdict.Words));
    }

    private async Task<RequestAnswer> UnknownAsync(RequestLease lease, DateTimeOffset now, CancellationToken stop)
    {
        if (now - lease.Request.ReceivedAt >= options.UnknownFor)
            return Ended(lease, new RequestAnswerText(RequestEnd.UnknownPerson, null, null, $"Nobody told of {lease.Request.Record} within {options.UnknownFor.TotalDays:0} days: check the id, then ask again."));
        await LookAsync(lease.Request.Record, now, stop);
        // Soon at first, since the look just asked for may find the person; then after as long again as it has waited, since each look costs a call of HubSpot's.
        var waited = now - lease.Request.ReceivedAt;
        return Later(lease, now + (waited < NotReadYet ? NotReadYet : waited > options.UnknownRetryMost ? options.UnknownRetryMost : waited));
    }

    private async Task LookAsync(RecordKey record, DateTimeOffset now, CancellationToken stop)
    {
        await ledger.TouchAsync([new Touch(new Hint(record, Lane.Hot), options.Mapping, entropy.NextId(now))], null, now, stop);
        ringSync(1);
    }

    private static RequestAnswer Later(RequestLease lease, DateTimeOffset at) => new(lease.Request.Id, lease.Epoch, null, null, at);

    private static RequestAnswer Ended(RequestLease lease, RequestAnswerText answer) => new(lease.Request.Id, lease.Epoch, HandoffJson.Write(answer), answer.HandoffId, null);
}
