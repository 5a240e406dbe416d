using Npgsql;
using NpgsqlTypes;

namespace Integration.Ledger.Postgres;

/// <summary>Short forms for commands in a batch; the batch is one round trip.</summary>
internal static class PostgresBatch
{
    public static NpgsqlBatch Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
        return batch;
    }

    public static NpgsqlParameter Ids(IEnumerable<Guid> ids) => Array(NpgsqlDbType.Uuid, ids.ToArray());
    public static NpgsqlParameter Ids(IEnumerable<Guid?> ids) => Array(NpgsqlDbType.Uuid, ids.ToArray());
    public static NpgsqlParameter Texts(IEnumerable<string?> texts) => Array(NpgsqlDbType.Text, texts.ToArray());
    public static NpgsqlParameter Longs(IEnumerable<long> numbers) => Array(NpgsqlDbType.Bigint, numbers.ToArray());
    public static NpgsqlParameter Ints(IEnumerable<int> numbers) => Array(NpgsqlDbType.Integer, numbers.ToArray());
    public static NpgsqlParameter Flags(IEnumerable<bool> flags) => Array(NpgsqlDbType.Boolean, flags.ToArray());
    public static NpgsqlParameter Times(IEnumerable<DateTimeOffset?> times) => Array(NpgsqlDbType.TimestampTz, times.Select(time => time?.UtcDateTime).ToArray());

    public static NpgsqlParameter Value(Guid id) => new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = id };
    public static NpgsqlParameter Value(string text) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = text };
    public static NpgsqlParameter Value(long number) => new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = number };
    public static NpgsqlParameter Value(DateTimeOffset time) => new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = time.UtcDateTime };

    private static NpgsqlParameter Array(NpgsqlDbType type, Array values) => new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values };
}
