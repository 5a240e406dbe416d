using Integration.Connectors.Ports;
using Integration.HubSpot.Client;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Owners;

/// <summary>Reads everybody who owns records, or did: HubSpot lists the deactivated apart from the others (facts/hubspot.md section 3.6).</summary>
internal sealed class OwnerReader(HubSpotClient client)
{
    // 100 a page: more owners than any portal has, and the end of a list whose pages never end.
    private const int PagesMax = 1_000;

    /// <summary>All of them, or the fault that kept them.</summary>
    public async Task<OwnersAnswer> ReadAsync(OwnersRequest request, CancellationToken stop)
    {
        var owners = new List<Owner>();
        foreach (var archived in (bool[])[false, true])
        {
            string? after = null;
            for (var page = 0; page < PagesMax; page++)
            {
                var answer = await client.OwnersAsync(request.Lane, after, archived, stop);
                if (answer.Value is not { } read) return new OwnersAnswer([], answer.Fault);
                owners.AddRange(read.Results.Select(owner => Of(owner, archived)));
                if (read.Paging?.Next?.After is not { Length: > 0 } next || next == after) break;
                after = next;
            }
        }
        return new OwnersAnswer([.. owners.DistinctBy(owner => owner.Id)]);
    }

    private static Owner Of(WireOwner owner, bool archived) => new(owner.Id,
        owner.Type == "QUEUE" ? OwnerKind.Queue : archived || owner.Archived ? OwnerKind.Inactive : OwnerKind.Active, owner.Email);
}
