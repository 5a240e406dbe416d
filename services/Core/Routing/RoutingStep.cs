using System.Collections.Immutable;
using Integration.Core.Conditions;

namespace Integration.Core.Routing;

/// <summary>Whether somebody is chosen outside the hours of his calendar.</summary>
public enum HoursRule
{
    /// <summary>Those who work now go first; if nobody does, anyone who is not absent.</summary>
    Preferred,
    /// <summary>Only those who work now; if nobody does, the step finds nobody.</summary>
    Required,
    /// <summary>Hours do not matter.</summary>
    Ignored,
}

/// <summary>One way of finding an owner. Exactly one of the nested kinds; tried in the Agreement's order until one finds somebody.</summary>
public abstract record RoutingStep
{
    private RoutingStep()
    {
    }

    /// <summary>Who owns the account, if that is somebody of the roster who can take it.</summary>
    public sealed record AccountOwner : RoutingStep;

    /// <summary>The first territory whose condition holds: one rep, or a team in turn.</summary>
    public sealed record Territory(ImmutableArray<TerritoryRule> Rules, HoursRule Hours = HoursRule.Preferred) : RoutingStep;

    /// <summary>The reps of a team in turn, by weight.</summary>
    public sealed record RoundRobin(string Team, HoursRule Hours = HoursRule.Preferred) : RoutingStep;

    /// <summary>A Salesforce queue; always finds its queue.</summary>
    /// <param name="Name">As people know it.</param>
    /// <param name="SalesforceId">Id of the Group record, 18 characters, starting with 00G.</param>
    public sealed record Queue(string Name, string SalesforceId) : RoutingStep;
}

/// <summary>A territory.</summary>
/// <param name="Name">Unique within its step.</param>
/// <param name="Condition">Who belongs to it.</param>
/// <param name="To">Name of a rep or of a team of the roster.</param>
public sealed record TerritoryRule(string Name, Condition Condition, string To);
