using Integration.Core.Pairs;

namespace Integration.Ledger.Drafts;

/// <summary>One pair takes over all that another has.</summary>
internal static class AbsorbRule
{
    /// <returns>The winner's row, raised if the loser still had hints to be looked at.</returns>
    public static PairRow Apply(Draft draft, PairRow winner, Guid loserId)
    {
        var loser = draft.Row(loserId)!;
        if (loser.Status == PairStatus.Superseded) return winner;

        foreach (var record in draft.RecordsOf(loserId)) draft.SetRef(record, new RefRow(winner.Id, IsAlias: true));
        // A superseded pair creates nothing any more; a claim that it kept would block the key for ever.
        foreach (var claim in draft.ClaimsOf(loserId)) draft.SetClaim(claim, null);

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
        return loser.DirtyGeneration == loser.CleanGeneration ? winner : winner with
        {
            DirtyGeneration = winner.DirtyGeneration + 1,
            Lane = winner.IsIdle || loser.Lane < winner.Lane ? loser.Lane : winner.Lane,
        };
    }
}
