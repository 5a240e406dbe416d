using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Integration.Connectors.Http;
using Integration.Connectors.Quotas;
using Integration.Core.Records;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Client;

/// <summary>The calls that we make to HubSpot, each with its own path, limits and shape. Knows nothing of pairs.</summary>
/// <remarks>No member throws for what HubSpot did. Reads repeat themselves where that may help; writes only where nothing was applied.</remarks>
internal sealed class HubSpotClient(OutsideHttp http, HubSpotApiVersion version, TimeProvider clock, AccountCheck? account = null)
{
    /// <summary>Name in faults, gauges and metrics.</summary>
    public const string System = "hubspot";
    /// <summary>Most inputs of a batch call.</summary>
    public const int BatchMax = 100;
    /// <summary>Largest search body, in characters; beyond it HubSpot refuses.</summary>
    public const int SearchBodyMax = 3_000;

    // HubSpot allows 5 searches a second to the whole account; one is left to other apps.
    private readonly BurstWindow searches = new(4, TimeSpan.FromSeconds(1), clock);

    /// <summary>Reads up to 100 records by id or by a unique property, from the primary store.</summary>
    /// <param name="lane">Whose allowance.</param>
    /// <param name="objectName">The object.</param>
    /// <param name="properties">What to show; those that do not exist are left out of the answer silently.</param>
    /// <param name="ids">1 to 100, distinct; doubles refuse the whole call.</param>
    /// <param name="idProperty">A unique property, or null for the record id.</param>
    /// <param name="archived">Only those in the recycle bin instead of only the live.</param>
    /// <param name="stop">Stops waiting.</param>
    /// <returns>Those found, in any order; ids of merged records are not resolved.</returns>
    public Task<HubSpotAnswer<WireBatch>> ReadAsync(Lane lane, string objectName, IReadOnlyList<string> properties, IReadOnlyList<string> ids, string? idProperty, bool archived, CancellationToken stop) =>
        SendAsync(new OutsideCall($"{objectName}/batch/read", HttpMethod.Post, $"{version.Objects(objectName)}/batch/read{(archived ? "?archived=true" : "")}", lane)
        {
            Body = RequestBodies.Read(properties, ids, idProperty),
            IsRepeatable = true,
        }, HubSpotJson.Default.WireBatch, stop);

    /// <summary>Reads one record. An id that lost a merge answers with the survivor, under the survivor's id.</summary>
    public Task<HubSpotAnswer<WireRecord>> GetAsync(Lane lane, string objectName, string id, CancellationToken stop) =>
        SendAsync(new OutsideCall($"{objectName}/get", HttpMethod.Get, $"{version.Objects(objectName)}/{Uri.EscapeDataString(id)}?properties=hs_object_id", lane) { IsRepeatable = true },
            HubSpotJson.Default.WireRecord, stop);

    /// <summary>Changes up to 100 records by id, each with its own fate.</summary>
    public Task<HubSpotAnswer<WireBatch>> UpdateAsync(Lane lane, string objectName, IReadOnlyList<WriteInput> inputs, CancellationToken stop) =>
        SendAsync(new OutsideCall($"{objectName}/batch/update", HttpMethod.Post, $"{version.Objects(objectName)}/batch/update", lane) { Body = RequestBodies.Write(inputs, null) },
            HubSpotJson.Default.WireBatch, stop);

    /// <summary>Makes up to 100 records, each with its own fate. One whose unique property another record holds is refused.</summary>
    public Task<HubSpotAnswer<WireBatch>> CreateAsync(Lane lane, string objectName, IReadOnlyList<WriteInput> inputs, CancellationToken stop) =>
        SendAsync(new OutsideCall($"{objectName}/batch/create", HttpMethod.Post, $"{version.Objects(objectName)}/batch/create", lane) { Body = RequestBodies.Create(inputs) },
            HubSpotJson.Default.WireBatch, stop);

    /// <summary>Makes or changes up to 100 records by a unique property, each with its own fate. Never by email: that knows no partial success.</summary>
    public Task<HubSpotAnswer<WireBatch>> UpsertAsync(Lane lane, string objectName, string idProperty, IReadOnlyList<WriteInput> inputs, CancellationToken stop) =>
        SendAsync(new OutsideCall($"{objectName}/batch/upsert", HttpMethod.Post, $"{version.Objects(objectName)}/batch/upsert", lane) { Body = RequestBodies.Write(inputs, idProperty) },
            HubSpotJson.Default.WireBatch, stop);

    /// <summary>Puts up to 100 records into the recycle bin, where they stay 90 days; those that are not there are passed over.</summary>
    public Task<HubSpotAnswer<Nothing>> ArchiveAsync(Lane lane, string objectName, IReadOnlyList<string> ids, CancellationToken stop) =>
        SendAsync(new OutsideCall($"{objectName}/batch/archive", HttpMethod.Post, $"{version.Objects(objectName)}/batch/archive", lane) { Body = RequestBodies.Archive(ids) }, null, stop, () => Nothing.It);

    /// <summary>Opts an address out of all email. Repeating it changes nothing; an address that no contact has is remembered for one that comes.</summary>
    public Task<HubSpotAnswer<Nothing>> UnsubscribeAllAsync(Lane lane, string email, CancellationToken stop) =>
        SendAsync(new OutsideCall("preferences/unsubscribe-all", HttpMethod.Post, $"{version.Preferences(email)}/unsubscribe-all?channel=EMAIL", lane) { IsRepeatable = true }, null, stop, () => Nothing.It);

    /// <summary>A page of all records in id order, from the primary store.</summary>
    /// <param name="lane">Whose allowance.</param>
    /// <param name="objectName">The object.</param>
    /// <param name="after">Where to begin, as the last page said; null = at the first.</param>
    /// <param name="limit">1 to 100.</param>
    /// <param name="archived">Only those in the recycle bin.</param>
    /// <param name="stop">Stops waiting.</param>
    public Task<HubSpotAnswer<WirePage>> ListAsync(Lane lane, string objectName, string? after, int limit, bool archived, CancellationToken stop) =>
        SendAsync(new OutsideCall($"{objectName}/list", HttpMethod.Get,
            string.Create(CultureInfo.InvariantCulture, $"{version.Objects(objectName)}?limit={limit}&properties=hs_object_id&archived={(archived ? "true" : "false")}{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}"), lane)
        { IsRepeatable = true },
            HubSpotJson.Default.WirePage, stop);

    /// <summary>A page of what changed, from the search index, which lags behind.</summary>
    public Task<HubSpotAnswer<WirePage>> SearchAsync(Lane lane, string objectName, SearchWindow window, CancellationToken stop)
    {
        var body = RequestBodies.Search(window);
        // Too many watched properties for one search: the hints then come without claims, which costs reads and loses nothing.
        if (body.Length > SearchBodyMax) body = RequestBodies.Search(window with { Properties = [window.Stamp] });
        return SendAsync(new OutsideCall($"{objectName}/search", HttpMethod.Post, $"{version.Objects(objectName)}/search", lane) { Body = body, IsRepeatable = true, Window = searches },
            HubSpotJson.Default.WirePage, stop);
    }

    /// <summary>A page of records whose property has one of the values, in any case, from the search index, which lags behind.</summary>
    /// <param name="lane">Whose allowance.</param>
    /// <param name="objectName">The object.</param>
    /// <param name="property">The property, of a text type.</param>
    /// <param name="values">In lower case; body at most <see cref="SearchBodyMax"/> characters.</param>
    /// <param name="after">As the last page said; null = the first.</param>
    /// <param name="stop">Stops waiting.</param>
    public Task<HubSpotAnswer<WirePage>> SearchAsync(Lane lane, string objectName, string property, IReadOnlyList<string> values, string? after, CancellationToken stop) =>
        SendAsync(new OutsideCall($"{objectName}/search", HttpMethod.Post, $"{version.Objects(objectName)}/search", lane) { Body = RequestBodies.Search(property, values, after), IsRepeatable = true, Window = searches },
            HubSpotJson.Default.WirePage, stop);

    /// <summary>What up to 1,000 records are associated with.</summary>
    /// <param name="lane">Whose allowance.</param>
    /// <param name="from">Their object.</param>
    /// <param name="to">The object at the other end.</param>
    /// <param name="ids">Each with where to begin, as the last answer said; null = at the first.</param>
    /// <param name="stop">Stops waiting.</param>
    public Task<HubSpotAnswer<WireLinks>> ReadLinksAsync(Lane lane, string from, string to, IReadOnlyList<(string Id, string? After)> ids, CancellationToken stop) =>
        SendAsync(new OutsideCall($"{from}-{to}/batch/read", HttpMethod.Post, $"{version.Associations(from, to)}/batch/read", lane) { Body = RequestBodies.ReadLinks(ids), IsRepeatable = true },
            HubSpotJson.Default.WireLinks, stop);

    /// <summary>Associates up to 2,000 pairs of records under one type. Those there already stay, so it may be repeated.</summary>
    public Task<HubSpotAnswer<WireLinksMade>> LinkAsync(Lane lane, string from, string to, int typeId, IReadOnlyList<(string From, string To)> ends, CancellationToken stop) =>
        SendAsync(new OutsideCall($"{from}-{to}/batch/create", HttpMethod.Post, $"{version.Associations(from, to)}/batch/create", lane) { Body = RequestBodies.Links(ends, typeId), IsRepeatable = true },
            HubSpotJson.Default.WireLinksMade, stop);

    /// <summary>Takes one type away from up to 2,000 associations; other types of the same two records stay. It may be repeated.</summary>
    public Task<HubSpotAnswer<Nothing>> UnlinkAsync(Lane lane, string from, string to, int typeId, IReadOnlyList<(string From, string To)> ends, CancellationToken stop) =>
        SendAsync(new OutsideCall($"{from}-{to}/batch/labels/archive", HttpMethod.Post, $"{version.Associations(from, to)}/batch/labels/archive", lane) { Body = RequestBodies.Links(ends, typeId), IsRepeatable = true }, null, stop, () => Nothing.It);

    /// <summary>All live properties of an object.</summary>
    public Task<HubSpotAnswer<WireProperties>> PropertiesAsync(string objectName, CancellationToken stop) =>
        SendAsync(new OutsideCall("properties/list", HttpMethod.Get, version.Properties(objectName), Lane.Normal) { IsRepeatable = true }, HubSpotJson.Default.WireProperties, stop);

    /// <summary>Makes a property; an archived one of that name returns as it was.</summary>
    public Task<HubSpotAnswer<WireProperty>> CreatePropertyAsync(string objectName, Action<Utf8JsonWriter> definition, CancellationToken stop) =>
        SendAsync(new OutsideCall("properties/create", HttpMethod.Post, version.Properties(objectName), Lane.Normal) { Body = RequestBodies.Of(definition) }, HubSpotJson.Default.WireProperty, stop);

    /// <summary>All property groups of an object.</summary>
    public Task<HubSpotAnswer<WireGroups>> GroupsAsync(string objectName, CancellationToken stop) =>
        SendAsync(new OutsideCall("groups/list", HttpMethod.Get, version.Properties(objectName) + "/groups", Lane.Normal) { IsRepeatable = true }, HubSpotJson.Default.WireGroups, stop);

    /// <summary>Makes a property group.</summary>
    public Task<HubSpotAnswer<Nothing>> CreateGroupAsync(string objectName, string name, string label, CancellationToken stop) =>
        SendAsync(new OutsideCall("groups/create", HttpMethod.Post, version.Properties(objectName) + "/groups", Lane.Normal)
        {
            Body = RequestBodies.Of(json =>
            {
                json.WriteString("name", name);
                json.WriteString("label", label);
            }),
        }, null, stop, () => Nothing.It);

    /// <summary>The account: its number and time zone.</summary>
    public Task<HubSpotAnswer<WireAccount>> AccountAsync(CancellationToken stop) =>
        SendUncheckedAsync(new OutsideCall("account-info", HttpMethod.Get, version.AccountDetails, Lane.Normal) { IsRepeatable = true }, HubSpotJson.Default.WireAccount, stop);

    /// <summary>A page of owners.</summary>
    /// <param name="lane">Whose allowance.</param>
    /// <param name="after">As the last page said; null = the first.</param>
    /// <param name="archived">Only deactivated ones: they keep their id on old records.</param>
    /// <param name="stop">Stops waiting.</param>
    public Task<HubSpotAnswer<WireOwners>> OwnersAsync(Lane lane, string? after, bool archived, CancellationToken stop) =>
        SendAsync(new OutsideCall("owners", HttpMethod.Get, $"{version.Owners}?limit=100&archived={(archived ? "true" : "false")}{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}", lane) { IsRepeatable = true },
            HubSpotJson.Default.WireOwners, stop);

    private async Task<HubSpotAnswer<T>> SendAsync<T>(OutsideCall call, JsonTypeInfo<T>? type, CancellationToken stop, Func<T>? nothing = null) where T : class
    {
        if (account is not null && await account.FaultAsync(() => AccountAsync(stop)) is { } wrong)
            return new HubSpotAnswer<T>(null, wrong, CallFate.NotApplied, 0, clock.GetUtcNow(), clock.GetUtcNow());
        return await SendUncheckedAsync(call, type, stop, nothing);
    }

    private async Task<HubSpotAnswer<T>> SendUncheckedAsync<T>(OutsideCall call, JsonTypeInfo<T>? type, CancellationToken stop, Func<T>? nothing = null) where T : class
    {
        var answer = await http.SendAsync(call with { ExpectsJson = type is not null }, stop);
        if (answer.Fault is { } fault) return new HubSpotAnswer<T>(null, fault, answer.Fate, answer.Status, answer.StartedAt, answer.EndedAt) { Error = WireError.Read(answer.Body) };
        if (type is null) return new HubSpotAnswer<T>(nothing!(), null, CallFate.Answered, answer.Status, answer.StartedAt, answer.EndedAt);
        var (value, wrong) = JsonAnswers.Read(System, answer.Body, type);
        if (value is IWire { IsWhole: false }) (value, wrong) = (null, OutsideFaults.WrongShape(System, "a list holds null"));
        // A 2xx that cannot be read tells nothing of the write behind it.
        return new HubSpotAnswer<T>(value, wrong, wrong is null ? CallFate.Answered : CallFate.Unknown, answer.Status, answer.StartedAt, answer.EndedAt) { Date = answer.Date };
    }
}
