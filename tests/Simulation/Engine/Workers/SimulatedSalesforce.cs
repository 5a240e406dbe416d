using System.Text.Json.Nodes;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Systems;
using FieldValues = Integration.Core.Records.FieldValues;

namespace Integration.Simulation.Tests.Engine.Workers;

/// <summary>Salesforce in process: the org's own methods, one outcome per record, and a read-back that may fail alone.</summary>
internal class SimulatedSalesforce(Process process, Surroundings around)
    : SimulatedConnector(SystemName.Salesforce, process, around)
{
    protected override Observation Seen(RecordKey key, FieldSelection fields, DateTimeOffset began)
    {
        var type = Outside.Salesforce.State.Schema[key.Object];
        var seen = new Observation { Key = key, Life = new Life(LifeState.Unknown), ReadStartedAt = began, ReadEndedAt = began };
        var row = Outside.Salesforce.Locked(() => Outside.Salesforce.State.Table(key.Object).Find(key.Id));
        if (row is null) return seen;
        seen = seen with { Version = row.Stamp(type).ToUnixTimeMilliseconds(), ChangedBy = row.Text(type, "LastModifiedById") };
        if (row.IsDeleted(type)) return seen with { Life = Survivor(type, row) is { } master ? new Life(LifeState.Merged, key with { Id = master }) : new Life(LifeState.Deleted) };
        var life = key.Object == "Lead" && row.IsTrue(type, "IsConverted")
            ? new Life(LifeState.Converted, new RecordKey(SystemName.Salesforce, "Contact", row.Text(type, "ConvertedContactId")!))
            : Life.Live;
        return seen with
        {
            Life = life,
            Values = FieldValues.Of([.. Readable(fields.ByObject[key.Object]).Select(name => (name, row.Text(type, name)))]),
            PairKey = Guid.TryParse(row.Text(type, Mapping.SalesforceKeyField), out var pair) ? pair : null,
            CreatedAt = Created(key),
        };
    }

    protected override IReadOnlyList<RecordKey> Find(Find find, FindRequest request)
    {
        var value = find.Value.Trim().Replace("'", "\\'", StringComparison.Ordinal);
        var (objects, where) = find.Kind switch
        {
            FindKind.ConvertedInto => (new[] { "Lead" }, $"ConvertedContactId = '{value}'"),
            FindKind.ByPairKey => ([.. request.Objects], $"{Mapping.SalesforceKeyField} = '{value}'"),
            _ => (request.Objects.ToArray(), $"{request.MatchField} = '{value}'"),
        };
        return
        [
            .. objects.SelectMany(name => Outside.Salesforce.Query(Outside.Salesforce.Integration,
                    $"SELECT Id FROM {name} WHERE {where}{(name == "Lead" && find.Kind == FindKind.ByMatch ? " AND IsConverted = false" : "")}")
                .Select(row => new RecordKey(SystemName.Salesforce, name, row["Id"]!.GetValue<string>()))),
        ];
    }

    protected override RecordKey? Made(RecordWrite write) =>
        Outside.Salesforce.Query(Outside.Salesforce.Integration, $"SELECT Id FROM {write.Intent.Object} WHERE {Mapping.SalesforceKeyField} = '{write.PairKey:D}'") is [var row]
            ? new RecordKey(SystemName.Salesforce, write.Intent.Object, row["Id"]!.GetValue<string>()) : null;

    protected override WriteOutcome Apply(RecordWrite write, FieldSelection fields, DateTimeOffset began)
    {
        var (intent, org) = (write.Intent, Outside.Salesforce);
        if (intent.Kind == IntentKind.Delete)
        {
            try
            {
                org.Act(new JsonObject { ["action"] = "delete", ["object"] = intent.Object, ["id"] = intent.Target!.Value.Id });
            }
            catch (Integration.Sandbox.Control.SandboxRefusedException refused)
            {
                return new WriteOutcome(intent.Id, WriteResult.Rejected) { Fault = new Fault(FaultClass.Identity, "ENTITY_IS_DELETED", refused.Message, "It is read again.") };
            }
            return new WriteOutcome(intent.Id, WriteResult.Done) { Key = intent.Target };
        }
        // Compared as Salesforce does, by the whole second.
        if (intent.UnchangedSince is { } since && Outside.Salesforce.State.Table(intent.Object).Find(intent.Target!.Value.Id) is { } row && row.Stamp(Outside.Salesforce.State.Schema[intent.Object]).ToUnixTimeMilliseconds() > since)
            return new WriteOutcome(intent.Id, WriteResult.NotApplied) { Fault = new Fault(FaultClass.Transient, "PRECONDITION_FAILED", "It has changed.", "It is read again.") };
        var values = intent.Values.ToDictionary(field => field.Key, field => (object?)field.Value.Text, StringComparer.OrdinalIgnoreCase);
        SaveResult saved;
        try
        {
            if (intent.Kind == IntentKind.Create)
            {
                values[Mapping.SalesforceKeyField] = write.PairKey.ToString("D");
                saved = org.Save(org.Integration, intent.Object, Mapping.SalesforceKeyField, [values])[0];
            }
            else
            {
                values["Id"] = intent.Target!.Value.Id;
                saved = org.Update(org.Integration, intent.Object, [values])[0];
            }
        }
        catch (RefusedException refused)
        {
            saved = new SaveResult(null, null, refused.Errors);
        }
        return saved.Success
            ? new WriteOutcome(intent.Id, WriteResult.Done) { Key = new RecordKey(SystemName.Salesforce, intent.Object, saved.Id!) }
            : new WriteOutcome(intent.Id, WriteResult.Rejected) { Key = intent.Target, Fault = FaultOf(saved.Errors[0]) };
    }

    protected override async Task<IReadOnlyList<WriteOutcome>> ShownAsync(WriteRequest request, IReadOnlyList<WriteOutcome> ends, CancellationToken stop)
    {
        var written = ends.Where(end => end.Result == WriteResult.Done).Select(end => end.Key!.Value).Distinct().ToList();
        if (written.Count == 0) return ends;
        var read = (await ReadAsync(new ReadRequest(request.Lane, written, request.Fields), stop)).Outcomes.ToDictionary(outcome => outcome.Key);
        var us = Outside.Salesforce.Integration.UserId;
        return [.. ends.Select(end => end is { Result: WriteResult.Done, Key: { } key } && read[key].Seen is { } seen ? end with { Stored = seen with { ChangedByUs = seen.ChangedBy == us } } : end)];
    }

    private string? Survivor(SObjectType type, Row row)
    {
        if (type.Field("MasterRecordId") is null) return null; // A task is deleted with its lead; it is never merged.
        var master = row.Text(type, "MasterRecordId");
        while (master is not null && Outside.Salesforce.State.Table(type.Name).Find(master) is { } next && next.Text(type, "MasterRecordId") is { } further) master = further;
        return master;
    }

    private DateTimeOffset? Created(RecordKey key) => Outside.Records.TryGetValue(key, out var record) ? record.MadeAt : null;

    protected virtual Fault FaultOf(ApiError error)
    {
        var kind = error.Code switch
        {
            "CANNOT_UPDATE_CONVERTED_LEAD" or "ENTITY_IS_DELETED" or "INVALID_CROSS_REFERENCE_KEY" or "NOT_FOUND" => FaultClass.Identity,
            "UNABLE_TO_LOCK_ROW" => FaultClass.Transient,
            "STRING_TOO_LONG" or "INVALID_EMAIL_ADDRESS" => FaultClass.Field,
            _ => FaultClass.Record,
        };
        return new Fault(kind, error.Code, error.Message, "Correct it.") { Field = error.Fields is [var field, ..] ? field : null };
    }
}
