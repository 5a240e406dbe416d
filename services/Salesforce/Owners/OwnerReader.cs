using System.Text.Json;
using Integration.Connectors.Ports;
using Integration.Salesforce.Client;
using Integration.Salesforce.Wire;

namespace Integration.Salesforce.Owners;

/// <summary>Reads everybody who owns records, or did, and the queues: two queries, and a call that tells which user we are (facts/salesforce.md, User and Group).</summary>
internal sealed class OwnerReader(SalesforceClient client)
{
    // Members of portals and communities are users too, by the million in some orgs, and own no leads.
    private const string Users = "SELECT Id, Email, IsActive FROM User WHERE UserType = 'Standard' LIMIT 100000";
    private const string Queues = "SELECT Id FROM Group WHERE Type = 'Queue' LIMIT 10000";

    /// <summary>All of them, or the fault that kept them.</summary>
    public async Task<OwnersAnswer> ReadAsync(OwnersRequest request, CancellationToken stop)
    {
        var users = await client.QueryAsync(Users, withDeleted: false, request.Lane, stop);
        if (users.Value is null) return new OwnersAnswer([], users.Fault);
        var queues = await client.QueryAsync(Queues, withDeleted: false, request.Lane, stop);
        if (queues.Value is null) return new OwnersAnswer([], queues.Fault);
        var us = await client.UserAsync(request.Lane, stop);
        if (us.Value is null) return new OwnersAnswer([], us.Fault);
        var ourId = SalesforceIds.TryNormalise(us.Value["user_id"]?.ToString(), out var normal) ? normal : null;
        return new OwnersAnswer([.. users.Value.Select(row => User(row, ourId)).Concat(queues.Value.Select(Queue)).OfType<Owner>().DistinctBy(owner => owner.Id)]);
    }

    private static Owner? User(JsonElement row, string? ourId) => SalesforceIds.TryNormalise(FieldText.TextOf(row, "Id"), out var id)
        ? new Owner(id, id == ourId ? OwnerKind.Service : FieldText.IsTrue(row, "IsActive") ? OwnerKind.Active : OwnerKind.Inactive, FieldText.TextOf(row, "Email"))
        : null;

    private static Owner? Queue(JsonElement row) => SalesforceIds.TryNormalise(FieldText.TextOf(row, "Id"), out var id) ? new Owner(id, OwnerKind.Queue) : null;
}
