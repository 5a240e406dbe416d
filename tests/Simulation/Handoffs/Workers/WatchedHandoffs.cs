using Integration.Core.Pairs;
using Integration.Ledger;
using Integration.Ledger.Asks;
using Integration.Ledger.Handoffs;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Simulation.Tests.Handoffs.Mutants;
using Integration.Tests.Shared;

namespace Integration.Simulation.Tests.Handoffs.Workers;

/// <summary>Hears what the role stores, at the moment of the commit.</summary>
internal interface IHandoffWitness
{
    /// <summary>Pairs were claimed to be judged.</summary>
    void Claimed(IReadOnlyList<JudgeLease> leases);

    /// <summary>Requests were claimed to be answered.</summary>
    void Claimed(IReadOnlyList<RequestLease> leases);

    /// <summary>A commit is about to be made; called for each before any is.</summary>
    void Committing(HandoffCommit commit);

    /// <summary>It ended.</summary>
    void Committed(HandoffCommit commit, HandoffOutcome outcome);

    /// <summary>A caller's request was taken.</summary>
    void Received(HandoffRequest request, RequestReceived received);

    /// <summary>Somebody signed.</summary>
    void Signed(StoredSignature signature);
}

/// <summary>The ledger with an eye on what concerns handoffs; one rule may be taken out on the way.</summary>
internal sealed class WatchedHandoffs : ForwardingLedger
{
    private readonly ILedger inner;
    private readonly HandoffMutant mutant;

    public WatchedHandoffs(ILedger inner, HandoffMutant mutant)
    {
        (this.inner, this.mutant) = (inner, mutant);
        Watch = new Eye(inner.Handoffs, mutant == HandoffMutant.None ? null : new MutantStore(mutant));
        Handoffs = Watch;
    }

    public Eye Watch { get; }
    public override IHandoffLedger Handoffs { get; }
    protected override ILedger Inner => inner;

    public override async Task<IReadOnlyDictionary<Guid, AskStanding>> AsksAsync(IReadOnlyCollection<Guid> askIds, CancellationToken stop) =>
        mutant == HandoffMutant.OutcomeUnheard ? new Dictionary<Guid, AskStanding>() : await inner.AsksAsync(askIds, stop);

    internal sealed class Eye(IHandoffLedger handoffs, MutantStore? mutant) : ForwardingHandoffs
    {
        public IHandoffWitness? Witness { get; set; }

        protected override IHandoffLedger Inner => handoffs;

        public override async Task<IReadOnlyList<JudgeLease>> ClaimUnjudgedAsync(JudgeClaim claim, CancellationToken stop)
        {
            var leases = await handoffs.ClaimUnjudgedAsync(claim, stop);
            Witness?.Claimed(leases);
            return leases;
        }

        public override async Task<IReadOnlyList<RequestLease>> ClaimRequestsAsync(HandoffClaim claim, CancellationToken stop)
        {
            var leases = await handoffs.ClaimRequestsAsync(claim, stop);
            Witness?.Claimed(leases);
            return leases;
        }

        public override async Task<IReadOnlyList<HandoffOutcome>> CommitHandoffsAsync(IReadOnlyList<HandoffCommit> commits, DateTimeOffset now, CancellationToken stop)
        {
            var sent = mutant is null ? commits : [.. commits.Select(commit => mutant.Changed(commit, WatchedLedger.Now(handoffs.HandoffsAsync([.. commit.Handoffs.Select(save => save.Handoff.Id)], stop))))];
            foreach (var commit in sent) Witness?.Committing(commit);
            var outcomes = await handoffs.CommitHandoffsAsync(sent, now, stop);
            foreach (var (commit, outcome) in sent.Zip(outcomes)) Witness?.Committed(commit, outcome);
            return outcomes;
        }

        public override async Task<RequestReceived> ReceiveAsync(HandoffRequest request, CancellationToken stop)
        {
            var received = await handoffs.ReceiveAsync(mutant?.Changed(request) ?? request, stop);
            Witness?.Received(request, received);
            return received;
        }

        public override async Task<IReadOnlyList<StoredAgreement>> AgreementsAsync(CancellationToken stop)
        {
            var stored = await handoffs.AgreementsAsync(stop);
            return mutant?.Changed(stored) ?? stored;
        }

        public override async Task<bool> SignAsync(StoredSignature signature, CancellationToken stop)
        {
            var isStored = await handoffs.SignAsync(signature, stop);
            if (isStored) Witness?.Signed(signature);
            return isStored;
        }
    }
}
