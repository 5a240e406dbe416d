using Integration.Core.Handoffs;
using Integration.Core.Pairs;
using Integration.Core.Routing;
using Integration.Handoff.Files;
using Integration.Handoff.People;

namespace Integration.Handoff.Following;

/// <summary>Tells a handoff everything that the ledger shows of it, oldest first. What it knows already changes nothing.</summary>
internal static class Follow
{
    public static void Take(FileDraft draft, PersonFile person, Roster roster, DateTimeOffset now)
    {
        var context = new HandoffContext(draft.Agreement, roster, person.Facts);
        foreach (var observed in Signs(draft, person, roster, now).OrderBy(observed => observed.At).ToList())
            draft.Take(Advance.Of(draft.File.Handoff, observed, context, now));
    }

    /// <summary>The pair of the handoff was taken over.</summary>
    public static void Move(FileDraft draft, Pair into, bool yields, PersonFile person, Roster roster, DateTimeOffset now) =>
        draft.Take(Advance.Of(draft.File.Handoff, new Observed.Merged(now, into.Id, yields), new HandoffContext(draft.Agreement, roster, person.Facts), now));

    private static List<Observed> Signs(FileDraft draft, PersonFile person, Roster roster, DateTimeOffset now)
    {
        var signs = new List<Observed>();
        signs.AddRange(AskSigns.Take(draft, person));
        // Once it is closed, only money that comes later still counts.
        if (draft.File.Handoff.IsOpen) signs.AddRange(PairSigns.Take(draft, person, now));
        var known = draft.File.Handoff.Touches.Select(touch => touch.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var sighting in person.Sightings)
        {
            if (DealSigns.Of(draft, sighting) is { } deal) signs.Add(deal);
            else if (draft.File.Handoff.IsOpen && !known.Contains(sighting.Key.ToString()) && TouchSigns.Of(sighting, roster, now) is { } touched) signs.Add(touched);
        }
        if (draft.File.Handoff is { IsOpen: true, Owner: { } owner } && roster.RepOfSalesforce(owner.SalesforceId) is { Active: false }) signs.Add(new Observed.OwnerGone(now, owner.SalesforceId));
        return signs;
    }
}
