using Integration.Benchmarks.Decisions;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Hosting.Chance;
using Integration.Ledger;

namespace Integration.Benchmarks.Ledgers;

/// <summary>A ledger in a SQLite file with 10,000 linked pairs of twenty fields; touches, claims and commits of any number of them in one transaction.</summary>
internal sealed class LedgerCalls : IAsyncDisposable
{
    /// <summary>As many as a Salesforce write carries, and as Sync commits at once under moderate load.</summary>
    public const int BatchMax = 200;

    private const int Pairs = 10_000;
    private static readonly SystemEntropy Ids = new();
    private readonly string folder;
    private readonly ILedger ledger;
    private IReadOnlyList<Pair> held = [];
    private DateTimeOffset now = PeoplePairs.Now;
    private int next;
    private int commits;

    private LedgerCalls(string folder, ILedger ledger) => (this.folder, this.ledger) = (folder, ledger);

    public static async Task<LedgerCalls> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("integration-benchmark-").FullName;
        var calls = new LedgerCalls(folder, await LedgerStore.OpenAsync($"Data Source={Path.Combine(folder, "ledger.db")}", TimeProvider.System, default));
        await calls.SeedAsync();
        return calls;
    }

    /// <summary>Hints on known records.</summary>
    public async Task TouchAsync(int records)
    {
        var summary = await ledger.TouchAsync([.. Take(records).Select(Touch)], null, now, default);
        if (summary.Dirtied != records) throw new InvalidOperationException($"{summary} of {records}");
    }

    /// <summary>Claims due pairs; every earlier lease is over by then.</summary>
    public async Task ClaimAsync(int records)
    {
        now += TimeSpan.FromHours(1);
        var claimed = await ledger.ClaimAsync(new ClaimRequest("benchmark", records, now, now + TimeSpan.FromMinutes(5)), default);
        if (claimed.Count != records) throw new InvalidOperationException($"{claimed.Count} of {records} pairs were claimed");
    }

    /// <summary>Commits changed pairs that are under a lease, always others, and keeps the lease.</summary>
    public async Task CommitAsync(int records)
    {
        if (held.Count == 0) held = await ledger.ClaimAsync(new ClaimRequest("committer", LedgerLimits.PairsMax, now, now + TimeSpan.FromDays(3_650)), default);
        // Unchanged pairs could be passed over by the store.
        commits++;
        next = (next + records) % (held.Count - BatchMax);
        var outcomes = await ledger.CommitAsync([.. held.Skip(next).Take(records).Select(pair => new PairCommit(pair with { Attempts = commits % 7 + 1 }, null, Release: false))], now, default);
        if (outcomes.Count(outcome => outcome.Result == CommitResult.Stored) != records) throw new InvalidOperationException("a commit was not stored");
    }

    public async ValueTask DisposeAsync()
    {
        await ledger.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    // All stay due: a commit without release keeps the lease, and a lease that is over makes its pair due.
    private async Task SeedAsync()
    {
        await ledger.TouchAsync([.. Enumerable.Range(0, Pairs).Select(Touch)], null, now, default);
        for (var count = 0; count < Pairs; count += LedgerLimits.PairsMax)
        {
            var claimed = await ledger.ClaimAsync(new ClaimRequest("seed", LedgerLimits.PairsMax, now, now + TimeSpan.FromMinutes(5)), default);
            var commits = claimed.Select(pair => PeoplePairs.Linked(pair.Id, int.Parse(pair.HubSpot.Ref!.Value.Id)) with { Epoch = pair.Epoch, DirtyGeneration = pair.DirtyGeneration });
            await ledger.CommitAsync([.. commits.Select(pair => new PairCommit(pair, null, Release: false))], now, default);
        }
    }

    private IEnumerable<int> Take(int records)
    {
        next = (next + records) % (Pairs - BatchMax);
        return Enumerable.Range(next, records);
    }

    private Touch Touch(int number) =>
        new(new Hint(new RecordKey(SystemName.HubSpot, "contacts", $"{number}"), Lane.Normal), PeoplePairs.Mapping.Name, Ids.NextId(now));
}
