using Integration.Ledger.Tests.Contract;
using Microsoft.Data.Sqlite;

namespace Integration.Ledger.Tests.Sqlite;

public sealed class SqliteFaultTests : IDisposable
{
    private readonly ScratchDirectory scratch = new();

    private string File => scratch.File("ledger.db");

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task A_file_locked_by_another_process_is_waited_for_and_then_named()
    {
        await using var ledger = await LedgerStore.OpenAsync($"Data Source={File};Default Timeout=1", TimeProvider.System, default);
        using (var other = Raw())
        {
            Run(other, "BEGIN IMMEDIATE");
            var error = await Assert.ThrowsAsync<LedgerUnavailableException>(() => TouchAsync(ledger, 1, 1));
            Assert.Contains("locked by another process for more than 1 s", error.Message);
            Assert.Contains(File, error.Message);
            // Reading goes on: the other process only holds the pen.
            Assert.Equal(0, (await ledger.StatusAsync(Given.Noon, default)).Pending);
        }

        await TouchAsync(ledger, 1, 1);
        Assert.Equal(1, (await ledger.StatusAsync(Given.Noon, default)).Pending);
    }

    [Fact]
    public async Task A_lock_that_is_given_back_in_time_is_not_noticed()
    {
        await using var ledger = await LedgerStore.OpenAsync($"Data Source={File};Default Timeout=20", TimeProvider.System, default);
        using var other = Raw();
        Run(other, "BEGIN IMMEDIATE");
        var touch = Task.Run(() => TouchAsync(ledger, 1, 1));
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        Assert.False(touch.IsCompleted);
        Run(other, "COMMIT");
        await touch;
    }

    [Fact]
    public async Task A_read_only_file_can_be_read_and_says_what_it_is_when_written()
    {
        await using (var ledger = await OpenAsync()) await TouchAsync(ledger, 1, 1);
        await using var readOnly = await LedgerStore.OpenAsync($"Data Source={File};Mode=ReadOnly", TimeProvider.System, default);
        Assert.Equal(1, (await readOnly.StatusAsync(Given.Noon, default)).Pending);
        Assert.Contains("is read-only", (await Assert.ThrowsAsync<LedgerUnavailableException>(() => TouchAsync(readOnly, 2, 1))).Message);
    }

    [Fact]
    public async Task A_missing_directory_is_named() =>
        Assert.Contains($"create the directory {scratch.File("not-there")}", await OpenFailsAsync(scratch.File("not-there/ledger.db")));

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left_alone()
    {
        var text = string.Concat(Enumerable.Repeat("Dear diary, this is no database. ", 100));
        await System.IO.File.WriteAllTextAsync(File, text);
        Assert.Contains("is no SQLite database", await OpenFailsAsync(File));
        Assert.Equal(text, await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task A_connection_text_that_makes_no_sense_is_told_how_to_be_written() =>
        Assert.Contains("'Data Source=/path/to/ledger.db'", await OpenFailsAsync("Nonsense=1"));

    [Fact]
    public async Task An_empty_connection_text_is_told_what_it_lacks() => Assert.Contains("has no connection text", await OpenFailsAsync(" "));

    [Fact]
    public async Task A_full_disk_stores_nothing_of_the_call_and_the_ledger_goes_on_when_there_is_room()
    {
        var place = new Integration.Ledger.Sqlite.SqlitePlace(File);
        using var session = new Integration.Ledger.Sqlite.SqliteSession(place);
        await Integration.Ledger.Sqlite.SqliteMigrations.RunAsync(session, place, Integration.Ledger.Migrations.Migration.Of("Sqlite"), Given.Noon, default);
        // max_page_count belongs to a connection, so the ledger's own must get it.
        Task<TouchSummary> Touch(int first, int count) => session.WriteAsync(
            write => Ledger.Drafts.LedgerPens.TouchAsync(
                new Integration.Ledger.Sqlite.SqlitePen(write),
                [.. Enumerable.Range(first, count).Select(id => Given.Touch(Given.Contact(id), id))], new CursorValue("c", first.ToString()), Given.Noon, default),
            default);
        await Touch(1, 10);
        session.Run($"PRAGMA max_page_count = {session.Scalar("PRAGMA page_count")}");

        var error = await Assert.ThrowsAsync<LedgerUnavailableException>(() => Touch(1000, 2000));

        Assert.Contains("the disk is full", error.Message);
        Assert.Equal(10L, session.Scalar("SELECT count(*) FROM pair"));
        Assert.Equal("1", session.Scalar("SELECT value FROM cursor"));
        session.Run("PRAGMA max_page_count = 100000");
        Assert.Equal(2000, (await Touch(1000, 2000)).Created);
        Assert.Equal("ok", session.Scalar("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_damaged_file_says_so()
    {
        await using (var ledger = await OpenAsync()) await TouchAsync(ledger, 1, 2000);
        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        // The header stays; every page behind the schema is overwritten.
        Array.Fill(bytes, (byte)0xEE, 4096, bytes.Length - 4096);
        await System.IO.File.WriteAllBytesAsync(File, bytes);
        Assert.Contains("restore the last backup", await OpenFailsAsync(File));
    }

    private Task<ILedger> OpenAsync() => LedgerStore.OpenAsync(File, TimeProvider.System, default);

    private static Task<TouchSummary> TouchAsync(ILedger ledger, int first, int count) =>
        ledger.TouchAsync([.. Enumerable.Range(first, count).Select(id => Given.Touch(Given.Contact(id), id))], null, Given.Noon, default);

    private SqliteConnection Raw()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task<string> OpenFailsAsync(string connection) =>
        (await Assert.ThrowsAsync<LedgerUnavailableException>(() => LedgerStore.OpenAsync(connection, TimeProvider.System, default))).Message;
}
