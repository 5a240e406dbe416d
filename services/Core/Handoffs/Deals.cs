using System.Collections.Immutable;
using Integration.Core.Stages;

namespace Integration.Core.Handoffs;

/// <summary>Conversion and opportunities.</summary>
internal static class Deals
{
    public static void Converted(HandoffDraft draft, Observed.Converted converted)
    {
        // Whoever was a Contact when he was sent was not converted by this handoff.
        if (converted.At < draft.Handoff.SentAt || draft.Handoff.ConvertedAt is not null || IsOver(draft.Handoff)) return;
        var leads = Resume(draft, converted.At);
        Answers.ByDeed(draft, converted.At, "converted");
        draft.Handoff = draft.Handoff with { State = leads, ConvertedAt = converted.At };
        draft.Event(HandoffEventKind.Converted, converted.At, TeamSide.Sales, null, converted.Contact.ToString());
    }

    public static void Take(HandoffDraft draft, Observed.Deal observed)
    {
        var deal = observed.Opportunity with { ChangedAt = observed.At };
        if (!BelongsTo(draft.Handoff, deal)) return;
        var before = draft.Handoff.Opportunities.FirstOrDefault(one => one.Key == deal.Key);
        if (before is not null && IsNoNews(before, deal)) return;
        var leads = Resume(draft, observed.At);
        Answers.ByDeed(draft, deal.CreatedAt, "opportunity");
        draft.Handoff = draft.Handoff with { Opportunities = With(draft.Handoff.Opportunities, deal) };
        if (before is null)
        {
            draft.Event(HandoffEventKind.OpportunityCreated, deal.CreatedAt, TeamSide.Sales, deal.Stage, deal.Key.ToString(), deal);
            draft.Event(HandoffEventKind.OpportunityLinked, deal.CreatedAt, TeamSide.Sales, deal.Stage, deal.Inferred ? $"{deal.Key}; inferred" : deal.Key.ToString(), deal);
            draft.Handoff = draft.Handoff with { ConvertedAt = draft.Handoff.ConvertedAt ?? deal.CreatedAt };
        }
        else if (before.Stage != deal.Stage || before.Amount != deal.Amount || before.IsClosed != deal.IsClosed) draft.Event(HandoffEventKind.StageChanged, observed.At, TeamSide.Sales, deal.Stage, deal.Key.ToString(), deal);
        Settle(draft, observed.At, deal, before, leads);
    }

    /// <summary>Made after the person was sent, or known already.</summary>
    public static bool BelongsTo(Handoff handoff, Opportunity deal) => deal.CreatedAt >= handoff.SentAt || handoff.Opportunities.Any(one => one.Key == deal.Key);

    /// <summary>The same again, or older than what is known.</summary>
    public static bool IsNoNews(Opportunity known, Opportunity seen) => seen.ChangedAt < known.ChangedAt || known with { ChangedAt = seen.ChangedAt } == seen;

    public static ImmutableArray<Opportunity> With(ImmutableArray<Opportunity> deals, Opportunity deal) =>
        [.. deals.Where(one => one.Key != deal.Key).Append(deal).OrderBy(one => one.Key)];

    /// <summary>Whether a loss is told whole: with its reason, and with a competitor where one is asked for.</summary>
    public static bool IsTold(Opportunity deal, bool competitorAsked) => !string.IsNullOrWhiteSpace(deal.Reason) && (!competitorAsked || !string.IsNullOrWhiteSpace(deal.Competitor));

    // One deal that is won wins the handoff; it is lost when all are, and open as long as one is.
    private static void Settle(HandoffDraft draft, DateTimeOffset at, Opportunity deal, Opportunity? before, HandoffState leads)
    {
        var deals = draft.Handoff.Opportunities;
        if (deals.FirstOrDefault(one => one.IsWon) is { } won)
        {
            draft.Handoff = draft.Handoff with { State = HandoffState.Won, EndedAt = at, Reason = null };
            draft.Event(HandoffEventKind.Won, at, TeamSide.Sales, null, won.Key.ToString(), won);
            draft.Note("won", $"Sales ({draft.Handoff.Owner?.Name}) won the deal.");
            draft.Close(at);
            return;
        }
        if (deals.Any(one => !one.IsClosed))
        {
            draft.Handoff = draft.Handoff with { State = leads, EndedAt = null };
            return;
        }
        if (before?.IsClosed != true)
        {
            draft.Handoff = draft.Handoff with { State = HandoffState.Lost, EndedAt = at };
            draft.Event(HandoffEventKind.Lost, at, TeamSide.Sales, deal.Reason, deal.Key.ToString(), deal);
        }
        if (draft.Handoff.State == HandoffState.Lost && deals.All(one => IsTold(one, draft.Agreement.Answers.CompetitorAsked))) Lose(draft, at, deal.Reason);
    }

    /// <summary>Ends a loss, with its reason or without.</summary>
    public static void Lose(HandoffDraft draft, DateTimeOffset at, string? reason)
    {
        draft.Handoff = draft.Handoff with { Reason = reason, ReturnedAt = draft.Handoff.EndedAt };
        draft.Note("lost", $"Sales ({draft.Handoff.Owner?.Name}) lost the deal: {reason ?? "no reason given"}.");
        draft.Close(at);
    }

    /// <summary>A rejected person who is converted after all, or gets a deal, was taken after all.</summary>
    /// <returns>Where the deed leads to: not to Converted when sales gave back later what it had taken, and that was only heard before.</returns>
    private static HandoffState Resume(HandoffDraft draft, DateTimeOffset at)
    {
        if (draft.Handoff.State is not (HandoffState.Rejected or HandoffState.Recycled)) return HandoffState.Converted;
        if (at < draft.Handoff.ReturnedAt) return HandoffState.Recycled;
        draft.Handoff = draft.Handoff with { ReturnedAt = null, Reason = null };
        return HandoffState.Converted;
    }

    private static bool IsOver(Handoff handoff) => handoff.State is HandoffState.Won or HandoffState.Lost;
}
