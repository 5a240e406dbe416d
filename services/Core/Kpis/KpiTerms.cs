using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Calendars;
using Integration.Core.Conditions;
using Integration.Core.Handoffs;
using Integration.Core.Routing;

namespace Integration.Core.Kpis;

/// <summary>What figures are reckoned under: the versions of the Agreement and the team.</summary>
public sealed record KpiTerms
{
    /// <summary>Every version that handoffs run under, by content hash. A handoff under one that is not here is left out of what needs its terms, by name.</summary>
    public required ImmutableDictionary<string, Agreement> Agreements { get; init; }
    /// <summary>Calendars and reps.</summary>
    public required Roster Roster { get; init; }
    /// <summary>Since when which version has been in force, oldest first.</summary>
    public ImmutableArray<InForce> InForce { get; init; } = [];

    internal FollowUpTerms? FollowUpOf(HandoffLog log) => Agreements.GetValueOrDefault(log.Hash)?.FollowUpOf(log.Product);

    internal bool IsOfTeam(HandoffLog log, string team) => Roster.RepOf(log.SentTo)?.Teams.Contains(team) == true;

    /// <summary>Definitions of ready of one version, in words, by product.</summary>
    internal ImmutableSortedDictionary<string, string> QualifiedOf(string hash) =>
        (Agreements.GetValueOrDefault(hash)?.Products ?? []).ToImmutableSortedDictionary(product => product.Name, product => ConditionWords.Of(product.Qualified), StringComparer.Ordinal);

    /// <summary>The clock of the first owner, with the agreed pauses; null when the version cannot be read.</summary>
    internal KpiClock? ClockOf(HandoffLog log)
    {
        if (log.SentAt is not { } sent || FollowUpOf(log) is not { } terms) return null;
        var rep = Roster.RepOf(log.SentTo);
        var calendar = (rep?.Calendar is { } own ? Roster.Calendars.GetValueOrDefault(own) : null) ?? Roster.Calendars.GetValueOrDefault(terms.Calendar);
        ImmutableArray<Absence> away = terms.AbsencePauses && rep is not null ? rep.Absences : [];
        return KpiClock.Of(log, sent, terms, calendar, away);
    }
}

/// <summary>A version of the Agreement came into force.</summary>
/// <param name="Since">When the second side signed.</param>
/// <param name="Version">Its number.</param>
/// <param name="Hash">Its content hash.</param>
public sealed record InForce(DateTimeOffset Since, int Version, string Hash);
