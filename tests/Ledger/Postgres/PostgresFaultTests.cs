using Integration.Ledger.Tests.Contract;
using Npgsql;

namespace Integration.Ledger.Tests.Postgres;

public sealed class PostgresFaultTests(ScratchDatabase scratch) : IClassFixture<ScratchDatabase>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => new(scratch.EmptyAsync());

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_server_that_is_down_is_named_with_its_port()
    {
        var error = await OpenFailsAsync("Host=127.0.0.1;Port=1;Database=app;Username=someone;Password=s3cret;Timeout=3");
        Assert.Contains("127.0.0.1:1/app", error);
        Assert.Contains("Mend: start PostgreSQL", error);
        Assert.DoesNotContain("s3cret", error);
    }

    [Fact]
    public async Task A_user_the_server_does_not_know_is_told_so_without_the_password()
    {
        var error = await OpenFailsAsync(new NpgsqlConnectionStringBuilder(scratch.Connection) { Username = "nobody_here", Password = "s3cret" }.ToString());
        Assert.Contains("does not let 'nobody_here' in", error);
        Assert.DoesNotContain("s3cret", error);
    }

    [Fact]
    public async Task A_missing_database_is_named() =>
        Assert.Contains("create the database", await OpenFailsAsync(new NpgsqlConnectionStringBuilder(scratch.Connection) { Database = "not_there" }.ToString()));

    [Theory]
    [InlineData("Host=db;Nonsense=s3cret")]
    [InlineData("postgres://user:s3cret@db/app?nonsense=1")]
    [InlineData("postgres://")]
    public async Task A_connection_text_that_makes_no_sense_is_not_repeated_in_the_error(string connection)
    {
        var error = await OpenFailsAsync(connection);
        Assert.Contains("Mend: write 'Host=", error);
        Assert.DoesNotContain("s3cret", error);
    }

    [Fact]
    public async Task A_url_names_the_same_database()
    {
        var parts = new NpgsqlConnectionStringBuilder(scratch.Connection);
        await using var ledger = await LedgerStore.OpenAsync(
            $"postgres://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}?Maximum%20Pool%20Size=3", TimeProvider.System, default);
        await ledger.CountAsync("n", 1, default);
    }

    [Fact]
    public async Task A_restart_of_the_server_between_calls_is_not_noticed()
    {
        await using var ledger = await OpenAsync();
        for (var round = 1; round <= 3; round++)
        {
            await ledger.CountAsync("n", 1, default);
            await scratch.CutConnectionsAsync();
        }

        Assert.Equal(3, (await ledger.StatusAsync(Given.Noon, default)).Counters["n"]);
    }

    [Fact]
    public async Task A_server_that_keeps_cutting_leaves_nothing_half_stored()
    {
        await using var ledger = await OpenAsync();
        using var done = new CancellationTokenSource();
        var cutting = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested) await scratch.CutConnectionsAsync();
        });
        var stored = 0;
        for (var number = 1; number <= 60; number++)
        {
            try
            {
                var first = number * 10;
                await ledger.TouchAsync(
                    [.. Enumerable.Range(first, 10).Select(id => Given.Touch(Given.Contact(id), id))], new CursorValue("c", number.ToString()), Given.Noon, default);
                stored++;
            }
            catch (LedgerUnavailableException)
            {
                // The call says so; what it left behind is counted below.
            }
        }

        await done.CancelAsync();
        await cutting;
        var status = await ledger.StatusAsync(Given.Noon, default);
        Assert.Equal(0, status.Pending % 10);
        Assert.InRange(status.Pending, stored * 10, 600);
        Assert.Equal(status.Pending > 0, status.Cursors.ContainsKey("c"));
    }

    [Fact]
    public async Task A_read_only_database_says_so()
    {
        await (await OpenAsync()).DisposeAsync();
        Assert.Contains("primary", await OpenFailsAsync(scratch.Connection + ";Options=-c default_transaction_read_only=on"));
    }

    private Task<ILedger> OpenAsync() => LedgerStore.OpenAsync(scratch.Connection, TimeProvider.System, default);

    private static async Task<string> OpenFailsAsync(string connection) =>
        (await Assert.ThrowsAsync<LedgerUnavailableException>(() => LedgerStore.OpenAsync(connection, TimeProvider.System, default))).Message;
}
