using System.Data.Common;
using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.Ledger.Drafts;

/// <summary>The pair table's columns in the order that everything reads and writes them.</summary>
internal static class PairColumns
{
    public const string All =
        "id, mapping, status, dirty_gen, clean_gen, lane, due_at, lease_owner, lease_until, epoch, attempts, into_hubspot, into_salesforce, linked, holds, mapping_version, deleted_at, deleted_in";

    /// <summary>The same, of table <c>p</c>.</summary>
    public const string OfP =
        "p.id, p.mapping, p.status, p.dirty_gen, p.clean_gen, p.lane, p.due_at, p.lease_owner, p.lease_until, p.epoch, p.attempts, p.into_hubspot, p.into_salesforce, p.linked, p.holds, p.mapping_version, p.deleted_at, p.deleted_in";

    public const int Count = 18;

    /// <param name="row">Stands on a row that begins with these columns.</param>
    /// <param name="time">How the store keeps an instant.</param>
    public static PairRow Read(DbDataReader row, Func<DbDataReader, int, DateTimeOffset> time) => new()
    {
        Id = row.GetGuid(0),
        Mapping = row.GetString(1),
        Status = Enum.Parse<PairStatus>(row.GetString(2)),
        DirtyGeneration = row.GetInt64(3),
        CleanGeneration = row.GetInt64(4),
        Lane = (Lane)row.GetInt16(5),
        DueAt = row.IsDBNull(6) ? null : time(row, 6),
        LeaseOwner = row.IsDBNull(7) ? null : row.GetString(7),
        LeaseUntil = row.IsDBNull(8) ? null : time(row, 8),
        Epoch = row.GetInt64(9),
        Attempts = row.GetInt32(10),
        IntoHubSpot = row.IsDBNull(11) ? null : row.GetGuid(11),
        IntoSalesforce = row.IsDBNull(12) ? null : row.GetGuid(12),
        Linked = row.GetBoolean(13),
        Holds = row.GetInt32(14),
        MappingVersion = row.GetString(15),
        DeletedAt = row.IsDBNull(16) ? null : time(row, 16),
        DeletedIn = row.IsDBNull(17) ? null : Enum.Parse<SystemName>(row.GetString(17)),
    };
}
