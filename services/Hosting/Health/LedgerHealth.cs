using Integration.Ledger;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Integration.Hosting.Health;

/// <summary>Asks the ledger for a cursor: without the ledger nothing can be acknowledged and nothing decided.</summary>
internal sealed class LedgerHealth(ILedger ledger) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await ledger.CursorAsync("health", cancellationToken);
            return HealthCheckResult.Healthy("reachable");
        }
        catch (LedgerUnavailableException unavailable)
        {
            return HealthCheckResult.Unhealthy(unavailable.Message);
        }
    }
}
