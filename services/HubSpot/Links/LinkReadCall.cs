using Integration.Connectors.Batching;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.HubSpot.Client;

namespace Integration.HubSpot.Links;

/// <summary>The primary company of one contact: its id, null for none; or why it is not known.</summary>
internal sealed record LinkReadOutcome(string? CompanyId, Fault? Fault);

/// <summary>Reads the primary companies of up to 1,000 contacts in one call.</summary>
internal sealed class LinkReadCall(HubSpotClient client) : IBatchCall<string, LinkReadOutcome>
{
    /// <inheritdoc />
    public string GroupOf(string item) => PrimaryCompany.From;

    /// <inheritdoc />
    public string KeyOf(string item) => item;

    /// <inheritdoc />
    public async Task<IReadOnlyList<LinkReadOutcome>> SendAsync(Lane lane, IReadOnlyList<string> batch)
    {
        var primary = new Dictionary<string, string>(StringComparer.Ordinal);
        // A contact of very many companies has them on several pages, and the primary one may be on any.
        IReadOnlyList<(string Id, string? After)> open = [.. batch.Select(id => (id, (string?)null))];
        while (open.Count > 0)
        {
            var answer = await client.ReadLinksAsync(lane, PrimaryCompany.From, PrimaryCompany.To, open, CancellationToken.None);
            if (answer.Value is not { } links) return [.. batch.Select(id => Failed(id, answer.Fault!, mayHaveBeenSent: true))];
            foreach (var link in links.Results)
                if (link.To.FirstOrDefault(to => to.AssociationTypes.Any(type => type.TypeId == PrimaryCompany.TypeId)) is { ToObjectId: { } company }) primary[link.From.Id!] = company;
            var asked = open.ToDictionary(each => each.Id, each => each.After, StringComparer.Ordinal);
            // A page that stands still would be read for ever.
            open = [.. links.Results.Where(link => !primary.ContainsKey(link.From.Id!) && link.Paging?.Next?.After is { Length: > 0 } after && asked.TryGetValue(link.From.Id!, out var last) && after != last)
                .Select(link => (link.From.Id!, link.Paging!.Next!.After))];
        }
        // Contacts without any company are told as errors of the answer, or left out: both mean none.
        return [.. batch.Select(id => new LinkReadOutcome(primary.GetValueOrDefault(id), null))];
    }

    /// <inheritdoc />
    public LinkReadOutcome Failed(string item, Fault fault, bool mayHaveBeenSent) => new(null, fault);
}
