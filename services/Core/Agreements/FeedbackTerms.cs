using System.Collections.Immutable;
using Integration.Core.Handoffs;

namespace Integration.Core.Agreements;

/// <summary>A fact of a handoff that can be written to a field of one of the systems.</summary>
public enum FeedbackFact
{
    /// <summary>The handoff's state: <c>sent</c>, <c>accepted</c>, <c>won</c> ….</summary>
    State,
    /// <summary>Reason of a rejection, a return or a loss.</summary>
    Reason,
    /// <summary>Name of the owner in sales.</summary>
    Owner,
    /// <summary>Instant of the first touch.</summary>
    FirstTouch,
    /// <summary>State of the first-touch clock: <c>running</c>, <c>met</c>, <c>breached</c>, <c>paused</c>.</summary>
    Clock,
    /// <summary>Stage of the opportunity.</summary>
    OpportunityStage,
    /// <summary>Amount of the opportunity.</summary>
    OpportunityAmount,
    /// <summary>Why this person, in words.</summary>
    Why,
    /// <summary>Total score.</summary>
    Score,
    /// <summary>Parts of the score, in words.</summary>
    ScoreParts,
    /// <summary>Persona.</summary>
    Persona,
    /// <summary>Newest events, a line each.</summary>
    LastTouches,
    /// <summary>What sales may say first, per persona.</summary>
    Message,
    /// <summary>The product.</summary>
    Product,
    /// <summary>Version of the Agreement.</summary>
    AgreementVersion,
    /// <summary>Nurture track, once the person goes back.</summary>
    Nurture,
}

/// <summary>What is told to each side, and where. A fact without a field is not told.</summary>
public sealed record FeedbackTerms
{
    /// <summary>HubSpot property by fact.</summary>
    public ImmutableSortedDictionary<FeedbackFact, string> ToHubSpot { get; init; } = ImmutableSortedDictionary<FeedbackFact, string>.Empty;
    /// <summary>Salesforce field by fact; must exist on Lead and Contact.</summary>
    public ImmutableSortedDictionary<FeedbackFact, string> ToSalesforce { get; init; } = ImmutableSortedDictionary<FeedbackFact, string>.Empty;
    /// <summary>HubSpot <c>lifecyclestage</c> by the handoff's state; a state that is not here leaves the stage alone. Going back is <see cref="Recycling.RecycleTerms.Stage"/>'s.</summary>
    public ImmutableSortedDictionary<HandoffState, string> LifecycleStages { get; init; } = ImmutableSortedDictionary<HandoffState, string>.Empty
        .Add(HandoffState.Sent, "marketingqualifiedlead").Add(HandoffState.Accepted, "salesqualifiedlead").Add(HandoffState.Converted, "opportunity").Add(HandoffState.Won, "customer");
    /// <summary>HubSpot <c>hs_lead_status</c> by the handoff's state; a state that is not here leaves the status alone.</summary>
    public ImmutableSortedDictionary<HandoffState, string> LeadStatuses { get; init; } = ImmutableSortedDictionary<HandoffState, string>.Empty;
    /// <summary>Whether the owner in sales also becomes HubSpot's <c>hubspot_owner_id</c>, where he has a seat. Default true.</summary>
    public bool SetHubSpotOwner { get; init; } = true;
    /// <summary>Whether each answer of sales also becomes a note on the HubSpot timeline. Default true.</summary>
    public bool Notes { get; init; } = true;
    /// <summary>Suggested message by persona.</summary>
    public ImmutableSortedDictionary<string, string> Messages { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
