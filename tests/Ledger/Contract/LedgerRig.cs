using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Ledger.Tests.Contract;

/// <summary>A test over one open ledger of its own. A store binds it by saying how it is opened.</summary>
public abstract class LedgerRig : IAsyncLifetime
{
    private ILedger? ledger;

    /// <summary>False for a store that ends with its process.</summary>
    protected virtual bool Survives => true;

    protected ILedger Ledger => ledger ?? throw new InvalidOperationException("the ledger is not open");

    /// <summary>Opens the test's own store; a second call opens the same one again, beside the first.</summary>
    protected abstract Task<ILedger> OpenAsync();

    protected virtual ValueTask DropAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask InitializeAsync() => ledger = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (ledger is not null) await ledger.DisposeAsync();
        await DropAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task ReopenAsync()
    {
        await Ledger.DisposeAsync();
        ledger = await OpenAsync();
    }

    protected Task<TouchSummary> TouchAsync(params Touch[] touches) => Ledger.TouchAsync(touches, null, Given.Noon, default);

    protected Task<IReadOnlyList<Pair>> ClaimAsync(int count = 100, double at = 0, double until = 60, string owner = "worker") =>
        Ledger.ClaimAsync(new ClaimRequest(owner, count, Given.Later(at), Given.Later(until)), default);

    /// <summary>Makes a pair of a contact and leases it.</summary>
    protected async Task<Pair> ClaimedAsync(int number, double at = 0)
    {
        await TouchAsync(Given.Touch(Given.Contact(number), number));
        return (await ClaimAsync(at: at)).Single(pair => pair.Id == Given.Id(number));
    }

    protected async Task<CommitOutcome> CommitAsync(PairCommit commit, double at = 0) =>
        (await Ledger.CommitAsync([commit], Given.Later(at), default)).Single();

    protected async Task StoredAsync(PairCommit commit, double at = 0) =>
        Assert.Equal(new CommitOutcome(commit.Pair.Id, CommitResult.Stored), await CommitAsync(commit, at));

    protected async Task<Pair> PairAsync(int number) =>
        await Ledger.PairAsync(Given.Id(number), default) ?? throw new InvalidOperationException($"no pair {number}");

    protected async Task<Guid?> OwnerAsync(RecordKey key) =>
        (await Ledger.PairsOfAsync([key], default)).TryGetValue(key, out var pair) ? pair.Id : null;

    protected async Task<IEnumerable<int>> DueAsync(double at) =>
        (await ClaimAsync(at: at, until: at + 0.001)).Select(Number).ToList();

    protected static int Number(Pair pair) => int.Parse(pair.Id.ToString()[..8], System.Globalization.NumberStyles.HexNumber);
}
