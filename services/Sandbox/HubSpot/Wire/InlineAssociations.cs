using System.Globalization;
using Integration.Sandbox.HubSpot.Associations;
using Integration.Sandbox.HubSpot.Properties;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>The <c>associations</c> of a read: one company can appear twice, once per type (facts/hubspot.md section 3.5).</summary>
internal static class InlineAssociations
{
    public static void Write(Exchange exchange, HubSpotRecord record, IReadOnlyList<string> asked)
    {
        if (asked.Count == 0) return;
        var links = exchange.Portal.Locked(state => asked.Distinct().Select(name => ObjectType.Named(name))
            .Select(to => (To: to, Links: state.Links.Of(record.Type, record.Id, to))).Where(each => each.Links.Count > 0).ToList());
        if (links.Count == 0) return;
        exchange.Json.WriteStartObject("associations");
        foreach (var (to, all) in links)
        {
            exchange.Json.WriteStartObject(to.Plural);
            exchange.Json.WriteStartArray("results");
            foreach (var (toId, name) in all.SelectMany(link => link.TypeIds.Select(id => (link.ToId, Name(AssociationTypes.Find(id)!)))))
            {
                exchange.Json.WriteStartObject();
                exchange.Json.WriteString("id", toId.ToString(CultureInfo.InvariantCulture));
                exchange.Json.WriteString("type", name);
                exchange.Json.WriteEndObject();
            }
            exchange.Json.WriteEndArray();
            exchange.Json.WriteEndObject();
        }
        exchange.Json.WriteEndObject();
    }

    private static string Name(AssociationType type)
    {
        var name = $"{type.From.Singular}_to_{type.To.Singular}";
        return type.Label is null && AssociationTypes.Primary(type.From, type.To) is not null ? name + "_unlabeled" : name;
    }
}
