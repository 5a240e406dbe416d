using System.Text.Json;
using Integration.Sandbox.HubSpot.Errors;
using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Property groups: facts/hubspot.md section 3.7.</summary>
internal static class PropertyGroupEndpoints
{
    public static void Map(RouteMap routes, Func<Exchange, string?> write)
    {
        var path = routes.Version.Properties + "/{type}/groups";
        routes.Get(path, List, RecordEndpoints.Read);
        routes.Post(path, Create, write);
        routes.Get(path + "/{group}", exchange => Write(exchange.Json, Find(exchange, exchange.Route("group"))), RecordEndpoints.Read);
        routes.Patch(path + "/{group}", Update, write);
        routes.Delete(path + "/{group}", Archive, write);
    }

    private static void List(Exchange exchange)
    {
        var type = exchange.Type();
        var all = exchange.Portal.Locked(state => state.Table(type).Properties.Groups.Where(group => !group.Archived).ToList());
        exchange.Json.WriteStartObject();
        exchange.Json.WriteStartArray("results");
        foreach (var group in all) Write(exchange.Json, group);
        exchange.Json.WriteEndArray();
        exchange.Json.WriteEndObject();
    }

    private static void Create(Exchange exchange)
    {
        var (type, body) = (exchange.Type(), exchange.Body);
        var (name, label, order) = (InputJson.Required(body, "name"), InputJson.Required(body, "label"), InputJson.Number(body, "displayOrder", -1));
        PropertyEndpoints.Change(exchange, state =>
        {
            if (state.Table(type).Properties.HasGroup(name))
                throw Refusals.Of(new HubSpotError(409, $"A property group named '{name}' already exists.") { Category = "OBJECT_ALREADY_EXISTS" });
            state.Table(type).Properties.PutGroup(name, label, order);
            return 0;
        });
        exchange.Status = StatusCodes.Status201Created;
        Write(exchange.Json, (name, label, order, false));
    }

    private static void Update(Exchange exchange)
    {
        var (type, body) = (exchange.Type(), exchange.Body);
        var found = Find(exchange, exchange.Route("group"));
        var next = (found.Name, Label: InputJson.Text(body, "label") ?? found.Label, DisplayOrder: InputJson.Number(body, "displayOrder", found.DisplayOrder), false);
        PropertyEndpoints.Change(exchange, state => { state.Table(type).Properties.PutGroup(next.Name, next.Label, next.DisplayOrder); return 0; });
        Write(exchange.Json, next);
    }

    private static void Archive(Exchange exchange)
    {
        var type = exchange.Type();
        var found = Find(exchange, exchange.Route("group"));
        PropertyEndpoints.Change(exchange, state =>
        {
            if (state.Table(type).Properties.List(archived: false).Any(property => property.GroupName == found.Name))
                throw Refusals.Validation($"Property group '{found.Name}' still has active properties and cannot be deleted.");
            state.Table(type).Properties.PutGroup(found.Name, found.Label, found.DisplayOrder, archived: true);
            return 0;
        });
        exchange.NoContent();
    }

    private static (string Name, string Label, int DisplayOrder, bool Archived) Find(Exchange exchange, string name)
    {
        var type = exchange.Type();
        var found = exchange.Portal.Locked(state => state.Table(type).Properties.Groups.FirstOrDefault(group => group.Name == name && !group.Archived));
        return found.Name is null ? throw Refusals.Of(new HubSpotError(404, $"Unable to find property group '{name}'.") { Category = "OBJECT_NOT_FOUND" }) : found;
    }

    private static void Write(Utf8JsonWriter json, (string Name, string Label, int DisplayOrder, bool Archived) group)
    {
        json.WriteStartObject();
        json.WriteString("name", group.Name);
        json.WriteString("label", group.Label);
        json.WriteNumber("displayOrder", group.DisplayOrder);
        json.WriteBoolean("archived", group.Archived);
        json.WriteEndObject();
    }
}
