using Integration.Ledger;
using Integration.Ledger.Handoffs;
using Integration.Tests.Shared;

namespace Integration.Handoff.Tests.Quarter;

/// <summary>A ledger that tells of every decision that was stored.</summary>
internal sealed class QuarterLedger(ILedger inner, Action<HandoffCommit> stored) : ForwardingLedger
{
    public override IHandoffLedger Handoffs { get; } = new Telling(inner.Handoffs, stored);

    protected override ILedger Inner => inner;

    private sealed class Telling(IHandoffLedger handoffs, Action<HandoffCommit> stored) : ForwardingHandoffs
    {
        protected override IHandoffLedger Inner => handoffs;

        public override async Task<IReadOnlyList<HandoffOutcome>> CommitHandoffsAsync(IReadOnlyList<HandoffCommit> commits, DateTimeOffset now, CancellationToken stop)
        {
            var outcomes = await handoffs.CommitHandoffsAsync(commits, now, stop);
            foreach (var (commit, outcome) in commits.Zip(outcomes))
                if (outcome.Result == HandoffResult.Stored) stored(commit);
            return outcomes;
        }
    }
}
