using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Stages;

namespace Integration.Core.Approvals;

/// <summary>Whether an Agreement may go live: one named signatory of each side must have signed its content.</summary>
/// <param name="Missing">Sides whose signature is missing, marketing first; empty exactly when it is live.</param>
public sealed record Approval(ImmutableArray<TeamSide> Missing)
{
    /// <summary>Both have signed.</summary>
    public bool IsLive => Missing.IsEmpty;

    /// <summary>Where an Agreement stands. Signatures that do not count are as if they were not there.</summary>
    public static Approval Of(Agreement agreement, IEnumerable<Signature> signatures)
    {
        var good = signatures.Where(signature => ProblemOf(agreement, signature) is null).Select(signature => signature.Side).ToHashSet();
        return new Approval([.. new[] { TeamSide.Marketing, TeamSide.Sales }.Where(side => !good.Contains(side))]);
    }

    /// <summary>Why a signature does not count for an Agreement; null when it does. To be asked before one is stored, and again whenever one is read.</summary>
    public static SignatureProblem? ProblemOf(Agreement agreement, Signature signature)
    {
        var (own, other) = signature.Side == TeamSide.Marketing
            ? (agreement.Signatories.Marketing, agreement.Signatories.Sales)
            : (agreement.Signatories.Sales, agreement.Signatories.Marketing);
        var side = signature.Side.ToString().ToLowerInvariant();
        if (signature.Hash != agreement.Hash)
            return new("The signature stands under another content than this version has now.", "Read the version as it is now and sign it again.");
        if (Same(own, other))
            return new("The Agreement names one person for both sides.", "Name one signatory of marketing and another one of sales.");
        if (Same(signature.Signatory, own)) return null;
        return Same(signature.Signatory, other)
            ? new($"{signature.Signatory} signs for the other side and cannot sign for {side}.", $"Let {own} sign for {side}.")
            : new($"{signature.Signatory} is not the signatory of {side}.", $"Let {own} sign, or name another signatory and have both sides sign that.");
    }

    /// <summary>The version in force: of those that both sides signed, the one with the highest number; null when there is none.</summary>
    public static Agreement? InForce(IEnumerable<Agreement> versions, IReadOnlyCollection<Signature> signatures) =>
        versions.Where(version => Of(version, signatures).IsLive).MaxBy(version => version.Version);

    private static bool Same(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}
