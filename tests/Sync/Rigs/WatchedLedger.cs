using Integration.Core.Asks;
using Integration.Core.Journals;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Sightings;
using Integration.Ledger;
using Integration.Ledger.Asks;
using Integration.Ledger.Erasures;
using Integration.Ledger.Handoffs;
using Integration.Ledger.Runs;
using Integration.Ledger.Sightings;
using Integration.Tests.Shared;

namespace Integration.Sync.Tests.Rigs;

/// <summary>A ledger that notes every claim, and lets something happen before a claim and after a commit: the moments between the steps of a cycle.</summary>
internal sealed class WatchedLedger(ILedger inner) : ForwardingLedger
{
    private readonly Lock gate = new();
    private readonly List<(DateTimeOffset At, int Pairs)> claims = [];

    public Func<Task> BeforeClaim { get; set; } = () => Task.CompletedTask;
    public Func<Task> AfterCommit { get; set; } = () => Task.CompletedTask;

    /// <summary>When claims were made and how many pairs they got; those that got none too.</summary>
    public IReadOnlyList<(DateTimeOffset At, int Pairs)> Claims { get { lock (gate) return [.. claims]; } }

    protected override ILedger Inner => inner;

    public override async Task<IReadOnlyList<Pair>> ClaimAsync(ClaimRequest request, CancellationToken stop)
    {
        await BeforeClaim();
        var claimed = await inner.ClaimAsync(request, stop);
        lock (gate) claims.Add((request.Now, claimed.Count));
        return claimed;
    }

    public override async Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<PairCommit> commits, DateTimeOffset now, CancellationToken stop)
    {
        var outcomes = await inner.CommitAsync(commits, now, stop);
        await AfterCommit();
        return outcomes;
    }
}
