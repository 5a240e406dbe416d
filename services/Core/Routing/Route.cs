using System.Collections.Immutable;

namespace Integration.Core.Routing;

/// <summary>Somebody who was not chosen.</summary>
/// <param name="Who">Name of a rep or team, or the Salesforce user id of somebody outside the roster.</param>
/// <param name="Why">A few words: <c>away until 2026-12-01</c>.</param>
public sealed record Skipped(string Who, string Why);

/// <summary>Who gets a person, how that came, and who was passed over. Exactly one of the nested kinds.</summary>
public abstract record Route
{
    private Route()
    {
    }

    /// <summary>The step that decided, in words: <c>territory DACH</c>, <c>round robin emea</c>.</summary>
    public required string Step { get; init; }
    /// <summary>Who was passed over, in the order in which they were met.</summary>
    public ImmutableArray<Skipped> Skipped { get; init; } = [];

    /// <summary>A rep.</summary>
    /// <param name="Rep">Who.</param>
    public sealed record ToRep(Rep Rep) : Route
    {
        /// <summary>The team whose turns moved; null when it was nobody's turn that decided.</summary>
        public string? Team { get; init; }
        /// <summary>The team's turns afterwards; null exactly when <see cref="Team"/> is. To be stored in the transaction that stores the handoff.</summary>
        public Turns? Turns { get; init; }
    }

    /// <summary>A queue.</summary>
    public sealed record ToQueue(string Name, string SalesforceId) : Route;

    /// <summary>Nobody: the handoff is held, with the people passed over as its reason, until the roster changes.</summary>
    public sealed record ToNobody : Route;
}
