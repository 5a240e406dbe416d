using System.Text.Json;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;
using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Property definitions: facts/hubspot.md section 3.7.</summary>
internal static class PropertyEndpoints
{
    private const int InputsMax = 100;

    public static void Map(RouteMap routes)
    {
        var path = routes.Version.Properties + "/{type}";
        routes.Get(path, List, RecordEndpoints.Read);
        routes.Post(path, Create, Write);
        routes.Post(path + "/batch/read", BatchRead, RecordEndpoints.Read);
        routes.Post(path + "/batch/create", BatchCreate, Write);
        routes.Post(path + "/batch/archive", BatchArchive, Write);
        routes.Get(path + "/{name}", Get, RecordEndpoints.Read);
        routes.Patch(path + "/{name}", Update, Write);
        routes.Delete(path + "/{name}", Archive, Write);
        PropertyGroupEndpoints.Map(routes, Write);
    }

    private static string? Write(Exchange exchange) => ObjectType.TryNamed(exchange.Route("type"), out var type) ? $"crm.schemas.{type!.Scope}.write" : null;

    private static void List(Exchange exchange)
    {
        var type = exchange.Type();
        var archived = exchange.QueryFlag("archived");
        var all = exchange.Portal.Locked(state => state.Table(type).Properties.List(archived).ToList());
        exchange.Json.WriteStartObject();
        exchange.Json.WriteStartArray("results");
        foreach (var each in all) PropertyJson.Write(exchange.Json, each);
        exchange.Json.WriteEndArray();
        exchange.Json.WriteEndObject();
    }

    private static void Get(Exchange exchange)
    {
        var type = exchange.Type();
        var archived = exchange.QueryFlag("archived");
        PropertyJson.Write(exchange.Json, exchange.Portal.Locked(state => state.Table(type).Properties.Get(exchange.Route("name"), archived)));
    }

    private static void Create(Exchange exchange)
    {
        var type = exchange.Type();
        var wanted = PropertyJson.Read(exchange.Body, exchange.Now);
        PropertyJson.Write(exchange.Json, Change(exchange, state => state.Table(type).Properties.Create(wanted)));
        exchange.Status = StatusCodes.Status201Created;
    }

    private static void Update(Exchange exchange)
    {
        var (type, body, now) = (exchange.Type(), exchange.Body, exchange.Now);
        var changed = Change(exchange, state =>
        {
            var table = state.Table(type).Properties;
            var next = PropertyJson.Patch(table.Get(exchange.Route("name")), body, now);
            if (!table.HasGroup(next.GroupName)) throw Refusals.Validation($"Property group '{next.GroupName}' does not exist for {type.LegacyName}.");
            table.Put(next);
            return next;
        });
        PropertyJson.Write(exchange.Json, changed);
    }

    private static void Archive(Exchange exchange)
    {
        var type = exchange.Type();
        Change(exchange, state => { state.Table(type).Properties.Archive(exchange.Route("name")); return 0; });
        exchange.NoContent();
    }

    private static void BatchRead(Exchange exchange)
    {
        var (started, type, body) = (exchange.Now, exchange.Type(), exchange.Body);
        var archived = InputJson.Flag(body, "archived", false);
        var names = Names(body, "name");
        BatchEndpoints.BeginBatch(exchange.Json);
        var missing = new List<RefusedInput>();
        foreach (var name in names)
        {
            try
            {
                PropertyJson.Write(exchange.Json, exchange.Portal.Locked(state => state.Table(type).Properties.Get(name, archived)));
            }
            catch (HubSpotRefusedException refused)
            {
                missing.Add(new RefusedInput(refused.Error with { Context = [HubSpotError.In("name", name)] }, null));
            }
        }
        BatchEndpoints.EndBatch(exchange, started, missing, missing.Count);
    }

    private static void BatchCreate(Exchange exchange)
    {
        var (started, type) = (exchange.Now, exchange.Type());
        var inputs = InputJson.Array(exchange.Body, "inputs").Select(each => PropertyJson.Read(each, started)).ToList();
        if (inputs.Count > InputsMax) throw Refusals.Validation($"The maximum number of inputs supported in a batch request is {InputsMax}, but received {inputs.Count}");
        exchange.Status = StatusCodes.Status201Created;
        BatchEndpoints.BeginBatch(exchange.Json);
        var refusals = new List<RefusedInput>();
        foreach (var wanted in inputs)
        {
            try
            {
                PropertyJson.Write(exchange.Json, Change(exchange, state => state.Table(type).Properties.Create(wanted)));
            }
            catch (HubSpotRefusedException refused)
            {
                refusals.Add(new RefusedInput(refused.Error with { Context = [HubSpotError.In("name", wanted.Name)] }, null));
            }
        }
        BatchEndpoints.EndBatch(exchange, started, refusals, refusals.Count);
    }

    private static void BatchArchive(Exchange exchange)
    {
        var (type, body) = (exchange.Type(), exchange.Body);
        var names = Names(body, "name");
        Change(exchange, state =>
        {
            foreach (var name in names)
                if (state.Table(type).Properties.Find(name) is not null) state.Table(type).Properties.Archive(name);
            return 0;
        });
        exchange.NoContent();
    }

    private static List<string> Names(JsonElement body, string key) => [.. InputJson.Array(body, "inputs").Select(input => InputJson.Required(input, key))];

    public static T Change<T>(Exchange exchange, Func<PortalState, T> change) => exchange.Portal.Locked(state =>
    {
        var result = change(state);
        state.Revision++;
        return result;
    });
}
