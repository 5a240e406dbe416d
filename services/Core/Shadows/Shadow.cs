using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.People;
using Integration.Core.Recycling;
using Integration.Core.Routing;
using Integration.Core.Verdicts;

namespace Integration.Core.Shadows;

/// <summary>Somebody whom an unsigned version would treat otherwise than the one in force.</summary>
/// <param name="PairId">The person.</param>
/// <param name="Product">The product.</param>
/// <param name="Live">What the version in force says; null when it does not know the product.</param>
/// <param name="Shadow">What the shadow says; null when it does not know the product.</param>
/// <param name="LiveWords">Why, in words; for two ready ones, who gets the person. Holds field values.</param>
/// <param name="ShadowWords">Why, in words. Holds field values.</param>
public sealed record ShadowDifference(Guid PairId, string Product, VerdictKind? Live, VerdictKind? Shadow, string LiveWords, string ShadowWords);

/// <summary>Runs an unsigned version beside the one in force. It decides nothing and asks for nothing.</summary>
public static class Shadow
{
    /// <summary>What differs for one person: the kind of verdict, or for whom both would hand over, the owner.</summary>
    /// <param name="live">The version in force; null = none, and nobody is handed over.</param>
    /// <param name="shadow">The other one.</param>
    /// <param name="facts">The person, now or as it was at the moment that is replayed.</param>
    /// <param name="history">The person's handoffs at that moment.</param>
    /// <param name="roster">Who there was.</param>
    /// <param name="now">The moment.</param>
    /// <returns>By product, those of the live version first; empty when both treat the person alike.</returns>
    public static ImmutableArray<ShadowDifference> Compare(Agreement? live, Agreement shadow, PersonFacts facts, ImmutableArray<PastHandoff> history, Roster roster, DateTimeOffset now)
    {
        var (ours, theirs) = (live is null ? [] : Judge.Of(live, facts, history, now), Judge.Of(shadow, facts, history, now));
        var differences = ImmutableArray.CreateBuilder<ShadowDifference>();
        foreach (var product in ours.Concat(theirs).Select(verdict => verdict.Product).Distinct())
        {
            var (one, other) = (ours.FirstOrDefault(verdict => verdict.Product == product), theirs.FirstOrDefault(verdict => verdict.Product == product));
            if (one?.Kind != other?.Kind)
                differences.Add(new(facts.PairId, product, one?.Kind, other?.Kind, Words(one), Words(other)));
            else if (one is { Kind: VerdictKind.Ready } && (Owner(live!, product), Owner(shadow, product)) is var (owner, otherOwner) && owner != otherOwner)
                differences.Add(new(facts.PairId, product, one.Kind, other!.Kind, owner, otherOwner));
        }
        return differences.ToImmutable();

        string Owner(Agreement agreement, string product) => Routes.Choose(agreement.Handover, agreement.FollowUpOf(product).Calendar, facts.ToSubject(), roster, [], now) switch
        {
            Route.ToRep rep => $"to {rep.Rep.Name} by {rep.Step}",
            Route.ToQueue queue => $"to {queue.Step}",
            var nobody => $"to nobody: {nobody.Step}",
        };
    }

    private static string Words(Verdict? verdict) => verdict?.Words ?? "the product is not known";
}
