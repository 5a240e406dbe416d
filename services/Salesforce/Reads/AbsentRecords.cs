using System.Text.Json;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Salesforce.Client;
using Integration.Salesforce.Queries;
using Integration.Salesforce.Schemas;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Reads;

/// <summary>Looks for evidence of what became of ids that a retrieve left out: the recycle bin still knows the deleted and the merged.</summary>
internal sealed class AbsentRecords(SalesforceClient client)
{
    /// <summary>A record may lose a merge to one that later lost another; people do not do that more often than this.</summary>
    private const int HopsMax = 10;

    /// <summary>Follows up on ids of one object.</summary>
    /// <returns>One outcome per id: deleted, merged (with the last survivor), or unknown where there is no evidence; or why it could not be asked.</returns>
    public async Task<IReadOnlyDictionary<string, (Observation? Seen, Fault? Fault)>> LookAsync(DescribedObject schema, IReadOnlyList<string> ids, Lane lane, CancellationToken stop)
    {
        var known = new Dictionary<string, Found>(StringComparer.Ordinal);
        var faults = new Dictionary<string, Fault>(StringComparer.Ordinal);
        var open = ids;
        for (var hop = 0; open.Count > 0 && hop < HopsMax; hop++)
        {
            await AskAsync(schema, open, known, faults, lane, stop);
            open = [.. known.Values.Select(found => found.MasterId).OfType<string>().Where(master => !known.ContainsKey(master) && !faults.ContainsKey(master)).Distinct(StringComparer.Ordinal)];
        }
        return ids.ToDictionary(id => id, id => OutcomeOf(schema.Name, id, known, faults), StringComparer.Ordinal);
    }

    private sealed record Found(bool IsDeleted, string? MasterId, long Version, string? ChangedBy, DateTimeOffset StartedAt, DateTimeOffset EndedAt);

    private async Task AskAsync(DescribedObject schema, IReadOnlyList<string> ids, Dictionary<string, Found> known, Dictionary<string, Fault> faults, Lane lane, CancellationToken stop)
    {
        var head = $"{Soql.Select(schema.Name, schema.Visible(["Id", "IsDeleted", "MasterRecordId", "SystemModstamp", "LastModifiedById"]))} WHERE Id IN";
        foreach (var chunk in Soql.InLists(head, ids))
        {
            var answer = await client.QueryAsync(chunk.Statement, withDeleted: true, lane, stop);
            foreach (var id in chunk.Values)
            {
                if (answer.Fault is { } fault) faults[id] = fault;
                else known[id] = new Found(IsDeleted: false, null, 0, null, answer.StartedAt, answer.EndedAt);
            }
            foreach (var row in answer.Value ?? [])
                if (FieldText.TextOf(row, "Id") is { } id)
                    known[SalesforceIds.Normalise(id)] = new Found(FieldText.IsTrue(row, "IsDeleted"),
                        FieldText.TextOf(row, "MasterRecordId") is { } master ? SalesforceIds.Normalise(master) : null,
                        SalesforceTime.Milliseconds(FieldText.TextOf(row, "SystemModstamp")), FieldText.TextOf(row, "LastModifiedById"), answer.StartedAt, answer.EndedAt);
        }
    }

    private static (Observation?, Fault?) OutcomeOf(string objectName, string id, Dictionary<string, Found> known, Dictionary<string, Fault> faults)
    {
        if (faults.TryGetValue(id, out var fault)) return (null, fault);
        var found = known[id];
        var survivor = found.MasterId;
        // A survivor that lost a merge itself is followed; a ring (which Salesforce cannot make) ends at the hop limit.
        for (var hop = 0; survivor is not null && hop < HopsMax && known.GetValueOrDefault(survivor)?.MasterId is { } next; hop++) survivor = next;
        return (new Observation
        {
            Key = new RecordKey(SystemName.Salesforce, objectName, id),
            // Neither deleted nor merged, or not there at all: absence alone is no deletion (a right may have been taken).
            Life = !found.IsDeleted ? new Life(LifeState.Unknown)
                : survivor is not null ? new Life(LifeState.Merged, new RecordKey(SystemName.Salesforce, objectName, survivor))
                : new Life(LifeState.Deleted),
            Version = found.Version,
            ChangedBy = found.ChangedBy,
            ReadStartedAt = found.StartedAt,
            ReadEndedAt = found.EndedAt,
        }, null);
    }
}
