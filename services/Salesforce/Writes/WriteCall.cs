using Integration.Connectors.Batching;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Salesforce.Client;
using Integration.Salesforce.Faults;
using Integration.Salesforce.Schemas;

namespace Integration.Salesforce.Writes;

/// <summary>Collections writes: up to 200 rows in one call, never all-or-none, one end per row.</summary>
internal sealed class WriteCall(SalesforceClient client) : IBatchCall<WriteItem, WriteEnd>
{
    /// <inheritdoc />
    /// <remarks>An upsert has its object in its path; updates and deletes of several objects may share a call.</remarks>
    public string GroupOf(WriteItem item) => item.UnchangedSince is not null ? $"{item.Kind} {item.Key} alone"
        : item.Kind is IntentKind.Create or IntentKind.Activity ? $"{item.Kind} {item.Object}" : item.Kind.ToString();

    /// <inheritdoc />
    public string KeyOf(WriteItem item) => item.Key;

    /// <inheritdoc />
    public async Task<IReadOnlyList<WriteEnd>> SendAsync(Lane lane, IReadOnlyList<WriteItem> batch)
    {
        // Rows run in chunks of equal type, at most ten of them; mixed order would make a chunk of each row.
        var order = Enumerable.Range(0, batch.Count).OrderBy(index => batch[index].Object, StringComparer.Ordinal).ToArray();
        var ends = await SendSortedAsync(lane, [.. order.Select(index => batch[index])]);
        var inOrder = new WriteEnd[batch.Count];
        for (var place = 0; place < order.Length; place++) inOrder[order[place]] = ends[place];
        return inOrder;
    }

    /// <inheritdoc />
    public WriteEnd Failed(WriteItem item, Fault fault, bool mayHaveBeenSent) => new(mayHaveBeenSent ? WriteResult.Unknown : WriteResult.NotApplied, null, fault);

    private async Task<IReadOnlyList<WriteEnd>> SendSortedAsync(Lane lane, IReadOnlyList<WriteItem> batch)
    {
        var answer = await PerformAsync(lane, batch);
        if (answer.Value is { } rows) return [.. rows.Zip(batch, EndOf)];
        var fault = answer.Fault!;
        return answer.Fate switch
        {
            CallFate.Refused when IsForAll(fault) => All(batch, WriteResult.NotApplied, SideOf(fault, batch[0])),
            CallFate.Refused when batch.Count == 1 => All(batch, WriteResult.Rejected, fault),
            CallFate.Refused when fault.Field is { } field && batch.Any(item => Has(item, field)) => await WithoutAsync(lane, batch, field, fault),
            CallFate.Refused => await HalvesAsync(lane, batch),
            CallFate.NotApplied => All(batch, WriteResult.NotApplied, fault),
            _ => All(batch, WriteResult.Unknown, fault),
        };
    }

    private Task<SalesforceAnswer<IReadOnlyList<RowResult>>> PerformAsync(Lane lane, IReadOnlyList<WriteItem> batch) => batch[0].Kind switch
    {
        IntentKind.Create => client.UpsertAsync(batch[0].Object, KeyField.Name, [.. batch.Select(item => item.Row!)], lane, CancellationToken.None),
        // Activities need not allow external ids; without one it is looked for by the field before anything is sent again.
        IntentKind.Activity when batch[0].Schema[KeyField.Name] is { IsExternalId: true } => client.UpsertAsync(batch[0].Object, KeyField.Name, [.. batch.Select(item => item.Row!)], lane, CancellationToken.None),
        IntentKind.Activity => client.CreateAsync([.. batch.Select(item => item.Row!)], lane, CancellationToken.None),
        IntentKind.Update when batch[0] is { UnchangedSince: { } since } guarded => client.UpdateUnchangedAsync(guarded.Object, guarded.Key, guarded.Row!, DateTimeOffset.FromUnixTimeMilliseconds(since), lane, CancellationToken.None),
        IntentKind.Update => client.UpdateAsync([.. batch.Select(item => item.Row!)], lane, CancellationToken.None),
        _ => client.DeleteAsync([.. batch.Select(item => item.Key)], lane, CancellationToken.None),
    };

    // The call names the field it will not take (hidden since the describe): its rows are refused, the others go.
    private async Task<IReadOnlyList<WriteEnd>> WithoutAsync(Lane lane, IReadOnlyList<WriteItem> batch, string field, Fault fault)
    {
        var rest = batch.Where(item => !Has(item, field)).ToList();
        var ends = new Queue<WriteEnd>(rest.Count == 0 ? [] : await SendSortedAsync(lane, rest));
        return [.. batch.Select(item => Has(item, field) ? new WriteEnd(WriteResult.Rejected, null, Of(item)) : ends.Dequeue())];

        Fault Of(WriteItem item) => fault.Code == "INVALID_FIELD" ? SalesforceFaults.UnknownField(item.Object, field) : fault with { Class = FaultClass.Field };
    }

    // The call was refused for a row that it does not name; nothing was written. 2 log n further calls find it.
    private async Task<IReadOnlyList<WriteEnd>> HalvesAsync(Lane lane, IReadOnlyList<WriteItem> batch)
    {
        var half = batch.Count / 2;
        return [.. await SendSortedAsync(lane, [.. batch.Take(half)]), .. await SendSortedAsync(lane, [.. batch.Skip(half)])];
    }

    private static WriteEnd EndOf(RowResult row, WriteItem item)
    {
        if (!row.IsGood)
        {
            var fault = SalesforceFaults.OfRow(row.Errors, item.Object, item.Kind);
            // A row that says "later" was not written, and may be sent again as it is.
            return new WriteEnd(fault.Class is FaultClass.Transient or FaultClass.Side ? WriteResult.NotApplied : WriteResult.Rejected, null, fault);
        }
        // Rows are told apart by their place alone; a foreign id means that the places are not what was promised.
        return row.Id is null || (item.Kind is not (IntentKind.Create or IntentKind.Activity) && row.Id != item.Key)
            ? new WriteEnd(WriteResult.Unknown, null, OutsideFaults.WrongShape("salesforce", "composite/sobjects: another record's id in this row's place"))
            : new WriteEnd(WriteResult.Done, new RecordKey(SystemName.Salesforce, item.Object, row.Id), null);
    }

    private static bool Has(WriteItem item, string field) => item.Row?.ContainsKey(field) == true && field is not "attributes" and not "Id";

    // Refused before any row was looked at: by who we are, or because the path (object, key field) is not there.
    private static bool IsForAll(Fault fault) => fault.Class == FaultClass.Side || fault.Code is "NOT_FOUND" or "METHOD_NOT_ALLOWED";

    private static Fault SideOf(Fault fault, WriteItem item) => fault.Class == FaultClass.Side ? fault
        : item.Kind == IntentKind.Create ? KeyField.Absent(item.Object)
        : fault with { Class = FaultClass.Side };

    private static WriteEnd[] All(IReadOnlyList<WriteItem> batch, WriteResult result, Fault fault) => [.. batch.Select(_ => new WriteEnd(result, null, fault))];
}
