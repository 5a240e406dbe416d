using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce.Auth;
using Integration.Sandbox.Salesforce.Bulk;
using Integration.Sandbox.Salesforce.Limits;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Setup;
using Integration.Sandbox.Salesforce.Soql;
using Integration.Sandbox.Salesforce.Streaming;

namespace Integration.Sandbox.Salesforce;

/// <summary>An emulated Salesforce org: its state, its rules and its wire.</summary>
/// <remarks>
/// In memory, synchronous, deterministic under one seed and one clock; every public member takes the one lock and may be
/// called from any thread. The same code answers HTTP (<see cref="SandboxServer"/>) and callers in process.
/// </remarks>
public sealed partial class SalesforceOrg : ISandboxSystem
{
    private readonly int seed;
    private readonly Lock gate = new();
    private readonly PendingCommits pending = new();
    private readonly RecycleBin bin = new();
    private long revision;

    /// <summary>A new org with its standard objects, users and credentials. Takes well under a millisecond.</summary>
    /// <param name="time">Real or simulated time; a <see cref="SandboxClock"/> is used as it is.</param>
    /// <param name="seed">Seeds ids of sessions, transaction keys and the drawing of faults.</param>
    /// <param name="options">Behaviour; null = the defaults.</param>
    public SalesforceOrg(TimeProvider time, int seed = 1, SalesforceOrgOptions? options = null)
    {
        this.seed = seed;
        Clock = time as SandboxClock ?? new SandboxClock(time);
        Options = options ?? new SalesforceOrgOptions();
        Faults = new FaultPlan(seed);
        Comet = new CometServer(this);
        Jobs = new BulkJobs(this);
        Reset();
    }

    /// <inheritdoc />
    public string Name => "salesforce";
    /// <inheritdoc />
    public SandboxClock Clock { get; }
    /// <inheritdoc />
    public FaultPlan Faults { get; }
    /// <summary>Switches of the org's behaviour; they may be changed at any time.</summary>
    public SalesforceOrgOptions Options { get; }
    /// <inheritdoc />
    public long Revision => Interlocked.Read(ref revision);

    internal OrgState State { get; private set; } = null!;
    internal StandardOrg Standard { get; private set; } = null!;
    internal Sessions Sessions { get; private set; } = null!;
    internal Cursors Cursors { get; private set; } = null!;
    internal RollingDay ApiCalls { get; private set; } = null!;
    internal ChangeLog Events { get; private set; } = null!;
    internal CometServer Comet { get; }
    internal BulkJobs Jobs { get; }

    /// <inheritdoc />
    public void Reset()
    {
        lock (gate)
        {
            Blank();
            Standard = new StandardOrg(State);
            Events.SelectInitial(Standard.AdminId);
            revision++;
        }
    }

    /// <summary>Runs under the org's lock, after what fell due was carried out.</summary>
    internal T Locked<T>(Func<T> work)
    {
        lock (gate)
        {
            Settle();
            return work();
        }
    }

    /// <summary>Runs <paramref name="work"/> as a transaction and commits it; a refusal takes all of it back. Within a larger transaction the commit is left to that one.</summary>
    internal T Write<T>(Caller caller, Transaction? outer, Func<Transaction, T> work)
    {
        var tx = outer ?? new Transaction(State, caller);
        tx.Caller = caller;
        var mark = tx.Mark();
        try
        {
            var result = work(tx);
            if (outer is null) Commit(tx);
            return result;
        }
        catch
        {
            tx.RollBackTo(mark);
            throw;
        }
    }

    /// <summary>Makes a transaction's writes known: to the recycle bin, to the change log, to the snapshot.</summary>
    internal void Commit(Transaction tx)
    {
        if (tx.Changes.Count == 0) return;
        bin.Note(tx);
        Events.Append(tx);
        Interlocked.Increment(ref revision);
    }

    /// <summary>Keeps a transaction's writes unseen until their commit.</summary>
    internal void Withhold(Transaction tx, DateTimeOffset due) => pending.Withhold(tx, due);

    private void Blank()
    {
        State = new OrgState(Clock, seed, Options)
        {
            LockStrikes = subject => Faults.Strike(subject, kind => kind == FaultKind.Lock) is not null,
        };
        Sessions = new Sessions(Clock, State.Random, Options);
        Cursors = new Cursors(Clock, State.Random, Options);
        ApiCalls = new RollingDay(Clock);
        Events = new ChangeLog(State, Faults);
        SchemaChanged = FieldValues.Whole(Clock.GetUtcNow());
        Comet.Clear();
        Jobs.Clear();
        pending.Clear();
        bin.Clear();
    }

    private void Settle()
    {
        pending.CommitDue(this);
        bin.PurgeDue(this);
    }
}
