namespace Integration.Ledger.Sqlite;

/// <summary>SQLite has no instants; a whole number sorts and compares as one. Microseconds, as PostgreSQL keeps them, cut downwards.</summary>
internal static class Micros
{
    public static long Of(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;
    public static long? Of(DateTimeOffset? at) => at is { } known ? Of(known) : null;
    public static DateTimeOffset At(long micros) => DateTimeOffset.UnixEpoch.AddTicks(checked(micros * TimeSpan.TicksPerMicrosecond));
}
