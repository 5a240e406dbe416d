using Integration.Core.Journals;
using Integration.Core.Records;
using Integration.Ledger.Runs;
using Integration.Ledger.Tests.Contract;
using Integration.Ledger.Tests.Postgres;
using Integration.Ledger.Tests.Sqlite;

namespace Integration.Ledger.Tests.Runs;

/// <summary>What every ledger remembers of runs, whatever it is built on.</summary>
public abstract class RunContract : LedgerRig
{
    private IRunLedger Runs => Ledger.Runs;

    [Fact]
    public async Task A_run_goes_on_while_it_is_about_the_same_and_another_begins_when_it_is_not()
    {
        Assert.Null(Runs.Current);
        Assert.Equal("run-1", (await Runs.BeginAsync("people 1", Given.Noon, default)).Id);
        Assert.Equal(("run-1", Given.Noon), await Runs.BeginAsync("people 1", Given.Later(9), default) is var same ? (same.Id, same.StartedAt) : default);
        Assert.Equal("run-2", (await Runs.BeginAsync("people 2", Given.Later(10), default)).Id);
        Assert.Equal("run-3", (await Runs.BeginAsync("people 1", Given.Later(11), default)).Id);

        Assert.Equal("run-3", Runs.Current);
        Assert.Equal(["run-3", "run-2"], (await Runs.RunsAsync(2, default)).Select(run => run.Id));
    }

    [Fact]
    public async Task Lines_are_written_under_the_run_of_their_commit_and_found_by_it()
    {
        await WriteAsync(1);
        await Runs.BeginAsync("people 1", Given.Noon, default);
        await WriteAsync(2);
        await WriteAsync(3);
        await Runs.BeginAsync("people 2", Given.Noon, default);
        await WriteAsync(4);

        Assert.Equal([Given.Id(2), Given.Id(3)], await Runs.PairsAsync("run-1", null, 10, default));
        Assert.Equal([Given.Id(3)], await Runs.PairsAsync("run-1", Given.Id(2), 10, default));
        var line = Assert.Single(await Runs.LinesAsync("run-1", [Given.Id(1), Given.Id(2)], default));
        Assert.Equal((Given.Id(2), "run-1"), (line.PairId, line.Run));
        Assert.Equal([1L, 2L], (await Runs.RunsAsync(10, default)).Select(run => run.Lines));
        Assert.Null((await Ledger.JournalAsync(Given.Id(1), 10, default)).Single().Run);
    }

    [Fact]
    public async Task Given_pairs_are_leased_whether_due_or_not_and_not_twice()
    {
        await WriteAsync(1);
        var request = new ClaimRequest("undo", 10, Given.Later(100), Given.Later(160));

        var pair = Assert.Single(await Runs.ClaimAsync([Given.Id(1), Given.Id(8)], request, default));

        Assert.Empty(await Runs.ClaimAsync([Given.Id(1)], request, default));
        Assert.Empty(await DueAsync(120));
        await StoredAsync(new PairCommit(pair, null, Release: true), 130);
        Assert.Single(await Runs.ClaimAsync([Given.Id(1)], request with { Now = Given.Later(131) }, default));
    }

    private async Task WriteAsync(int number)
    {
        var pair = await ClaimedAsync(number);
        var line = new JournalEntry { At = Given.Noon, PairId = pair.Id, Kind = JournalKind.Written, Record = Given.Contact(number), Field = "email", Before = FieldValue.Blank, After = FieldValue.Of("x"), Rule = "test", Cause = "test" };
        await StoredAsync(new PairCommit(pair.Clean(), null, Release: true) { Journal = [line] });
    }
}

public sealed class MemoryRunTests : RunContract
{
    protected override bool Survives => false;

    protected override Task<ILedger> OpenAsync() => Task.FromResult(LedgerStore.InMemory());
}

public sealed class SqliteRunTests : RunContract
{
    private readonly ScratchDirectory scratch = new();

    protected override Task<ILedger> OpenAsync() => LedgerStore.OpenAsync(scratch.File("ledger.db"), TimeProvider.System, default);

    protected override ValueTask DropAsync()
    {
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class PostgresRunTests(ScratchDatabase scratch) : RunContract, IClassFixture<ScratchDatabase>
{
    public override async ValueTask InitializeAsync()
    {
        await scratch.ClearAsync();
        await base.InitializeAsync();
    }

    protected override Task<ILedger> OpenAsync() => LedgerStore.OpenAsync(scratch.Connection, TimeProvider.System, default);
}
