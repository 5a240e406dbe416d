using System.Collections.Immutable;
using Integration.Core.Asks;
using Integration.Core.Records;
using Integration.Core.Routing;
using Integration.Core.Stages;

namespace Integration.Core.Handoffs;

/// <summary>Who has the handoff, and who gets it next.</summary>
internal static class Owners
{
    /// <summary>Sales gave the record to somebody else in Salesforce itself.</summary>
    public static void OwnedBy(HandoffDraft draft, Observed.OwnedBy owned)
    {
        var handoff = draft.Handoff;
        // Until Salesforce has what we sent, it still shows the owner from before.
        if (handoff.State == HandoffState.Sent || owned.SalesforceId == handoff.Owner!.SalesforceId || owned.At <= handoff.Owner.Since) return;
        var rep = draft.Context.Roster.RepOfSalesforce(owned.SalesforceId);
        Take(draft, Owner(rep, rep?.Name ?? owned.SalesforceId, owned.SalesforceId, draft.Terms.Calendar, owned.At));
        draft.Event(HandoffEventKind.Reassigned, owned.At, TeamSide.Sales, null, "in Salesforce");
    }

    /// <summary>Chooses another owner than those who had it.</summary>
    /// <returns>False when nobody can take it; it stays where it is, and that is said.</returns>
    public static bool Reassign(HandoffDraft draft, DateTimeOffset at, string why)
    {
        var handoff = draft.Handoff;
        var route = Routes.Choose(draft.Agreement.Handover, draft.Terms.Calendar, draft.Context.Person.ToSubject(), draft.Context.Roster, [.. handoff.FormerOwners, handoff.Owner!.Name], draft.Now);
        if (Of(route, draft.Terms.Calendar, draft.Now) is not { } owner || owner.SalesforceId == handoff.Owner.SalesforceId)
        {
            draft.Problem(HandoffProblems.NobodyThere, $"{why}, and nobody else can take it: {Told(route)}.", "Add somebody to the team, raise a cap, or agree on a queue; then reassign the record in Salesforce.");
            return false;
        }
        if (route is Route.ToRep turn) draft.Turned(turn.Team, turn.Turns);
        Take(draft, owner);
        draft.Event(HandoffEventKind.Reassigned, at, null, null, $"{why}; {route.Step}");
        draft.Ask("reassigned", new AskKind.SetFields(SystemName.Salesforce, FieldValues.Of(("OwnerId", owner.SalesforceId))));
        draft.Task("reassigned", owner.SalesforceId, draft.Agreement.Handover.TaskSubject, handoff.Why, draft.Now);
        return true;
    }

    /// <summary>The owner that a route leads to; null for nobody.</summary>
    public static Owner? Of(Route route, string calendar, DateTimeOffset since) => route switch
    {
        Route.ToRep rep => Owner(rep.Rep, rep.Rep.Name, rep.Rep.SalesforceId, calendar, since),
        Route.ToQueue queue => Owner(null, queue.Name, queue.SalesforceId, calendar, since),
        _ => null,
    };

    /// <summary>Why nobody was found, in words.</summary>
    public static string Told(Route route) => route.Skipped.IsEmpty ? route.Step : $"{route.Step} ({string.Join("; ", route.Skipped.Select(one => $"{one.Who}: {one.Why}"))})";

    private static void Take(HandoffDraft draft, Owner owner) =>
        draft.Handoff = draft.Handoff with { Owner = owner, FormerOwners = draft.Handoff.FormerOwners.Add(draft.Handoff.Owner!.Name) };

    private static Owner Owner(Rep? rep, string name, string salesforceId, string calendar, DateTimeOffset since) => new(name, salesforceId, rep?.HubSpotOwnerId, rep?.Calendar ?? calendar, since);
}
