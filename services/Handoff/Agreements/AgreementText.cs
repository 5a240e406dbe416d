using Integration.Core.Agreements;

namespace Integration.Handoff.Agreements;

/// <summary>One version of the Agreement with the text that it was read from.</summary>
/// <param name="Agreement">What it says; its hash is the digest of <paramref name="Content"/>.</param>
/// <param name="Content">Its content as JSON; kept in the ledger, so that open handoffs find their version when the file has changed.</param>
public sealed record AgreementText(Agreement Agreement, string Content);

/// <summary>What the configuration gives to the handoff role.</summary>
public sealed record HandoffTerms
{
    /// <summary>Every version in the configuration; empty = nothing is handed over.</summary>
    public IReadOnlyList<AgreementText> Agreements { get; init; } = [];
    /// <summary>Calendars and reps.</summary>
    public Core.Routing.Roster Roster { get; init; } = new();
    /// <summary>Reads a content of the ledger; null when this build cannot (it was written by a newer one).</summary>
    public Func<string, Agreement?> Read { get; init; } = _ => null;
}
