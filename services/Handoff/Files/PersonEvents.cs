using Integration.Core.People;
using Integration.Core.Records;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Files;

/// <summary>Events of persons between the ledger and Core.</summary>
internal static class PersonEvents
{
    public static StoredPersonEvent Row(RecordKey record, PersonEvent one) => new(record, one.Id, one.Kind, one.At, HandoffJson.Write(one));

    // The ledger keeps an event by record and id; for the person the record belongs to the id.
    public static PersonEvent Of(StoredPersonEvent row)
    {
        var one = HandoffJson.Read<PersonEvent>(row.Body);
        return one with { Id = $"{row.Record.Object}/{row.Record.Id}/{row.Key}", System = row.Record.System };
    }
}
