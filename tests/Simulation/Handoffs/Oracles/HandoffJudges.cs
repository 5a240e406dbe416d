using Integration.Ledger;
using Integration.Ledger.Handoffs;
using Integration.Simulation.Tests.Engine.Oracles;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Handoffs.Company;
using Integration.Simulation.Tests.Handoffs.Workers;

namespace Integration.Simulation.Tests.Handoffs.Oracles;

/// <summary>The oracles of one run, wired to what the role stores.</summary>
internal sealed class HandoffJudges : IHandoffWitness
{
    private readonly HandoffBook book;
    private readonly LogOracle log;
    private readonly ReceiptOracle receipts;
    private readonly WaitOracle waits;
    private readonly VerdictOracle verdicts;
    private readonly StandingOracle standings;
    private readonly Scheduler scheduler;
    private readonly Action<Finding> found;
    private readonly Action<string> note;
    private readonly HashSet<Guid> requests = [];

    public HandoffJudges(Office office, HandoffBook book, ILedger ledger, Scheduler scheduler, Action<Finding> found, Action<string> note)
    {
        (this.book, this.scheduler, this.found, this.note) = (book, scheduler, found, note);
        (log, receipts, waits) = (new LogOracle(book, found), new ReceiptOracle(book, ledger.Handoffs, found), new WaitOracle(book, ledger.Handoffs, found));
        verdicts = new VerdictOracle(book, ledger, scheduler, found);
        standings = new StandingOracle(office, book, verdicts, ledger, found);
    }

    /// <summary>Requests by the caller's key: one each, however often it was sent.</summary>
    public Dictionary<string, Guid> Keys { get; } = new(StringComparer.Ordinal);

    public void Claimed(IReadOnlyList<JudgeLease> leases)
    {
        foreach (var lease in leases) verdicts.Claimed(lease);
    }

    public void Claimed(IReadOnlyList<RequestLease> leases)
    {
        foreach (var lease in leases) verdicts.Claimed(lease);
    }

    public void Committing(HandoffCommit commit) => verdicts.Committing(commit);

    public void Committed(HandoffCommit commit, HandoffOutcome outcome)
    {
        note($"decision {outcome.Result} {commit.Judged?.Code} {string.Join(' ', commit.Handoffs.Select(save => $"{Short(save.Handoff.Id)} v{save.Handoff.Version} {save.Handoff.Product} {save.Handoff.Stage}"))} [{string.Join(' ', commit.Events.Select(line => line.Kind))}] fires {commit.Fired.Count} asks {commit.Asks.Count}");
        if (outcome.Result != HandoffResult.Stored) return;
        book.Take(commit, outcome);
        log.Judge(commit);
        receipts.Judge(commit);
        waits.Judge(commit);
        verdicts.Judge(commit);
        foreach (var answer in commit.Answers.Where(answer => answer.Answer is not null))
            if (!requests.Add(answer.RequestId)) found(new Finding("H12", $"request {answer.RequestId} was answered twice"));
    }

    public void Received(HandoffRequest request, RequestReceived received)
    {
        note($"request {request.Key}: {(received.IsNew ? "new" : "known")}");
        if (Keys.TryGetValue(request.Key.Split('/')[0], out var first) && first != received.Request.Id) found(new Finding("H12", $"the key {request.Key} stands for two requests"));
        Keys[request.Key.Split('/')[0]] = received.Request.Id;
    }

    public void Signed(StoredSignature signature)
    {
        book.Signed[(signature.Hash, signature.Side)] = scheduler.Now;
        if (book.Signed.ContainsKey((signature.Hash, "marketing")) && book.Signed.ContainsKey((signature.Hash, "sales"))) book.LiveSince.TryAdd(signature.Hash, scheduler.Now);
    }

    /// <summary>Judges the quiet.</summary>
    /// <param name="version">The version in force.</param>
    public void Quiet(int version)
    {
        receipts.Compare();
        standings.Judge(version);
    }

    private static string Short(Guid id) => id.ToString("N")[..8];
}
