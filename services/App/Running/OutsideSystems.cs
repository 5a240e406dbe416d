using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Hosting.Chance;
using Integration.HubSpot;
using Integration.Salesforce;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.App.Running;

/// <summary>Both systems without ledger and feeds: for commands that look or set up, and run nothing.</summary>
internal sealed class OutsideSystems : IDisposable
{
    private readonly HubSpotWorker hubSpot;
    private readonly SalesforceWorker salesforce;

    public OutsideSystems(HubSpotOptions hubSpotOptions, SalesforceOptions salesforceOptions, TimeProvider time)
    {
        var (sink, entropy) = (new NoHints(), new SystemEntropy());
        hubSpot = new HubSpotWorker(hubSpotOptions, time, entropy, NullLoggerFactory.Instance);
        salesforce = new SalesforceWorker(salesforceOptions, [], sink, time, entropy);
    }

    public ISchemaReader Schemas(SystemName system) => system == SystemName.HubSpot ? hubSpot.Schema : salesforce.SchemaReader;

    public ISystemSetup Setup(SystemName system) => system == SystemName.HubSpot ? hubSpot.Setup : salesforce.Setup;

    public void Dispose()
    {
        hubSpot.Dispose();
        salesforce.Dispose();
    }

    // No feed runs here, so nothing can be told; if it is, acknowledging it would lose it.
    private sealed class NoHints : IHintSink
    {
        public Task StoreAsync(HintBatch batch, CancellationToken stop) => throw new InvalidOperationException("this command takes no hints");

        public Task<string?> CursorAsync(string name, CancellationToken stop) => Task.FromResult<string?>(null);

        public Task CountAsync(string counter, long count, CancellationToken stop) => Task.CompletedTask;

        public Task GaugeAsync(string name, string json, CancellationToken stop) => Task.CompletedTask;
    }
}
