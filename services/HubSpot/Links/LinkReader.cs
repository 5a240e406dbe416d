using Integration.Connectors.Batching;
using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.HubSpot.Client;

namespace Integration.HubSpot.Links;

/// <summary>Adds the primary company to contacts that were just read, where it is asked for.</summary>
internal sealed class LinkReader(HubSpotClient client, int inFlightMax)
{
    /// <summary>Ids of one call.</summary>
    private const int BatchMax = 1_000;
    private readonly BatchPump<string, LinkReadOutcome> pump = new(new LinkReadCall(client), new BatchPumpOptions { BatchMax = BatchMax, InFlightMax = inFlightMax });

    /// <summary>The same outcomes, the live ones with their primary company.</summary>
    /// <remarks>Where it cannot be read the record is not read at all: a field that is merely missing would be passed over, and its change with it.</remarks>
    public async Task<IReadOnlyList<ReadOutcome>> AddAsync(Lane lane, string objectName, IReadOnlyList<string> asked, IReadOnlyList<ReadOutcome> outcomes, CancellationToken stop)
    {
        if (!PrimaryCompany.IsAmong(objectName, asked)) return outcomes;
        var live = outcomes.Where(outcome => outcome.Seen is { Life.State: LifeState.Live }).Select(outcome => outcome.Key.Id).Distinct(StringComparer.Ordinal).ToList();
        var links = live.Zip(await pump.SubmitAsync(lane, live, stop)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return [.. outcomes.Select(outcome => outcome.Seen is { Life.State: LifeState.Live } ? With(outcome, links[outcome.Key.Id]) : outcome)];
    }

    private static ReadOutcome With(ReadOutcome outcome, LinkReadOutcome link) => link.Fault is { } fault
        ? new ReadOutcome(outcome.Key, null, fault)
        : outcome with { Seen = outcome.Seen! with { Values = outcome.Seen.Values.With(PrimaryCompany.Field, FieldValue.Of(link.CompanyId)) } };
}
