using System.Diagnostics;
using Integration.Core.Records;
using Integration.Ledger.Tests.Postgres;
using Integration.Ledger.Tests.Sqlite;
using Xunit.Sdk;

namespace Integration.Ledger.Tests.Crashes;

/// <summary>A child process works on a ledger and is killed at some moment, again and again; what it was told is stored must be there, and wholly.</summary>
public sealed class CrashTests(ScratchDatabase postgres, ITestOutputHelper output) : IClassFixture<ScratchDatabase>, IDisposable
{
    private const int Kills = 8;
    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public Task A_killed_process_leaves_a_SQLite_ledger_whole() => KillAgainAndAgainAsync($"Data Source={scratch.File("ledger.db")}");

    [Fact]
    public async Task A_killed_process_leaves_a_PostgreSQL_ledger_whole()
    {
        await postgres.EmptyAsync();
        await KillAgainAndAgainAsync(postgres.Connection);
    }

    private async Task KillAgainAndAgainAsync(string connection)
    {
        var told = new Told();
        for (var seed = 1; seed <= Kills; seed++)
        {
            // Somewhere in its first half second of work: inside a transaction more often than not.
            await RunUntilKilledAsync(connection, seed, told, TimeSpan.FromMilliseconds(seed * 61 % 500));
            await using var ledger = await LedgerStore.OpenAsync(connection, TimeProvider.System, default);
            await AuditAsync(ledger, told);
        }

        output.WriteLine($"{Kills} kills, {told.Next} records, {told.Writes.Values.Sum()} commits acknowledged");
        Assert.True(told.Writes.Count > 0, "no child came as far as a commit: the test has proved nothing");
    }

    private static async Task RunUntilKilledAsync(string connection, int seed, Told told, TimeSpan life)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Integration.LedgerCrash.dll");
        using var child = Process.Start(new ProcessStartInfo("dotnet", [program, connection, $"{seed}", $"{told.Next}"]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new XunitException("the child did not start");
        var errors = child.StandardError.ReadToEndAsync();
        var killing = Task.CompletedTask;
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            // The clock runs from the first word: starting a runtime takes longer than the whole life.
            if (killing.IsCompleted && !child.HasExited) killing = KillAsync(child, life);
            told.Hear(line);
        }

        await child.WaitForExitAsync();
        Assert.Equal("", await errors);
        await killing;
    }

    private static async Task KillAsync(Process child, TimeSpan life)
    {
        await Task.Delay(life, TimeProvider.System);
        // SIGKILL: nothing of the child gets to tidy up.
        child.Kill();
    }

    private static async Task AuditAsync(ILedger ledger, Told told)
    {
        var cursor = int.Parse(await ledger.CursorAsync("HubSpot/contacts", default) ?? "0");
        Assert.True(cursor >= told.Next, $"the cursor is at {cursor}, {told.Next} was acknowledged");
        // What the killed call stored without being able to say so counts from here on.
        told.Next = cursor;

        var pairs = await ledger.PairsOfAsync([.. Enumerable.Range(0, cursor).Select(number => new RecordKey(SystemName.HubSpot, "contacts", $"{number}"))], default);
        Assert.Equal(cursor, pairs.Count);
        Assert.Equal(cursor, (await ledger.StatusAsync(DateTimeOffset.UnixEpoch, default)).Pairs.Values.Sum());
        foreach (var (key, pair) in pairs)
        {
            var writes = pair.WritesCounted;
            Assert.True(writes >= told.Writes.GetValueOrDefault(pair.Id), $"{pair.Id}: {writes} commits are there, {told.Writes.GetValueOrDefault(pair.Id)} were acknowledged");
            // One journal line, one ref or alias, for each commit and no more.
            Assert.Equal(Enumerable.Range(1, writes).Select(number => $"{number}"), (await ledger.JournalAsync(pair.Id, 1000, default)).Select(line => line.Rule));
            var leads = Enumerable.Range(1, writes + 1).Select(number => new RecordKey(SystemName.Salesforce, "Lead", $"00Q{key.Id}-{number}")).ToList();
            var owners = await ledger.PairsOfAsync(leads, default);
            Assert.Equal(leads.Take(writes), owners.Keys.Order(Comparer<RecordKey>.Create((one, other) => leads.IndexOf(one) - leads.IndexOf(other))));
            Assert.All(owners.Values, owner => Assert.Equal(pair.Id, owner.Id));
            Assert.Equal(writes > 0, pair.IntoSalesforce is not null);
            Assert.Equal(writes > 0, pair.Hold is not null);
        }

        var held = (await ledger.StatusAsync(DateTimeOffset.UnixEpoch, default)).HeldByCode.GetValueOrDefault("PAIR-CRASH");
        Assert.Equal(pairs.Values.Count(pair => pair.WritesCounted > 0), held);
    }

    private sealed class Told
    {
        public int Next { get; set; }
        public Dictionary<Guid, int> Writes { get; } = [];

        public void Hear(string line)
        {
            var words = line.Split(' ');
            // The last line of a killed process may be cut.
            if (words is ["touched", var next] && int.TryParse(next, out var number)) Next = Math.Max(Next, number);
            else if (words is ["stored", var id, var count] && Guid.TryParse(id, out var pair) && int.TryParse(count, out var writes)) Writes[pair] = writes;
        }
    }
}
