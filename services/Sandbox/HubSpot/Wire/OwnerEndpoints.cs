using System.Globalization;
using System.Text.Json;
using Integration.Sandbox.HubSpot.Errors;
using Integration.Sandbox.HubSpot.Owners;
using Integration.Sandbox.HubSpot.Records;

namespace Integration.Sandbox.HubSpot.Wire;

/// <summary>Owners, read-only: facts/hubspot.md section 3.6.</summary>
internal static class OwnerEndpoints
{
    public static void Map(RouteMap routes)
    {
        routes.Get(routes.Version.Owners, List, _ => "crm.objects.owners.read");
        routes.Get(routes.Version.Owners + "/{id}", Get, _ => "crm.objects.owners.read");
    }

    private static void List(Exchange exchange)
    {
        var (email, archived, limit) = (exchange.Query("email"), exchange.QueryFlag("archived"), exchange.QueryNumber("limit", 100, 500));
        var after = long.TryParse(exchange.Query("after"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
        var owners = exchange.Portal.Locked(state => state.Owners.List(archived)
            .Where(owner => email is null || string.Equals(owner.Email, email, StringComparison.OrdinalIgnoreCase))
            .Select(owner => (Owner: owner, Id: long.Parse(owner.Id, CultureInfo.InvariantCulture)))
            .Where(each => each.Id >= after).OrderBy(each => each.Id).Take(limit + 1).ToList());
        exchange.Json.WriteStartObject();
        exchange.Json.WriteStartArray("results");
        foreach (var (owner, _) in owners.Take(limit)) Write(exchange.Json, owner);
        exchange.Json.WriteEndArray();
        if (owners.Count > limit) RecordEndpoints.WritePaging(exchange, exchange.Version.Owners, owners[limit].Owner.Id, limit);
        exchange.Json.WriteEndObject();
    }

    private static void Get(Exchange exchange)
    {
        var (id, archived, byUser) = (exchange.Route("id"), exchange.QueryFlag("archived"), exchange.Query("idProperty") == "userId");
        var owner = exchange.Portal.Locked(state => byUser && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var userId) ? state.Owners.OfUser(userId) : state.Owners.Find(id));
        if (owner is null || owner.Archived != archived) throw Refusals.NotFound();
        Write(exchange.Json, owner);
    }

    private static void Write(Utf8JsonWriter json, HubSpotOwner owner)
    {
        json.WriteStartObject();
        json.WriteString("id", owner.Id);
        json.WriteString("email", owner.Email);
        json.WriteString("type", "PERSON");
        json.WriteString("firstName", owner.FirstName);
        json.WriteString("lastName", owner.LastName);
        if (owner.Archived) json.WriteNull("userId");
        else json.WriteNumber("userId", owner.UserId);
        json.WriteNumber("userIdIncludingInactive", owner.UserId);
        json.WriteString("createdAt", WireTime.Iso(owner.CreatedAt));
        json.WriteString("updatedAt", WireTime.Iso(owner.UpdatedAt));
        json.WriteBoolean("archived", owner.Archived);
        if (!owner.Archived)
        {
            json.WriteStartArray("teams");
            json.WriteStartObject();
            json.WriteString("id", "368389");
            json.WriteString("name", "Inside sales");
            json.WriteBoolean("primary", true);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
