using System.Collections.Immutable;
using Integration.Core.Asks;
using Integration.Core.Clocks;
using Integration.Core.Packets;
using Integration.Core.Receipts;
using Integration.Core.Recycling;
using Integration.Core.Routing;
using Integration.Core.Verdicts;

namespace Integration.Core.Handoffs;

/// <summary>What is needed to open a handoff, beside the verdict.</summary>
/// <param name="Id">Id of the new handoff; UUID v7.</param>
/// <param name="Salt">At least 16 random characters for the receipt's digest: without it, a guessed value could be proven against the digest after an erasure.</param>
/// <param name="AskedBy">Who asked; null when the verdict alone opens it.</param>
/// <param name="History">The person's earlier handoffs.</param>
public sealed record OpeningRequest(Guid Id, string Salt, string? AskedBy, ImmutableArray<PastHandoff> History);

/// <summary>A handoff that was opened: sent, or held with the reason.</summary>
/// <param name="Step">To be stored as every step.</param>
/// <param name="Receipt">To be sealed in the same transaction; null exactly when it is held.</param>
/// <param name="Packet">What sales gets.</param>
/// <param name="Route">How the owner was found.</param>
public sealed record HandoffOpening(HandoffStep Step, ReceiptDraft? Receipt, Packet Packet, Route Route);

/// <summary>Opens handoffs, and sends those that were held.</summary>
public static class Opening
{
    /// <summary>Opens a handoff.</summary>
    /// <param name="request">Id, salt, who asked, history.</param>
    /// <param name="verdict">Ready; or <see cref="Verdict.MayBeAsked"/> with somebody who asked.</param>
    /// <param name="context">The Agreement in force, the roster, the person.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="ArgumentException">The verdict does not allow it; nothing is to be stored.</exception>
    public static HandoffOpening Of(OpeningRequest request, Verdict verdict, HandoffContext context, DateTimeOffset now)
    {
        if (verdict.Kind != VerdictKind.Ready && !(request.AskedBy is not null && verdict.MayBeAsked))
            throw new ArgumentException($"a person who is {verdict.Kind} for {verdict.Product} is not handed over", nameof(verdict));
        var draft = new HandoffDraft(
            new Handoff
            {
                Id = request.Id,
                PairId = context.Person.PairId,
                Product = verdict.Product,
                AgreementVersion = verdict.AgreementVersion,
                AgreementHash = verdict.AgreementHash,
                State = HandoffState.Held,
                AskedBy = request.AskedBy,
                Why = verdict.Words,
                Source = context.Person.HubSpot["hs_analytics_source"].Text is { Length: > 0 } source ? source : null,
                QualifiedAt = now,
            },
            context,
            now);
        draft.Event(HandoffEventKind.Qualified, now, null, request.AskedBy is null ? null : "asked");
        if (request.History.Any(past => past.Product == verdict.Product && !past.IsOpen)) draft.Event(HandoffEventKind.ReEntered, now);
        return Send(draft, verdict, request.Salt, request.History);
    }

    /// <summary>Tries to send a handoff that is held, after the person or the roster changed.</summary>
    /// <param name="held">As stored, in state held.</param>
    /// <param name="verdict">The verdict now, reckoned without this handoff in the history. If it does not allow it any more, the handoff is withdrawn.</param>
    /// <param name="salt">As for <see cref="OpeningRequest"/>.</param>
    /// <param name="history">The person's other handoffs.</param>
    /// <param name="context">The Agreement that it was opened under, the roster, the person.</param>
    /// <param name="now">The moment.</param>
    public static HandoffOpening Again(Handoff held, Verdict verdict, string salt, ImmutableArray<PastHandoff> history, HandoffContext context, DateTimeOffset now)
    {
        if (held.State != HandoffState.Held) throw new ArgumentException($"handoff {held.Id} is {held.State}, not held", nameof(held));
        var draft = new HandoffDraft(held, context, now);
        if (verdict.Kind == VerdictKind.Ready || (held.AskedBy is not null && verdict.MayBeAsked)) return Send(draft, verdict, salt, history);
        Advance.Withdraw(draft, now, "not ready any more");
        return new HandoffOpening(draft.Done(), null, new Packet([]), new Route.ToNobody { Step = "not asked" });
    }

    private static HandoffOpening Send(HandoffDraft draft, Verdict verdict, string salt, ImmutableArray<PastHandoff> history)
    {
        var subject = draft.Context.Person.ToSubject();
        var terms = draft.Agreement.Handover;
        var packet = Packet.Of(terms.Packet, subject, draft.Now);
        var route = Routes.Choose(terms, draft.Terms.Calendar, subject, draft.Context.Roster, [], draft.Now);
        if (terms.HoldIncomplete && !packet.Missing.IsEmpty)
        {
            draft.Problem(HandoffProblems.PacketIncomplete, $"The packet misses {string.Join(", ", packet.Missing)}.", "Fill the fields in HubSpot; the handoff goes on by itself.");
            return new HandoffOpening(Held(draft, $"packet misses {string.Join(", ", packet.Missing)}"), null, packet, route);
        }
        if (Owners.Of(route, draft.Terms.Calendar, draft.Now) is not { } owner)
        {
            draft.Problem(HandoffProblems.NobodyThere, $"Nobody can take the person: {Owners.Told(route)}.", "Add somebody to the team, raise a cap, or agree on a queue; the handoff goes on by itself.");
            return new HandoffOpening(Held(draft, Owners.Told(route)), null, packet, route);
        }
        if (route is Route.ToRep rep) draft.Turned(rep.Team, rep.Turns);
        draft.Handoff = draft.Handoff with { State = HandoffState.Sent, SentAt = draft.Now, Owner = owner, HeldFor = null, Why = verdict.Words };
        draft.Event(HandoffEventKind.Sent, draft.Now, null, null, route.Step);
        Reopening.Ask(draft, history);
        draft.Ask("sent", new AskKind.Release());
        Feedback.TellOpening(draft, verdict, subject);
        var clock = SalesClock.Of(draft.Handoff, draft.Terms, draft.Context.Roster);
        if (terms.TaskSubject.Length > 0) draft.Task("sent", owner.SalesforceId, terms.TaskSubject, verdict.Words, clock.FirstTouchDue);
        return new HandoffOpening(draft.Done(), HandoffReceipt.Of(draft.Handoff, verdict, packet, route, clock, draft.Context.Person, salt), packet, route);
    }

    private static HandoffStep Held(HandoffDraft draft, string why)
    {
        if (draft.Handoff.HeldFor != why)
        {
            draft.Handoff = draft.Handoff with { HeldFor = why };
            draft.Event(HandoffEventKind.Held, draft.Now, null, null, why);
        }
        return draft.Done();
    }
}
