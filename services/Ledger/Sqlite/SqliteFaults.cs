using Microsoft.Data.Sqlite;

namespace Integration.Ledger.Sqlite;

/// <summary>What SQLite's error codes mean for whoever has to mend it (sqlite.org/rescode.html).</summary>
internal static class SqliteFaults
{
    /// <summary>A unique key or a check refused the row: the caller's mistake, not the ledger's state.</summary>
    public const int Constraint = 19;

    public static LedgerUnavailableException Of(SqliteException error, SqlitePlace place) => new(
        $"The ledger at {place.Name} {What(error, place)} Nothing was stored by this call.", error);

    private static string What(SqliteException error, SqlitePlace place) => error.SqliteErrorCode switch
    {
        5 or 6 => $"is locked by another process for more than {place.BusySeconds} s. Mend: stop the other writer (a second 'integration run', a backup tool, an open database shell).",
        8 => "is read-only. Mend: give this user write permission on the file and its directory, or take 'Mode=ReadOnly' out of the connection text.",
        10 => "cannot be read or written: the disk reports an error. Mend: look at the disk; restore the last backup if it is damaged.",
        11 => "is damaged. Mend: restore the last backup; 'PRAGMA integrity_check' says what is broken.",
        13 => "cannot grow: the disk is full. Mend: free space or move the file to a larger disk; the service goes on by itself.",
        14 => $"cannot be opened. Mend: create the directory {Path.GetDirectoryName(place.Name)} and let this user write to it.",
        26 => "is no SQLite database. Mend: check the path; move the other file away.",
        _ => $"failed: {error.Message} (SQLite {error.SqliteErrorCode}/{error.SqliteExtendedErrorCode}).",
    };
}
