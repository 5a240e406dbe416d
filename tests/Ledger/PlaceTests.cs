using Integration.Ledger.Postgres;
using Integration.Ledger.Sqlite;

namespace Integration.Ledger.Tests;

public sealed class PlaceTests
{
    [Theory]
    [InlineData("ledger.db", 10)]
    [InlineData("Data Source=ledger.db", 10)]
    [InlineData("Data Source=ledger.db;Default Timeout=30", 30)]
    [InlineData("Data Source=ledger.db;Default Timeout=2", 2)]
    public void A_SQLite_ledger_waits_as_long_as_its_connection_text_says(string connection, int seconds) =>
        Assert.Equal(seconds, new SqlitePlace(connection).BusySeconds);

    [Theory]
    [InlineData("Host=db;Database=app", 50)]
    [InlineData("Host=db;Database=app;Max Auto Prepare=0", 0)]
    [InlineData("postgres://me@db/app?Max%20Auto%20Prepare=0", 0)]
    public void Statements_are_prepared_unless_the_connection_text_forbids_it(string connection, int count) =>
        Assert.Equal(count, new PostgresPlace(connection).PreparedMax);

    [Theory]
    [InlineData("Host=db;Port=5433;Database=app;Username=me;Password=s3cret", "db:5433/app")]
    [InlineData("postgres://me:s3cret@db/app", "db:5432/app")]
    [InlineData("postgresql://me:s%2F3cret@db:5433/app", "db:5433/app")]
    public void A_PostgreSQL_ledger_is_named_without_its_password(string connection, string name)
    {
        Assert.True(PostgresPlace.Means(connection));
        Assert.Equal(name, new PostgresPlace(connection).Name);
    }

    [Theory]
    [InlineData("Data Source=/var/lib/ledger.db")]
    [InlineData("/var/lib/host=db/ledger.db")]
    [InlineData(":memory:")]
    public void Everything_else_means_SQLite(string connection) => Assert.False(PostgresPlace.Means(connection));
}
