using System.Text.Json.Nodes;
using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce.Acts;
using Integration.Sandbox.Salesforce.Errors;
using Integration.Sandbox.Salesforce.Records;
using Integration.Sandbox.Salesforce.Schema;
using Integration.Sandbox.Salesforce.Soql;

namespace Integration.Sandbox.Salesforce;

/// <summary>What a simulator or a test calls in process: the same code that answers HTTP.</summary>
public sealed partial class SalesforceOrg
{
    /// <summary>The integration user, as an API caller without a client name.</summary>
    public Caller Integration => new(Standard.IntegrationUserId) { AutoAssign = false, Origin = "com/salesforce/api/rest/68.0" };

    /// <summary>The human user rep@sandbox.test.</summary>
    public string RepId => Standard.RepId;

    /// <inheritdoc />
    public JsonObject Act(JsonObject request) => Locked(() => HumanActs.Carry(this, request));

    /// <inheritdoc />
    public JsonObject Seed(string objectName, IReadOnlyList<IReadOnlyDictionary<string, string?>> records) => Locked(() => Import.Carry(this, objectName, records));

    /// <summary>Creates, updates or upserts records, one outcome each, in order; a refused record leaves its neighbours alone.</summary>
    /// <param name="caller">Whose name the records will carry.</param>
    /// <param name="objectName">One object for all.</param>
    /// <param name="keyField">External id, id lookup or <c>Id</c> field to upsert by; null creates.</param>
    /// <param name="records">Field name to string, bool, decimal, DateOnly, DateTimeOffset or null. At most 200, as over the wire.</param>
    /// <exception cref="RefusedException">A field does not exist or has the wrong type: nothing was written.</exception>
    public IReadOnlyList<SaveResult> Save(Caller caller, string objectName, string? keyField, IReadOnlyList<IReadOnlyDictionary<string, object?>> records) => Locked(() =>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(records.Count, 200);
        var type = Known(objectName);
        var key = keyField is null ? null : State.Permissions.Visible(caller, type, keyField) ?? throw RefusedException.Request("INVALID_FIELD", $"No such column '{keyField}' on sobject of type {type.Name}");
        return Write(caller, null, tx => records.Select(record => SaveOne(tx, type, key, record)).ToList());
    });

    /// <summary>Updates records; each must hold <c>Id</c>. Otherwise as <see cref="Save"/>.</summary>
    public IReadOnlyList<SaveResult> Update(Caller caller, string objectName, IReadOnlyList<IReadOnlyDictionary<string, object?>> records) => Locked(() =>
    {
        var type = Known(objectName);
        return Write(caller, null, tx => records.Select(record =>
        {
            var fields = new Dictionary<string, object?>(record, StringComparer.OrdinalIgnoreCase);
            fields.Remove("Id", out var id);
            return Attempt(tx, () =>
            {
                var text = id as string ?? throw new RefusedException("MISSING_ARGUMENT", "Id not specified in an update call");
                RecordWriter.Update(tx, type, text, fields);
                return SaveResult.Saved(RecordId.Normalise(text)!);
            });
        }).ToList());
    });

    /// <summary>Reads records by id.</summary>
    /// <returns>As many members as ids, in their order; null for one that is missing, deleted or not of this object.</returns>
    public IReadOnlyList<JsonObject?> Retrieve(Caller caller, string objectName, IReadOnlyList<string> ids, IReadOnlyList<string> fields) =>
        Locked(() => RecordReader.Retrieve(State, caller, Known(objectName), ids, fields).Select(node => (JsonObject?)node).ToList());

    /// <summary>Runs a statement and gives all its rows, without pages.</summary>
    /// <param name="caller">Whose field-level security holds.</param>
    /// <param name="soql">The statement.</param>
    /// <param name="all">True also shows deleted and merged rows, as queryAll does.</param>
    public IReadOnlyList<JsonObject> Query(Caller caller, string soql, bool all = false) => Locked(() =>
    {
        var answer = SoqlEngine.Run(State, caller, soql, all);
        return answer.Query.CountOnly ? [new JsonObject { ["totalSize"] = answer.Count }] : answer.Write(0, answer.Count).Select(node => (JsonObject)node!).ToList();
    });

    /// <summary>Ids of records stamped at <paramref name="since"/> or later, deleted ones included, oldest first.</summary>
    public IReadOnlyList<string> ChangedSince(string objectName, DateTimeOffset since) =>
        Locked(() => State.Table(Known(objectName)).StampedFrom(since).Select(row => row.Id).ToList());

    /// <summary>Change events of a channel, as a streaming client would receive them.</summary>
    /// <param name="channel"><c>/data/ChangeEvents</c>, <c>/data/LeadChangeEvent</c> or a custom channel.</param>
    /// <param name="replayId">After this one; -2 from the oldest kept.</param>
    /// <param name="most">At most so many; default 500.</param>
    /// <exception cref="SandboxRefusedException">The replay id is outside the 72 hours kept: read the records instead, and go on from -2.</exception>
    public IReadOnlyList<JsonObject> ReadEvents(string channel, long replayId, int most = 500) => Locked(() =>
    {
        var from = Events.PositionAfter(replayId) ?? throw new SandboxRefusedException($"replay id {replayId} is outside the 72 hours kept");
        return Events.Read(channel, from, most).Events.Select(change => change.ToMessage(channel)).ToList();
    });

    /// <summary>The replay id of the newest event; what a subscriber with -1 starts after.</summary>
    public long LastReplayId => Locked(() => Events.LastReplayId);

    /// <summary>All records of an object with all their values, deleted ones included, past every permission; an array in order of id.</summary>
    public JsonArray Dump(string objectName) => Locked(() =>
    {
        var type = Known(objectName);
        return new JsonArray([.. State.Table(type).Rows.OrderBy(row => row.Id, StringComparer.Ordinal).Select(row => RecordJson.Write(type, row, type.Fields, 68))]);
    });

    /// <summary>Adds a custom field as an admin would, and grants it to the integration user when asked.</summary>
    /// <param name="objectName">The object.</param>
    /// <param name="metadata">As the tooling API takes it: <c>{"type":"Text","label":"…","length":64,"externalId":true,"unique":true}</c>.</param>
    /// <param name="fieldName">Ends in <c>__c</c>.</param>
    /// <param name="visible">True grants read and edit to the integration user.</param>
    public void AddCustomField(string objectName, string fieldName, JsonObject metadata, bool visible = true) => Locked(() =>
    {
        using var document = System.Text.Json.JsonDocument.Parse(metadata.ToJsonString());
        Tooling.CustomFields.Create(this, new Caller(Standard.AdminId) { SeesEverything = true }, $"{Known(objectName).Name}.{fieldName}", document.RootElement);
        if (visible) Setup.Grants.ToIntegrationUser(this, Known(objectName).Name, fieldName);
        return true;
    });

    private static SaveResult SaveOne(Transaction tx, SObjectType type, SField? key, IReadOnlyDictionary<string, object?> record) => Attempt(tx, () =>
    {
        if (key is null) return SaveResult.Saved(RecordWriter.Create(tx, type, record));
        var fields = new Dictionary<string, object?>(record, StringComparer.OrdinalIgnoreCase);
        fields.Remove(key.Name, out var value);
        var (id, created) = RecordWriter.Upsert(tx, type, key, value, fields);
        return SaveResult.Saved(id, created);
    });

    private static SaveResult Attempt(Transaction tx, Func<SaveResult> save)
    {
        var mark = tx.Mark();
        try
        {
            return save();
        }
        catch (RefusedException refused) when (!refused.WholeRequest)
        {
            tx.RollBackTo(mark);
            return new SaveResult(null, null, refused.Errors);
        }
        catch (AmbiguousKeyException several)
        {
            tx.RollBackTo(mark);
            return new SaveResult(null, null, [new ApiError("DUPLICATE_EXTERNAL_ID", several.Message, [])]);
        }
    }

    private SObjectType Known(string objectName) =>
        State.Schema.Find(objectName) ?? throw new SandboxRefusedException($"there is no object '{objectName}' in the org; there are: {string.Join(", ", State.Schema.Objects.Select(type => type.Name))}");
}
