using Integration.Sandbox.Control;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;

namespace Integration.Sandbox.HubSpot.Records;

/// <summary>Archiving, restoring from the recycle bin, and deleting for good on request of the person.</summary>
internal sealed class RecordEnds(PortalState state)
{
    /// <summary>HubSpot keeps archived records this long: facts/hubspot.md section 3.1.</summary>
    private static readonly TimeSpan RestorableFor = TimeSpan.FromDays(90);

    /// <summary>To the recycle bin; true when the record was live. Its unique values become free.</summary>
    public bool Archive(ObjectType type, long id, Caller by)
    {
        var table = state.Table(type);
        if (table.Find(id) is not { Archived: false } record) return false;
        foreach (var (property, value) in table.UniqueValues(record).ToList()) table.Release(property, value, record.Id);
        var now = state.Now;
        state.Store(record.Next(++state.Revision, record.UpdatedAt, record.Bag, now));
        state.Outbox.Deletion(record, by, now);
        return true;
    }

    /// <exception cref="SandboxRefusedException">Not in the bin, there too long, or a unique value was taken meanwhile; nothing was restored.</exception>
    public HubSpotRecord Restore(ObjectType type, long id, Caller by)
    {
        var table = state.Table(type);
        var now = state.Now;
        if (table.Find(id) is not { } record) throw new SandboxRefusedException($"{type.Plural} {id} does not exist: a merged or privacy-deleted record cannot come back");
        if (record.ArchivedAt is not { } archivedAt) throw new SandboxRefusedException($"{type.Plural} {id} is not in the recycle bin");
        if (now - archivedAt > RestorableFor) throw new SandboxRefusedException($"{type.Plural} {id} has been in the recycle bin for more than 90 days");
        foreach (var (property, value) in table.UniqueValues(record))
            if (table.Holder(property, value) is { } holder) throw new SandboxRefusedException($"{type.Plural} {id} cannot come back: its {property} now belongs to {holder}");
        foreach (var (property, value) in table.UniqueValues(record)) table.Claim(property, value, id);
        var restored = record.Next(++state.Revision, now, record.Bag, null);
        state.Store(restored);
        state.Outbox.Restore(restored, by, now);
        return restored;
    }

    /// <summary>Deletes a contact for good and forbids its emails; an unknown email is forbidden too (facts/hubspot.md section 3.4).</summary>
    /// <returns>True when a contact was there.</returns>
    /// <exception cref="HubSpotRefusedException">404: no such id.</exception>
    public bool PrivacyDelete(string id, string? idProperty, Caller by)
    {
        var table = state.Table(ObjectType.Contact);
        table.CheckIdProperty(idProperty, "gdpr-delete", emailAllowed: true);
        var record = table.Resolve(id, idProperty, throughMerges: true);
        if (record is null)
        {
            if (idProperty != "email") throw Refusals.NotFound();
            state.Blocklist.Add(id.Trim().ToLowerInvariant());
            state.Revision++;
            return false;
        }
        foreach (var (property, value) in table.UniqueValues(record).ToList())
        {
            if (property == "email") state.Blocklist.Add(value);
            table.Release(property, value, record.Id);
        }
        state.End(record);
        var now = state.Now;
        state.Outbox.Deletion(record, by, now);
        state.Outbox.PrivacyDeletion(record, by, now);
        return true;
    }
}
