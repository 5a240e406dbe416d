using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Merges;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;
using Integration.Sandbox.HubSpot.Searches;
using Integration.Sandbox.HubSpot.Webhooks;

namespace Integration.Sandbox.HubSpot;

/// <content>Records: what the HTTP layer and a simulator in process both call. Object names are plural, singular or type ids.</content>
public sealed partial class HubSpotPortal
{
    /// <summary>Reads up to 100 live (or archived) records from the primary store; ids of merged-away records are not resolved.</summary>
    /// <param name="objectName">Such as <c>contacts</c>.</param>
    /// <param name="ids">Record ids, or values of <paramref name="idProperty"/>; distinct.</param>
    /// <param name="idProperty">A unique property; null for the record id.</param>
    /// <param name="archived">Only archived records instead of only live ones.</param>
    /// <param name="withHistory">The caller will show history, which halves the batch to 50.</param>
    /// <returns>The records found, in no order, and the ids that were not.</returns>
    /// <exception cref="HubSpotRefusedException">400: too many or equal ids, or a property that is not unique.</exception>
    public (IReadOnlyList<HubSpotRecord> Found, IReadOnlyList<string> Missing) Read(
        string objectName, IReadOnlyList<string> ids, string? idProperty = null, bool archived = false, bool withHistory = false) =>
        Locked(each => new RecordBatches(each).Read(ObjectType.Named(objectName), ids, idProperty, archived, withHistory));

    /// <summary>Reads one record, through merges; an email also finds the contact that has it as a secondary one.</summary>
    /// <exception cref="HubSpotRefusedException">404: no such record; 400: a property that is not unique.</exception>
    public HubSpotRecord ReadOne(string objectName, string id, string? idProperty = null, bool archived = false) => Locked(each =>
    {
        var table = each.Table(ObjectType.Named(objectName));
        var record = Resolve(table, id, idProperty, "read");
        return record.Archived == archived ? record : throw Refusals.NotFound();
    });

    /// <summary>A page of the primary store in id order.</summary>
    /// <param name="objectName">Such as <c>contacts</c>.</param>
    /// <param name="after">Id to start at; 0 from the first.</param>
    /// <param name="limit">1 to 100.</param>
    /// <param name="archived">Only archived records instead of only live ones.</param>
    /// <returns>The records, and the id the next page starts at; null on the last.</returns>
    public (IReadOnlyList<HubSpotRecord> Page, long? Next) List(string objectName, long after = 0, int limit = 100, bool archived = false) =>
        Locked(each => each.Table(ObjectType.Named(objectName)).Page(after, limit, archived));

    /// <summary>Searches the index, which lags behind the primary store.</summary>
    /// <exception cref="HubSpotRefusedException">400: a limit exceeded, an unknown property or operator.</exception>
    public SearchPage Search(string objectName, SearchRequest request) => Locked(each => new RecordSearch(each).Run(ObjectType.Named(objectName), request));

    /// <summary>Creates up to 100 records. All or nothing, unless every input carries its own trace id.</summary>
    /// <exception cref="HubSpotRefusedException">400 or 409: nothing was created.</exception>
    public BatchOutcome Create(Caller by, string objectName, IReadOnlyList<RecordInput> inputs, WriteRules? rules = null) =>
        Locked(each => new RecordBatches(each).Create(ObjectType.Named(objectName), inputs, by, rules ?? WriteRules.Current));

    /// <summary>Updates up to 100 records, by record id or unique custom property. All or nothing, unless every input carries its own trace id.</summary>
    /// <exception cref="HubSpotRefusedException">400 or 404: nothing was changed.</exception>
    public BatchOutcome Update(Caller by, string objectName, IReadOnlyList<RecordInput> inputs, WriteRules? rules = null) =>
        Locked(each => new RecordBatches(each).Update(ObjectType.Named(objectName), inputs, by, rules ?? WriteRules.Current));

    /// <summary>Updates or creates up to 100 records by a unique property. All or nothing, unless every input carries its own trace id and none goes by email.</summary>
    /// <exception cref="HubSpotRefusedException">400 or 409: nothing was changed.</exception>
    public BatchOutcome Upsert(Caller by, string objectName, IReadOnlyList<RecordInput> inputs, WriteRules? rules = null) =>
        Locked(each => new RecordBatches(each).Upsert(ObjectType.Named(objectName), inputs, by, rules ?? WriteRules.Current));

    /// <summary>Updates one record, through merges and also by email.</summary>
    /// <exception cref="HubSpotRefusedException">400 or 404: nothing was changed.</exception>
    public WrittenRecord UpdateOne(Caller by, string objectName, RecordInput input, WriteRules? rules = null) => Locked(each =>
    {
        var table = each.Table(ObjectType.Named(objectName));
        var record = Resolve(table, input.Id!, input.IdProperty, "update");
        if (record.Archived) throw Refusals.NotFound();
        return new RecordWrites(each).Commit(new WriteChecks(each).Plan(table, record, input, rules ?? WriteRules.Current, new Claims()), by);
    });

    /// <summary>Archives up to 100 records; those that are not there are passed over.</summary>
    /// <returns>How many went to the recycle bin.</returns>
    public int Archive(Caller by, string objectName, IReadOnlyList<long> ids) =>
        Locked(each => new RecordBatches(each).Archive(ObjectType.Named(objectName), ids, by));

    /// <summary>Merges two live records into a third with a new id.</summary>
    /// <exception cref="HubSpotRefusedException">404, 400 or 414: nothing was merged.</exception>
    public HubSpotRecord Merge(Caller by, string objectName, long primaryId, long otherId) =>
        Locked(each => new RecordMerges(each).Merge(ObjectType.Named(objectName), primaryId, otherId, by));

    /// <summary>Takes a record out of the recycle bin.</summary>
    /// <exception cref="Control.SandboxRefusedException">It is not there, or its email was taken meanwhile.</exception>
    public HubSpotRecord Restore(Caller by, string objectName, long id) => Locked(each => new RecordEnds(each).Restore(ObjectType.Named(objectName), id, by));

    /// <summary>Subscribes to every event of contacts, companies and deals: for a simulator, which then drains.</summary>
    public void SubscribeToAll() => Locked(each => { WildcardSubscriptions.Apply(each.Outbox); return 0; });

    /// <summary>Takes the events that are due by <paramref name="now"/>, shuffled, as delivered; up to <paramref name="max"/>.</summary>
    /// <remarks>Lost, doubled and late ones follow the fault plan. What a receiver then fails to take goes back by <see cref="ReturnEvents"/>.</remarks>
    public IReadOnlyList<WebhookEvent> DrainEvents(DateTimeOffset now, int max = int.MaxValue) => Locked(each => each.Outbox.Queue.Take(now, max));

    /// <summary>Tells what became of drained events: taken, or to be delivered again by the retry schedule.</summary>
    public void ReturnEvents(IReadOnlyList<WebhookEvent> events, bool taken, DateTimeOffset now) => Locked(each =>
    {
        if (taken) each.Outbox.Queue.Succeeded(events);
        else each.Outbox.Queue.Failed(events, now);
        return 0;
    });

    private static HubSpotRecord Resolve(RecordTable table, string id, string? idProperty, string verb)
    {
        table.CheckIdProperty(idProperty, verb, emailAllowed: true);
        if (idProperty is null && !id.All(char.IsAsciiDigit)) throw Refusals.NotNumeric(id);
        return table.Resolve(id, idProperty, throughMerges: true) ?? throw Refusals.NotFound();
    }
}
