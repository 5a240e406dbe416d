using System.Collections.Immutable;
using Integration.Core.Handoffs;

namespace Integration.Core.Kpis;

/// <summary>Compares the way that a closed handoff went with the ways that the Agreement allows (K25).</summary>
internal static class Conformance
{
    private static readonly (string Name, Func<HandoffLog, bool> Broken)[] Table =
    [
        ("not-delivered", log => log.FailedAt is not null),
        ("never-answered", log => log is { SentAt: not null, WithdrawnAt: null, DecidedAt: null }),
        ("returned-without-reason", log => log is { EndedAs: "rejected" or "recycled", EndReason: null, DecidedAt: not null }),
        ("lost-without-reason", log => log is { EndedAs: "lost", EndReason: null }),
        ("ended-without-opportunity", log => log is { EndedAs: "won" or "lost", OpportunityAt: null }),
        ("status-not-agreed", log => log.Events.Any(one => one is { Kind: HandoffEventKind.StageChanged, Reason: null, Detail: "a status that the Agreement does not name" })),
        ("delivered-late", log => Missed(log, "delivery")),
    ];

    /// <summary>The names of the deviations, in the order they are looked for.</summary>
    public static ImmutableArray<string> Rules => [.. Table.Select(rule => rule.Name)];

    public static IEnumerable<Reading> Read(IEnumerable<HandoffLog> logs)
    {
        foreach (var log in logs)
        {
            if (log.ClosedAt is not { } closed) continue;
            var broken = Table.FirstOrDefault(rule => rule.Broken(log)).Name;
            yield return Reading.Of(log, closed) with { HitAt = broken is null ? closed : null, Part = broken };
        }
    }

    private static bool Missed(HandoffLog log, string limit) => log.Events.Any(one => one.Kind == HandoffEventKind.Breached && one.Reason == limit);
}
