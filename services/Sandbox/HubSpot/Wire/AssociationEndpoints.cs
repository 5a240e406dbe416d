using System.Globalization;
using System.Text.Json;
using Integration.Sandbox.HubSpot.Associations;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Links of one pair of records, and the label list: facts/hubspot.md section 3.5.</summary>
internal static class AssociationEndpoints
{
    public static void Map(RouteMap routes)
    {
        var pair = routes.Version.PairAssociations + "/{from}/{id}/associations/";
        routes.Get(pair + "{to}", List);
        routes.Put(pair + "default/{to}/{toId}", SetDefault);
        routes.Put(pair + "{to}/{toId}", SetLabels);
        routes.Delete(pair + "{to}/{toId}", Remove);
        routes.Get(routes.Version.Associations + "/{from}/{to}/labels", Labels);
        AssociationBatchEndpoints.Map(routes);
    }

    private static void List(Exchange exchange)
    {
        var (from, to, id) = (exchange.Type("from"), exchange.Type("to"), exchange.Id());
        var limit = exchange.QueryNumber("limit", 100, 500);
        var after = exchange.Query("after") is { Length: > 0 } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var links = exchange.Portal.Locked(state =>
        {
            if (state.Table(from).FindThroughMerges(id) is not { } record) throw Refusals.NotFound();
            return state.Links.Of(from, record.Id, to).Where(link => link.ToId >= after).Take(limit + 1).ToList();
        });
        exchange.Json.WriteStartObject();
        exchange.Json.WriteStartArray("results");
        foreach (var link in links.Take(limit)) WriteLink(exchange.Json, link);
        exchange.Json.WriteEndArray();
        if (links.Count > limit) RecordEndpoints.WritePaging(exchange, $"{exchange.Version.PairAssociations}/{from.Plural}/{id}/associations/{to.Plural}", links[limit].ToId.ToString(CultureInfo.InvariantCulture), limit);
        exchange.Json.WriteEndObject();
    }

    /// <summary>A link as reads show it: ids are numbers here, and the unlabelled type has a null label.</summary>
    public static void WriteLink(Utf8JsonWriter json, Link link)
    {
        json.WriteStartObject();
        json.WriteNumber("toObjectId", link.ToId);
        json.WriteStartArray("associationTypes");
        foreach (var type in link.TypeIds.Select(id => AssociationTypes.Find(id)!)) WriteType(json, type);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, AssociationType type)
    {
        json.WriteStartObject();
        json.WriteString("category", "HUBSPOT_DEFINED");
        json.WriteNumber("typeId", type.Id);
        json.WriteString("label", type.Label);
        json.WriteEndObject();
    }

    private static void SetDefault(Exchange exchange)
    {
        var started = exchange.Now;
        var (from, to, id, toId) = (exchange.Type("from"), exchange.Type("to"), exchange.Id(), exchange.Id("toId"));
        var type = AssociationTypes.Default(from, to) ?? throw Refusals.Validation($"No default association exists from {from.Plural} to {to.Plural}.");
        Change(exchange, from, id, state => { state.Links.Check(type, toId); state.Links.Add(type, id, toId, exchange.Caller); });
        BatchEndpoints.BeginBatch(exchange.Json);
        WriteMade(exchange.Json, type, id, toId);
        WriteMade(exchange.Json, AssociationTypes.Find(type.Inverse)!, toId, id);
        BatchEndpoints.EndBatch(exchange, started, [], 0);
    }

    public static void WriteMade(Utf8JsonWriter json, AssociationType type, long from, long to)
    {
        json.WriteStartObject();
        WriteEnd(json, "from", from);
        WriteEnd(json, "to", to);
        json.WriteStartObject("associationSpec");
        json.WriteString("associationCategory", "HUBSPOT_DEFINED");
        json.WriteNumber("associationTypeId", type.Id);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteEnd(Utf8JsonWriter json, string name, long id)
    {
        json.WriteStartObject(name);
        json.WriteString("id", id.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void SetLabels(Exchange exchange)
    {
        var (from, to, id, toId) = (exchange.Type("from"), exchange.Type("to"), exchange.Id(), exchange.Id("toId"));
        if (exchange.Body.ValueKind != JsonValueKind.Array) throw Refusals.BadJson("in the body: expected an array");
        var types = exchange.Body.EnumerateArray().Select(each => LinkTable.Type(InputJson.Number(each, "associationTypeId", 0), from, to)).ToList();
        if (types.Count == 0) throw Refusals.Validation("Association types must not be empty.");
        Change(exchange, from, id, state => { state.Links.Check(types[0], toId); state.Links.Replace(from, id, to, toId, types, exchange.Caller); });
        exchange.Status = StatusCodes.Status201Created;
        WriteLabelled(exchange, from, id, to, toId, types);
    }

    /// <summary>A link with the labels that it carries now.</summary>
    internal static void WriteLabelled(Exchange exchange, ObjectType from, long fromId, ObjectType to, long toId, IReadOnlyList<AssociationType> types)
    {
        exchange.Json.WriteStartObject();
        exchange.Json.WriteString("fromObjectTypeId", from.TypeId);
        exchange.Json.WriteNumber("fromObjectId", fromId);
        exchange.Json.WriteString("toObjectTypeId", to.TypeId);
        exchange.Json.WriteNumber("toObjectId", toId);
        exchange.Json.WriteStartArray("labels");
        foreach (var type in types) if (type.Label is { } label) exchange.Json.WriteStringValue(label);
        exchange.Json.WriteEndArray();
        exchange.Json.WriteEndObject();
    }

    private static void Remove(Exchange exchange)
    {
        var (from, to, id, toId) = (exchange.Type("from"), exchange.Type("to"), exchange.Id(), exchange.Id("toId"));
        exchange.Portal.Locked(state => { state.Links.Remove(from, id, to, toId, exchange.Caller); return 0; });
        exchange.NoContent();
    }

    private static void Labels(Exchange exchange)
    {
        var (from, to) = (exchange.Type("from"), exchange.Type("to"));
        exchange.Json.WriteStartObject();
        exchange.Json.WriteStartArray("results");
        foreach (var type in AssociationTypes.All.Where(each => each.From == from && each.To == to)) WriteType(exchange.Json, type);
        exchange.Json.WriteEndArray();
        exchange.Json.WriteEndObject();
    }

    private static void Change(Exchange exchange, ObjectType from, long id, Action<PortalState> change)
    {
        exchange.Portal.Locked(state =>
        {
            if (state.Table(from).Find(id) is not { Archived: false }) throw Refusals.NotFound();
            change(state);
            return 0;
        });
        exchange.RecordsWritten = 1;
    }
}
