using Integration.Core.Handoffs;
using Integration.Handoff.Files;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Proofs;

/// <summary>Where a person stands between the teams. Exactly one at a time.</summary>
public enum PersonState
{
    /// <summary>Waits for the first verdict, or the next.</summary>
    Unjudged,
    /// <summary>Not ready, cooling down without an earlier handoff, or never to be handed over.</summary>
    NotReady,
    /// <summary>With sales, no answer yet.</summary>
    HandedOff,
    /// <summary>Sales has taken the person.</summary>
    Accepted,
    /// <summary>Sales said no.</summary>
    Rejected,
    /// <summary>Sales gave the person back.</summary>
    Recycled,
    /// <summary>Ready, and something keeps the person here: the packet, the roster, the sync.</summary>
    Held,
    /// <summary>Could not be carried into Salesforce.</summary>
    Failed,
    /// <summary>Won.</summary>
    Won,
    /// <summary>Lost.</summary>
    Lost,
    /// <summary>Out of scope: deleted, or not known to HubSpot.</summary>
    OutOfScope,
}

/// <summary>Puts people into states, and finds those who are in none or in two (KPI K9).</summary>
internal static class PersonStates
{
    /// <summary>The person's state; null when it cannot be told, which is a leak.</summary>
    public static PersonState? Of(Standing standing, IReadOnlyList<StoredHandoff> handoffs)
    {
        if (standing.Code is "gone" or "unknown-to-hubspot" or "superseded" && !handoffs.Any(handoff => handoff.IsOpen)) return PersonState.OutOfScope;
        // The furthest open one tells where the person is; without one, the last that ended.
        var told = handoffs.Where(handoff => handoff.IsOpen).OrderByDescending(handoff => handoff.ChangedAt).FirstOrDefault()
            ?? handoffs.OrderByDescending(handoff => handoff.ChangedAt).FirstOrDefault();
        if (told is not null && Of(told.Stage) is { } state) return state;
        return standing.Code switch
        {
            null => standing.Waits ? PersonState.Unjudged : null,
            "not-ready" or "never" or "cooling-down" => PersonState.NotReady,
            "held" => PersonState.Held,
            // Ready and nobody has the person: between the verdict and the handoff there is no time.
            _ => standing.Waits ? PersonState.Unjudged : null,
        };
    }

    private static PersonState? Of(string stage) => Enum.GetValues<HandoffState>().Where(state => HandoffJson.Word(state) == stage).Select(state => (PersonState?)(state switch
    {
        HandoffState.Held => PersonState.Held,
        HandoffState.Sent or HandoffState.Delivered => PersonState.HandedOff,
        HandoffState.Accepted or HandoffState.Working or HandoffState.Converted => PersonState.Accepted,
        HandoffState.Rejected => PersonState.Rejected,
        HandoffState.Recycled => PersonState.Recycled,
        HandoffState.Won => PersonState.Won,
        HandoffState.Lost => PersonState.Lost,
        HandoffState.Failed => PersonState.Failed,
        // Taken back: the person is where the verdict says.
        _ => null,
    })).FirstOrDefault(state => state is not null);
}
