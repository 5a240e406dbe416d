using System.Collections.Immutable;
using Integration.Core.Calendars;

namespace Integration.Core.Routing;

/// <summary>Somebody of sales who can own a handoff.</summary>
public sealed record Rep
{
    /// <summary>Unique, as the Agreement and people name it.</summary>
    public required string Name { get; init; }
    /// <summary>Salesforce user id, 18 characters.</summary>
    public required string SalesforceId { get; init; }
    /// <summary>HubSpot owner id; null when the rep has no seat there.</summary>
    public string? HubSpotOwnerId { get; init; }
    /// <summary>Teams it belongs to.</summary>
    public ImmutableArray<string> Teams { get; init; } = [];
    /// <summary>Name of its calendar; null = the follow-up terms' calendar.</summary>
    public string? Calendar { get; init; }
    /// <summary>How many turns it gets compared with others; 0 to 100, 0 = none. Default 1.</summary>
    public int Weight { get; init; } = 1;
    /// <summary>Most open handoffs that are put on it; null = no cap.</summary>
    public int? OpenMax { get; init; }
    /// <summary>Open handoffs it has now.</summary>
    public int Open { get; init; }
    /// <summary>False once its user is deactivated in Salesforce.</summary>
    public bool Active { get; init; } = true;
    /// <summary>When it is away.</summary>
    public ImmutableArray<Absence> Absences { get; init; } = [];
    /// <summary>Name of its manager; null = nobody.</summary>
    public string? Manager { get; init; }
}

/// <summary>Who there is at the moment. Not part of the Agreement: people come, go and fall ill without a signature.</summary>
public sealed record Roster
{
    /// <summary>Everybody who can own a handoff or be escalated to.</summary>
    public ImmutableArray<Rep> Reps { get; init; } = [];
    /// <summary>Calendars by name.</summary>
    public ImmutableSortedDictionary<string, Calendar> Calendars { get; init; } = ImmutableSortedDictionary.Create<string, Calendar>(StringComparer.Ordinal);
    /// <summary>Whose turn it is, by team; owned by the ledger and moved in the transaction that stores the handoff.</summary>
    public ImmutableSortedDictionary<string, Turns> Turns { get; init; } = ImmutableSortedDictionary.Create<string, Turns>(StringComparer.Ordinal);

    /// <summary>The rep of a name; null when there is none.</summary>
    public Rep? RepOf(string? name) => Reps.FirstOrDefault(rep => rep.Name == name);

    /// <summary>The rep of a Salesforce user id; null when there is none.</summary>
    public Rep? RepOfSalesforce(string? id) => Reps.FirstOrDefault(rep => rep.SalesforceId == id);

    /// <summary>The calendar of a rep, else the one of the given name; null when neither is there.</summary>
    public Calendar? CalendarOf(Rep? rep, string fallback) =>
        rep?.Calendar is { } name && Calendars.TryGetValue(name, out var own) ? own : Calendars.GetValueOrDefault(fallback);
}

/// <summary>Credits of the reps of a team: who has the most has the next turn.</summary>
/// <param name="Credits">By rep name; a rep that is not there has 0.</param>
public sealed record Turns(ImmutableSortedDictionary<string, int> Credits)
{
    /// <summary>Nobody had a turn yet.</summary>
    public static Turns None { get; } = new(ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal));
}
