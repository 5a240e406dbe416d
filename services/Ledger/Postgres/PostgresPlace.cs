using Npgsql;

namespace Integration.Ledger.Postgres;

/// <summary>Which database, and how it is reached.</summary>
internal sealed class PostgresPlace
{
    private readonly NpgsqlConnectionStringBuilder builder;

    /// <param name="connection"><c>Host=…;Database=…</c>, or a URL <c>postgres://user:password@host:port/database</c>.</param>
    public PostgresPlace(string connection)
    {
        try
        {
            builder = IsUrl(connection) ? OfUrl(new Uri(connection)) : new NpgsqlConnectionStringBuilder(connection);
            ArgumentException.ThrowIfNullOrWhiteSpace(builder.Host);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            // The driver's message may quote the text, and with it the password.
            throw new LedgerUnavailableException("The ledger's connection text is no PostgreSQL one. Mend: write 'Host=…;Port=5432;Database=…;Username=…;Password=…' or 'postgres://user:password@host/database'.");
        }

        // The same dozen statements all day: the server should plan them once. Behind a pooler that cannot keep them, an admin writes 0.
        if (!builder.ShouldSerialize("Max Auto Prepare")) builder.MaxAutoPrepare = 50;
        if (string.IsNullOrEmpty(builder.ApplicationName)) builder.ApplicationName = "integration";
        builder.Enlist = false;
    }

    /// <summary>Whether a connection text means PostgreSQL.</summary>
    public static bool Means(string connection) =>
        connection.StartsWith("Host=", StringComparison.OrdinalIgnoreCase) || IsUrl(connection);

    /// <summary>Host, port and database, for messages; never the user's password.</summary>
    public string Name => $"{builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}";

    /// <summary>Who we are there.</summary>
    public string User => builder.Username ?? Environment.UserName;

    /// <summary>How many statements a connection keeps prepared; 50 unless the connection text says otherwise.</summary>
    public int PreparedMax => builder.MaxAutoPrepare;

    public NpgsqlDataSource Open() => NpgsqlDataSource.Create(builder);

    private static bool IsUrl(string connection) =>
        connection.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || connection.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder OfUrl(Uri url)
    {
        var user = url.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.Port > 0 ? url.Port : 5432,
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
        };
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2) builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var part = option.Split('=', 2);
            // libpq's name for it; all others are Npgsql's own.
            builder[part[0] == "sslmode" ? "SSL Mode" : Uri.UnescapeDataString(part[0])] = part.Length == 2 ? Uri.UnescapeDataString(part[1]) : "";
        }

        return builder;
    }
}
