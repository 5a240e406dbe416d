using Integration.Connectors.Ports;
using Integration.HubSpot.Faults;
using Integration.HubSpot.Wire;

namespace Integration.HubSpot.Client;

/// <summary>Lets no call out before the credential is known to belong to the configured account: records of two companies mixed up cannot be taken apart again.</summary>
/// <param name="portalId">The account's number; 0 = not checked.</param>
internal sealed class AccountCheck(long portalId)
{
    private volatile bool isPassed = portalId == 0;
    private volatile Fault? refusal;

    /// <summary>Null = calls may go out. A refusal stays until the process is started anew: neither the credential nor the configuration changes before.</summary>
    /// <param name="ask">Asks for the account. Callers that come at the same time each ask, which costs a few calls once.</param>
    public async ValueTask<Fault?> FaultAsync(Func<Task<HubSpotAnswer<WireAccount>>> ask)
    {
        if (isPassed || refusal is not null) return refusal;
        var answer = await ask();
        if (answer.Value is { } account)
        {
            refusal = account.PortalId == portalId ? null : HubSpotFaults.OtherAccount(account.PortalId, portalId);
            isPassed = refusal is null;
            return refusal;
        }
        // A token without the right to ask still syncs; a token that is not taken at all, or a portal that is away, may answer otherwise later.
        isPassed = answer.Status is >= 400 and < 500 and not (401 or 408 or 423 or 429 or 477);
        return isPassed ? null : answer.Fault;
    }
}
