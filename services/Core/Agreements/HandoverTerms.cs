using System.Collections.Immutable;
using Integration.Core.Packets;
using Integration.Core.Routing;

namespace Integration.Core.Agreements;

/// <summary>What sales gets with a person, and who of sales.</summary>
public sealed record HandoverTerms
{
    /// <summary>The fields that sales gets.</summary>
    public ImmutableArray<PacketField> Packet { get; init; } = [];
    /// <summary>True: a packet without a required field is held and reported. False (the default): it is sent and counts as incomplete.</summary>
    public bool HoldIncomplete { get; init; }
    /// <summary>Who the person is, in words for the rep: the phrases whose fields are filled, joined. Empty = the persona's name.</summary>
    public ImmutableArray<WhyPhrase> Why { get; init; } = [];
    /// <summary>How the owner is found, tried in this order.</summary>
    public ImmutableArray<RoutingStep> Owner { get; init; } = [];
    /// <summary>Where the account owner's Salesforce user id stands; null = the step <see cref="RoutingStep.AccountOwner"/> finds nobody.</summary>
    public Conditions.FieldRef? AccountOwner { get; init; }
    /// <summary>Subject of the Salesforce Task that the owner gets; empty = none is made.</summary>
    public string TaskSubject { get; init; } = "New lead from marketing";
    /// <summary>How many of the person's newest events are told. 0 to 50, default 10.</summary>
    public int LastTouches { get; init; } = 10;
    /// <summary>How long the sync may take to deliver before it is reported, in wall time. Default 15 min.</summary>
    public TimeSpan DeliverWithin { get; init; } = TimeSpan.FromMinutes(15);
}
