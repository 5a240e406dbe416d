using System.Text.Json.Nodes;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Systems;

namespace Integration.Simulation.Tests.References.Town;

/// <summary>Who may own records: five people, three of them in both systems, one in each alone.</summary>
internal sealed class OwnersOfBoth
{
    private static readonly string[] Addresses = ["nora@town.test", "omar@town.test", "pia@town.test", "marketer@town.test", "rep@town.test"];
    private readonly Outside outside;
    private readonly string?[] inHubSpot, inSalesforce;
    private readonly Dictionary<(SystemName System, string Id), DateTimeOffset> dismissed = [];

    public OwnersOfBoth(Outside outside)
    {
        this.outside = outside;
        inHubSpot = [.. Addresses.Select((address, at) => at == 4 ? null : outside.HubSpot.Seed("owners", [new Dictionary<string, string?> { ["email"] = address, ["firstName"] = "A", ["lastName"] = "B" }])["ids"]![0]!.GetValue<string>())];
        // Another case than in HubSpot.
        inSalesforce = [.. Addresses.Select((address, at) => at == 3 ? null : outside.Salesforce.Seed("User", [new Dictionary<string, string?> { ["Username"] = address, ["Email"] = address.ToUpperInvariant(), ["LastName"] = address, ["Alias"] = $"own{at}" }])["ids"]![0]!.GetValue<string>())];
    }

    /// <summary>The id of one of the five; null where they are not in that system.</summary>
    public string? IdOf(SystemName system, int owner) => owner < 0 ? null : (system == SystemName.HubSpot ? inHubSpot : inSalesforce)[owner];

    /// <summary>As the real readers give them.</summary>
    public IReadOnlyList<Owner> In(SystemName system)
    {
        if (system == SystemName.HubSpot) return outside.HubSpot.Locked(state => state.Owners.All.Select(owner => new Owner(owner.Id, owner.Archived ? OwnerKind.Inactive : OwnerKind.Active, owner.Email)).ToList());
        var org = outside.Salesforce;
        return
        [
            .. org.Query(org.Integration, "SELECT Id, Email, IsActive FROM User WHERE UserType = 'Standard'").Select(row => new Owner(row["Id"]!.GetValue<string>(),
                row["Id"]!.GetValue<string>() == org.Integration.UserId ? OwnerKind.Service : row["IsActive"]!.GetValue<bool>() ? OwnerKind.Active : OwnerKind.Inactive, row["Email"]?.GetValue<string>())),
            .. org.Query(org.Integration, "SELECT Id FROM Group WHERE Type = 'Queue'").Select(row => new Owner(row["Id"]!.GetValue<string>(), OwnerKind.Queue)),
        ];
    }

    /// <summary>Deactivates an owner in a system, or activates them again.</summary>
    public void Set(SystemName system, int owner, bool isActive, DateTimeOffset now)
    {
        if (IdOf(system, owner) is not { } id) return;
        if (isActive) dismissed.Remove((system, id));
        else dismissed.TryAdd((system, id), now);
        if (system == SystemName.HubSpot) outside.HubSpot.Locked(state => state.Owners.Put(Addresses[owner], "A", "B", !isActive, now));
        else outside.Salesforce.Act(new JsonObject { ["action"] = "edit", ["object"] = "User", ["id"] = id, ["fields"] = new JsonObject { ["IsActive"] = isActive } });
    }

    /// <summary>When a look at the owners last failed: an old list beats none.</summary>
    public DateTimeOffset LastFailed { get; set; }

    /// <summary>Whether somebody who may not be given records was dismissed before a moment.</summary>
    public bool WasDismissedBefore(SystemName system, string id, DateTimeOffset when) => dismissed.TryGetValue((system, id), out var since) && since < when;

    /// <summary>The ids in the other system of an owner's namesakes, active ones first; the oracle's own reading of "matched by address".</summary>
    public (OwnerKind? Kind, IReadOnlyList<string> Active, IReadOnlyList<string> Inactive) Namesakes(SystemName system, string? id)
    {
        var own = id is null ? null : In(system).FirstOrDefault(owner => owner.Id == id);
        if (own?.Email is not { } address) return (own?.Kind, [], []);
        var same = In(system.Other()).Where(owner => string.Equals(owner.Email, address, StringComparison.OrdinalIgnoreCase)).ToList();
        return (own.Kind, [.. same.Where(owner => owner.Kind == OwnerKind.Active).Select(owner => owner.Id)], [.. same.Where(owner => owner.Kind == OwnerKind.Inactive).Select(owner => owner.Id)]);
    }

}
