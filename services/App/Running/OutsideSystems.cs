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
        var entropy = new SystemEntropy();
        hubSpot = new HubSpotWorker(hubSpotOptions, time, entropy, NullLoggerFactory.Instance);
        salesforce = new SalesforceWorker(salesforceOptions, time, entropy, NullLoggerFactory.Instance);
    }

    public ISchemaReader Schemas(SystemName system) => system == SystemName.HubSpot ? hubSpot.Schema : salesforce.Schema;

    /// <summary>Number of the account that the HubSpot credential belongs to; null when it does not tell.</summary>
    public Task<long?> HubSpotPortalAsync(CancellationToken stop) => hubSpot.AccountAsync(stop);

    /// <summary>Reads, finds and writes; with an allowance of its own, beside that of a running service.</summary>
    public IConnector Connector(SystemName system) => system == SystemName.HubSpot ? hubSpot.Connector : salesforce.Connector;

    public ISystemSetup Setup(SystemName system) => system == SystemName.HubSpot ? hubSpot.Setup : salesforce.Setup;

    public void Dispose()
    {
        hubSpot.Dispose();
        salesforce.Dispose();
    }
}
