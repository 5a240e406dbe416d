using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Core.Reconciling;

/// <summary>Which pairs another one may take over.</summary>
public static class Absorption
{
    /// <summary>It has found nobody yet, or its other side is gone, and nothing of it is under way.</summary>
    public static bool IsAbsorbable(Pair pair) =>
        pair.IntoHubSpot is null && pair.IntoSalesforce is null
        && (pair.Status == PairStatus.Tombstone || (pair.Status != PairStatus.Superseded && pair.Refs().Count() < 2));

    /// <summary>Whether the pair that names a successor stands in nobody's way.</summary>
    /// <param name="owner">The pair that names it.</param>
    /// <param name="heir">The pair whose own record became it by a merge or a conversion.</param>
    /// <param name="system">Where the record is.</param>
    public static bool GivesWay(Pair owner, Pair heir, SystemName system)
    {
        // A closed pair keeps what it names so that nobody pairs it anew by its address. Whose own record became it is not nobody: two pairs that
        // met on both sides, crosswise, would otherwise each yield to the other, and the survivors be in no link.
        if (owner.Status == PairStatus.Superseded) return true;
        // Both were closed, and only the owner's had a counterpart: it was deleted, and is not made anew because its Contact came back.
        var isNobodys = owner.Status == PairStatus.Tombstone && heir.Status == PairStatus.Tombstone;
        return IsAbsorbable(owner) && !(isNobodys && owner.Of(system.Other()).Ref is not null && heir.Of(system.Other()).Ref is null);
    }
}
