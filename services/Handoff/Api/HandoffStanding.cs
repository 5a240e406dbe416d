using Integration.Core.Agreements;
using Integration.Handoff.Agreements;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Api;

/// <summary>How the handoff role does.</summary>
/// <param name="Live">Version of the Agreement in force; null = nothing is handed over, and <paramref name="Words"/> says why.</param>
/// <param name="Shadow">Version that waits for signatures; null = none.</param>
/// <param name="Words">What is missing, in a sentence; null when nothing is.</param>
/// <param name="Numbers">Counts.</param>
/// <param name="Handoffs">How the open ones do.</param>
public sealed record HandoffStanding(int? Live, int? Shadow, string? Words, HandoffStatus Numbers, HandoffNumbers? Handoffs = null)
{
    /// <summary>Counts now, and tells by the Agreements as last looked at.</summary>
    /// <param name="ledger">Where.</param>
    /// <param name="agreements">As last looked at.</param>
    /// <param name="mapping">The mapping of people.</param>
    /// <param name="count">Counts the open ones; kept between two calls, it reads only what changed.</param>
    /// <param name="now">What is due by then counts as due.</param>
    /// <param name="stop">Stops reading.</param>
    public static async Task<HandoffStanding> CountAsync(ILedger ledger, KnownAgreements agreements, string mapping, HandoffCount count, DateTimeOffset now, CancellationToken stop) =>
        new(agreements.Live?.Version, agreements.Shadow?.Version, Lack(agreements), await ledger.Handoffs.StatusAsync(mapping, now, stop), await count.NowAsync(stop));

    /// <summary>What keeps something from being handed over, or the newest version from being live, in a sentence; null when nothing does.</summary>
    public static string? Lack(KnownAgreements agreements)
    {
        if (agreements.Shadow is not { } waiting) return agreements.Live is null ? "No Agreement is configured; nothing is handed over." : null;
        var who = string.Join(" and ", agreements.MissingOf(waiting).Select(side => $"{Who(waiting, side)} for {side.ToString().ToLowerInvariant()}"));
        return agreements.Live is { } live
            ? $"Version {waiting.Version} runs as a shadow beside version {live.Version} until {who} has signed."
            : $"Nothing is handed over: version {waiting.Version} of the Agreement is to be signed by {who} (integration approve --side marketing|sales --as NAME).";
    }

    private static string Who(Agreement agreement, Core.Stages.TeamSide side) => side == Core.Stages.TeamSide.Marketing ? agreement.Signatories.Marketing : agreement.Signatories.Sales;
}
