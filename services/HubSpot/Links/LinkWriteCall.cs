using Integration.Connectors.Batching;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.HubSpot.Client;
using Integration.HubSpot.Faults;
using Integration.HubSpot.Wire;
using Integration.HubSpot.Writes;

namespace Integration.HubSpot.Links;

/// <summary>One contact's primary company to be set, or to be taken away.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="CompanyId">The company to be linked, or to be unlinked.</param>
/// <param name="IsRemoval">Takes the primary mark away; the plain association stays.</param>
internal sealed record LinkWrite(string ContactId, string CompanyId, bool IsRemoval);

/// <summary>Writes primary companies, up to 1,000 in one call. Setting one takes the place of the former; repeating it changes nothing.</summary>
internal sealed class LinkWriteCall(HubSpotClient client) : IBatchCall<LinkWrite, WriteEnd>
{
    /// <summary>Links of one call; HubSpot takes 2,000, and an answer of half the size is less to lose.</summary>
    public const int BatchMax = 1_000;

    /// <inheritdoc />
    public string GroupOf(LinkWrite item) => item.IsRemoval ? "remove" : "set";

    /// <inheritdoc />
    public string KeyOf(LinkWrite item) => item.ContactId;

    /// <inheritdoc />
    public async Task<IReadOnlyList<WriteEnd>> SendAsync(Lane lane, IReadOnlyList<LinkWrite> batch)
    {
        if (batch[0].IsRemoval)
        {
            var removed = await client.UnlinkAsync(lane, PrimaryCompany.From, PrimaryCompany.To, PrimaryCompany.TypeId, Ends(batch), CancellationToken.None);
            return removed.Value is not null ? [.. batch.Select(item => Done(item, removed.StartedAt, removed.EndedAt))] : await FailedAsync(lane, batch, removed.Fate, removed.Status, removed.Fault!, removed.Error);
        }
        var answer = await client.LinkAsync(lane, PrimaryCompany.From, PrimaryCompany.To, PrimaryCompany.TypeId, Ends(batch), CancellationToken.None);
        if (answer.Value is not { } made) return await FailedAsync(lane, batch, answer.Fate, answer.Status, answer.Fault!, answer.Error);
        var done = made.Results.Select(each => (each.FromObjectId, each.ToObjectId)).ToHashSet();
        var open = batch.Where(item => !done.Contains((item.ContactId, item.CompanyId))).ToList();
        // An error names one id without saying whose; sent again by halves, until the refused one is alone, nothing has to be guessed.
        var again = new Queue<WriteEnd>(open.Count == 0 ? [] : open.Count < batch.Count || batch.Count > 1 ? await ApartAsync(lane, open, batch.Count)
            : [made.Errors is [var error, ..] ? Refused(StatusOf(error), error) : new WriteEnd(WriteResult.Unknown, null, HubSpotFaults.ResultMissing(PrimaryCompany.From))]);
        return [.. batch.Select(item => done.Contains((item.ContactId, item.CompanyId)) ? Done(item, answer.StartedAt, answer.EndedAt) : again.Dequeue())];
    }

    /// <inheritdoc />
    public WriteEnd Failed(LinkWrite item, Fault fault, bool mayHaveBeenSent) => new(mayHaveBeenSent ? WriteResult.Unknown : WriteResult.NotApplied, null, fault);

    private async Task<IReadOnlyList<WriteEnd>> ApartAsync(Lane lane, IReadOnlyList<LinkWrite> open, int outOf)
    {
        if (open.Count < outOf) return await SendAsync(lane, open);
        var half = open.Count / 2;
        return [.. await SendAsync(lane, [.. open.Take(half)]), .. await SendAsync(lane, [.. open.Skip(half)])];
    }

    private async Task<IReadOnlyList<WriteEnd>> FailedAsync(Lane lane, IReadOnlyList<LinkWrite> batch, CallFate fate, int status, Fault fault, WireError? error) => fate switch
    {
        CallFate.Refused when fault.Class != FaultClass.Side && batch.Count > 1 => await ApartAsync(lane, batch, batch.Count),
        CallFate.Refused when fault.Class != FaultClass.Side => [Refused(status, error ?? new WireError())],
        CallFate.Refused or CallFate.NotApplied => [.. batch.Select(_ => new WriteEnd(WriteResult.NotApplied, null, fault))],
        _ => [.. batch.Select(_ => new WriteEnd(WriteResult.Unknown, null, fault))],
    };

    // One of the two is merged away or deleted by now: its own pair learns of that, and the next look knows better.
    private static WriteEnd Refused(int status, WireError error)
    {
        var fault = HubSpotFaults.OfRecord(PrimaryCompany.From, isCreate: false, status, error);
        var isGone = fault.Class == FaultClass.Record;
        return new WriteEnd(fault.Class is FaultClass.Side or FaultClass.Transient ? WriteResult.NotApplied : WriteResult.Rejected, null, isGone
            ? new Fault(FaultClass.Identity, fault.Code, "HubSpot does not take the association: the contact or the company was merged or deleted.", "Both are read again by themselves.")
            : fault);
    }

    private static int StatusOf(WireError error) => error.Category == "OBJECT_NOT_FOUND" ? 404 : 207;

    private static IReadOnlyList<(string From, string To)> Ends(IReadOnlyList<LinkWrite> batch) => [.. batch.Select(item => (item.ContactId, item.CompanyId))];

    private static WriteEnd Done(LinkWrite item, DateTimeOffset startedAt, DateTimeOffset endedAt) =>
        new(WriteResult.Done, new WireRecord { Id = item.ContactId, Properties = new Dictionary<string, string?> { [PrimaryCompany.Field] = item.IsRemoval ? null : item.CompanyId } }, null) { StartedAt = startedAt, EndedAt = endedAt };
}
