using Npgsql;

namespace Integration.Ledger.Postgres;

/// <summary>What PostgreSQL's error states mean for whoever has to mend it (postgresql.org, appendix A), and which of them pass by themselves.</summary>
internal static class PostgresFaults
{
    /// <summary>Two transactions met; made again, one of them finds the other's work.</summary>
    public static bool IsRace(PostgresException error) => error.SqlState is
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation;

    /// <summary>A check or key that no repetition will satisfy: the caller's mistake.</summary>
    public static bool IsRefusal(PostgresException error) => error.SqlState.StartsWith("23", StringComparison.Ordinal);

    /// <summary>The connection is gone; a new one may work.</summary>
    public static bool IsLost(NpgsqlException error) => error is not PostgresException server || server.SqlState.StartsWith("57P", StringComparison.Ordinal);

    /// <param name="error">What the driver said.</param>
    /// <param name="place">Where.</param>
    /// <param name="committing">The commit was on its way.</param>
    public static LedgerUnavailableException Of(NpgsqlException error, PostgresPlace place, bool committing) => new(
        $"The ledger at {place.Name} {What(error, place)} " + (committing && IsLost(error)
            ? "The connection broke while the transaction was being committed: it was stored wholly or not at all."
            : "Nothing was stored by this call."),
        error);

    private static string What(NpgsqlException error, PostgresPlace place) => (error as PostgresException)?.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"does not let '{place.User}' in. Mend: check user and password, and the server's pg_hba.conf.",
        PostgresErrorCodes.InvalidCatalogName => "does not exist. Mend: create the database, or correct its name in the connection text.",
        PostgresErrorCodes.InsufficientPrivilege => $"does not let '{place.User}' do this. Mend: make that user the owner of the database.",
        PostgresErrorCodes.DiskFull => "cannot grow: the server's disk is full. Mend: free space there; the service goes on by itself.",
        PostgresErrorCodes.TooManyConnections => "has no connection left. Mend: raise max_connections, or lower 'Maximum Pool Size' in the connection text.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "is read-only (a standby?). Mend: point the connection text at the primary.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            "is stopping or starting. Mend: wait; the next call connects again.",
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => "is too contended: the transaction lost every race. Mend: call again.",
        null => $"cannot be reached ({error.InnerException?.Message ?? error.Message}). Mend: start PostgreSQL, or correct host and port; the next call connects again.",
        var state => $"failed: {((PostgresException)error).MessageText} (SQLSTATE {state}).",
    };
}
