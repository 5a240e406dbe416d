using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger.Asks;

namespace Integration.Ledger.Drafts;

/// <summary>One pair takes over all that another has.</summary>
internal static class AbsorbRule
{
    /// <param name="draft">With both.</param>
    /// <param name="winner">The row of the pair that takes over.</param>
    /// <param name="loserId">Whose records it takes.</param>
    /// <param name="taken">The records that the winner will have: of a pair that was superseded before it takes only these.</param>
    /// <returns>The winner's row, raised if the loser still had hints to be looked at.</returns>
    public static PairRow Apply(Draft draft, PairRow winner, Guid loserId, IReadOnlyCollection<RecordKey> taken)
    {
        var loser = draft.Row(loserId)!;
        if (loser.Status == PairStatus.Superseded)
        {
            GiveUp(draft, loser, taken);
            return winner;
        }

        foreach (var record in draft.RecordsOf(loserId)) draft.SetRef(record, new RefRow(winner.Id, IsAlias: true));
        // A superseded pair creates nothing any more; a claim that it kept would block the key for ever.
        foreach (var claim in draft.ClaimsOf(loserId)) draft.SetClaim(claim, null);
        var asked = AskRule.Move(draft, loserId, winner.Id);

        draft.SetState(loserId, draft.State(loserId)! with
        {
            Status = PairStatus.Superseded,
            SupersededBy = winner.Id,
            Deletion = null,
            Hold = null,
            IntoHubSpot = null,
            IntoSalesforce = null,
        });
        draft.Set(loser with
        {
            Status = PairStatus.Superseded,
            // Both, so that nothing is left to look at, and yet whoever follows finished cycles comes by once and finds the pair ended.
            DirtyGeneration = loser.DirtyGeneration + 1,
            CleanGeneration = loser.DirtyGeneration + 1,
            // A worker that holds the loser now must not commit over this.
            Epoch = loser.Epoch + 1,
            DueAt = null,
            LeaseOwner = null,
            LeaseUntil = null,
            IntoHubSpot = null,
            IntoSalesforce = null,
            Linked = false,
            DeletedAt = null,
            DeletedIn = null,
            Holds = draft.SetHolds(loserId, []),
        });

        // A hint that the loser never looked at concerns a record that is the winner's now.
        var lane = asked ? Lane.Hot : loser.Lane;
        return loser.DirtyGeneration == loser.CleanGeneration && !asked ? winner : winner with
        {
            DirtyGeneration = winner.DirtyGeneration + 1,
            Lane = winner.IsIdle || lane < winner.Lane ? lane : winner.Lane,
        };
    }

    /// <summary>What a superseded pair had left over has a partner again: it is not named any more, and not looked at either, since a commit of another's record is refused.</summary>
    private static void GiveUp(Draft draft, PairRow loser, IReadOnlyCollection<RecordKey> taken)
    {
        var before = draft.State(loser.Id)!;
        var state = before;
        foreach (var system in Enum.GetValues<SystemName>())
            if (state.Of(system).Ref is { } record && taken.Contains(record)) state = state.With(system, new Side()) with { Hold = null };
        if (state == before) return;
        draft.SetState(loser.Id, state);
        if (state.Hold is null) draft.Set(loser with { Holds = draft.SetHolds(loser.Id, []) });
    }
}
