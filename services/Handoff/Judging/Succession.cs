using Integration.Core.Handoffs;
using Integration.Handoff.Agreements;
using Integration.Handoff.Files;
using Integration.Handoff.Following;
using Integration.Handoff.People;
using Integration.Handoff.Rosters;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Judging;

/// <summary>Moves the handoffs of a pair that another one took over. Of two open ones of one product, one goes on and one is withdrawn.</summary>
internal sealed class Succession(ILedger ledger, PersonFiles people, KnownAgreements agreements)
{
    /// <summary>The whole decision; null when a handoff cannot be read.</summary>
    public async Task<CommitDraft?> DecideAsync(JudgeLease lease, PersonFile loser, PresentRoster roster, DateTimeOffset now, CancellationToken stop)
    {
        var commit = new CommitDraft { Judged = new Judged(lease.Pair.Id, lease.Epoch, lease.Wake, lease.Pair.CleanGeneration, VerdictCodes.Superseded, "[]", null) };
        if (loser.Handoffs.Count == 0 || await Heirs.OfAsync(ledger, lease.Pair, stop) is not { } heir) return commit;
        var person = (await people.LoadAsync([heir], now, stop))[heir.Id];
        foreach (var row in loser.Handoffs)
        {
            // Of an erased person nothing is left to move, and a line would say who took over.
            if (HandoffFile.IsErased(row)) continue;
            if (agreements.Of(row.Agreement) is not { } agreement) return null;
            var mine = FileDraft.Of(row, agreement);
            var theirs = row.IsOpen ? person.Handoffs.FirstOrDefault(other => other.IsOpen && other.Product == row.Product) : null;
            if (theirs is not null)
            {
                if (agreements.Of(theirs.Agreement) is not { } itsAgreement) return null;
                var other = FileDraft.Of(theirs, itsAgreement);
                var goesOn = Merging.GoesOn(mine.File.Handoff, other.File.Handoff);
                Follow.Move(other, heir, goesOn.Id != other.File.Handoff.Id, person, roster.Roster, now);
                Follow.Move(mine, heir, goesOn.Id != mine.File.Handoff.Id, person, roster.Roster, now);
                commit.Files.Add(other);
            }
            else Follow.Move(mine, heir, yields: false, person, roster.Roster, now);
            commit.Files.Add(mine);
        }
        commit.Wakes.Add(heir.Id);
        return commit;
    }
}
