using Integration.Core.Handoffs;
using Integration.Handoff.Agreements;
using Integration.Handoff.Files;
using Integration.Handoff.People;
using Integration.Handoff.Rosters;
using Integration.Ledger;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Answers;

/// <summary>What became of an answer that somebody gave.</summary>
/// <param name="Handoff">The handoff afterwards; null when there is none of that id, or others changed it all the while.</param>
/// <param name="Problem">Why the answer changed nothing; null when it was taken.</param>
public sealed record AnswerTaken(StoredHandoff? Handoff, HandoffProblem? Problem);

/// <summary>Takes answers of sales that come through the API, under the same rules as those read from Salesforce.</summary>
public sealed class AnswerDesk
{
    private const int TriesMax = 5;
    private readonly ILedger ledger;
    private readonly PersonFiles people;
    private readonly KnownAgreements agreements;
    private readonly TimeProvider time;
    private readonly Action<int> ringSync;

    internal AnswerDesk(ILedger ledger, PersonFiles people, KnownAgreements agreements, TimeProvider time, Action<int> ringSync) =>
        (this.ledger, this.people, this.agreements, this.time, this.ringSync) = (ledger, people, agreements, time, ringSync);

    /// <summary>Takes one answer.</summary>
    /// <param name="id">The handoff.</param>
    /// <param name="answer">Makes the observation for the moment of the decision.</param>
    /// <param name="stop">Stops before it is stored.</param>
    public async Task<AnswerTaken> TakeAsync(Guid id, Func<DateTimeOffset, Observed> answer, CancellationToken stop)
    {
        var at = time.GetUtcNow();
        for (var tries = 0; tries < TriesMax; tries++)
        {
            if (await ledger.Handoffs.HandoffAsync(id, stop) is not { } row) return new AnswerTaken(null, null);
            if (agreements.Of(row.Agreement) is not { } agreement || await ledger.PairAsync(row.PairId, stop) is not { } pair)
                return new AnswerTaken(row, new HandoffProblem("HANDOFF-AGREEMENT-UNREADABLE", "The Agreement that the handoff runs under cannot be read.", "Put its version back into the configuration."));
            var now = time.GetUtcNow();
            var person = (await people.LoadAsync([pair], now, stop))[pair.Id];
            var roster = await PresentRoster.LoadAsync(ledger, agreements.Roster, now, stop);
            var file = FileDraft.Of(row, agreement);
            var step = Advance.Of(file.File.Handoff, answer(at), new HandoffContext(agreement, roster.Roster, person.Facts), now);
            file.Take(step);
            if (step.Events.IsEmpty && !step.Problems.IsEmpty) return new AnswerTaken(row, step.Problems[0]);
            var draft = new CommitDraft();
            draft.Files.Add(file);
            draft.Wakes.Add(row.PairId);
            var commit = draft.Build(roster);
            if ((await ledger.Handoffs.CommitHandoffsAsync([commit], now, stop))[0].Result != HandoffResult.Stored) continue;
            if (commit.Asks.Count > 0) ringSync(commit.Asks.Count);
            return new AnswerTaken(await ledger.Handoffs.HandoffAsync(id, stop), null);
        }
        return new AnswerTaken(null, new HandoffProblem("HANDOFF-BUSY", "Others changed the handoff all the while.", "Send the answer again."));
    }
}
