using System.Globalization;
using System.Text.Json;
using Integration.Sandbox.HubSpot.Associations;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;
using Microsoft.AspNetCore.Http;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Links in bulk: reads up to 1,000 ids, writes up to 2,000 links (facts/hubspot.md section 3.5).</summary>
internal static class AssociationBatchEndpoints
{
    private const int ReadMax = 1_000;
    private const int WriteMax = 2_000;

    public static void Map(RouteMap routes)
    {
        var path = routes.Version.Associations + "/{from}/{to}/batch/";
        routes.Post(path + "read", Read);
        routes.Post(path + "create", exchange => Create(exchange, labelled: true));
        routes.Post(path + "associate/default", exchange => Create(exchange, labelled: false));
        routes.Post(path + "archive", Archive);
        routes.Post(path + "labels/archive", ArchiveLabels);
    }

    private static List<JsonElement> Inputs(Exchange exchange, int max)
    {
        var inputs = InputJson.Array(exchange.Body, "inputs").ToList();
        return inputs.Count <= max ? inputs : throw Refusals.Validation($"The maximum number of inputs supported in a batch request is {max}, but received {inputs.Count}");
    }

    private static void Read(Exchange exchange)
    {
        var (started, from, to) = (exchange.Now, exchange.Type("from"), exchange.Type("to"));
        var ids = Inputs(exchange, ReadMax).Select(input => InputJson.Required(input, "id")).ToList();
        BatchEndpoints.BeginBatch(exchange.Json);
        var missing = new List<RefusedInput>();
        foreach (var text in ids)
        {
            var links = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? exchange.Portal.Locked(state => state.Links.Of(from, id, to)) : [];
            if (links.Count == 0)
            {
                missing.Add(new RefusedInput(new HubSpotError(404, $"No {to.Singular} is associated with {from.Singular} {text}.")
                {
                    Category = "OBJECT_NOT_FOUND",
                    SubCategory = "crm.associations.NO_ASSOCIATIONS_FOUND",
                    Context = [HubSpotError.In("fromObjectId", text)],
                }, null));
                continue;
            }
            exchange.Json.WriteStartObject();
            AssociationEndpoints.WriteEnd(exchange.Json, "from", id);
            exchange.Json.WriteStartArray("to");
            foreach (var link in links) AssociationEndpoints.WriteLink(exchange.Json, link);
            exchange.Json.WriteEndArray();
            exchange.Json.WriteEndObject();
        }
        BatchEndpoints.EndBatch(exchange, started, missing, missing.Count);
    }

    private static void Create(Exchange exchange, bool labelled)
    {
        var (started, from, to) = (exchange.Now, exchange.Type("from"), exchange.Type("to"));
        var inputs = Inputs(exchange, WriteMax);
        if (labelled) exchange.Status = StatusCodes.Status201Created;
        BatchEndpoints.BeginBatch(exchange.Json);
        var refused = new List<RefusedInput>();
        foreach (var input in inputs)
        {
            try
            {
                var (fromId, toId) = (End(input, "from"), End(input, "to"));
                var types = labelled
                    ? InputJson.Array(input, "types").Select(type => LinkTable.Type(InputJson.Number(type, "associationTypeId", 0), from, to)).ToList()
                    : [AssociationTypes.Default(from, to) ?? throw Refusals.Validation($"No default association exists from {from.Plural} to {to.Plural}.")];
                exchange.Portal.Locked(state => { Link(state, from, types, fromId, toId, exchange.Caller); return 0; });
                WriteMade(exchange, from, to, types, fromId, toId, labelled);
                exchange.RecordsWritten++;
            }
            catch (HubSpotRefusedException refusal)
            {
                refused.Add(new RefusedInput(refusal.Error, null));
            }
        }
        BatchEndpoints.EndBatch(exchange, started, refused, refused.Count);
    }

    private static void Link(PortalState state, ObjectType from, List<AssociationType> types, long fromId, long toId, Caller by)
    {
        if (state.Table(from).Find(fromId) is not { Archived: false }) throw Refusals.Of(Invalid(fromId.ToString(CultureInfo.InvariantCulture)));
        foreach (var type in types) state.Links.Check(type, toId);
        foreach (var type in types) state.Links.Add(type, fromId, toId, by);
    }

    private static void WriteMade(Exchange exchange, ObjectType from, ObjectType to, List<AssociationType> types, long fromId, long toId, bool labelled)
    {
        if (!labelled)
        {
            AssociationEndpoints.WriteMade(exchange.Json, types[0], fromId, toId);
            AssociationEndpoints.WriteMade(exchange.Json, AssociationTypes.Find(types[0].Inverse)!, toId, fromId);
            return;
        }
        AssociationEndpoints.WriteLabelled(exchange, from, fromId, to, toId, types);
    }

    private static void Archive(Exchange exchange)
    {
        var (from, to) = (exchange.Type("from"), exchange.Type("to"));
        foreach (var input in Inputs(exchange, WriteMax))
        {
            var fromId = End(input, "from");
            foreach (var each in InputJson.Array(input, "to"))
            {
                var toId = InputJson.Id(each, "id");
                exchange.Portal.Locked(state => { state.Links.Remove(from, fromId, to, toId, exchange.Caller); return 0; });
                exchange.RecordsWritten++;
            }
        }
        exchange.NoContent();
    }

    private static void ArchiveLabels(Exchange exchange)
    {
        var (from, to) = (exchange.Type("from"), exchange.Type("to"));
        foreach (var input in Inputs(exchange, WriteMax))
        {
            var (fromId, toId) = (End(input, "from"), End(input, "to"));
            var types = InputJson.Array(input, "types").Select(type => LinkTable.Type(InputJson.Number(type, "associationTypeId", 0), from, to)).ToList();
            exchange.Portal.Locked(state => { foreach (var type in types) state.Links.Drop(type, fromId, toId, exchange.Caller); return 0; });
            exchange.RecordsWritten++;
        }
        exchange.NoContent();
    }

    private static long End(JsonElement input, string name)
    {
        if (!InputJson.Object(input, "inputs").TryGetProperty(name, out var end)) throw Refusals.Validation($"Some required fields were not set: [{name}]");
        var text = InputJson.Required(end, "id");
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw Refusals.Of(Invalid(text));
    }

    private static HubSpotError Invalid(string id) => new(400, $"{id} is not a valid ID")
    {
        Category = "VALIDATION_ERROR",
        SubCategory = "crm.associations.INVALID_IDENTIFIER",
        Context = [HubSpotError.In("id", id)],
    };
}
