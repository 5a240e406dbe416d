using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Core.Routing;
using Integration.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Sync.Owners;

/// <summary>Looks every few minutes whether users of the sales team were deactivated in Salesforce, and says so in the ledger: what they own is reassigned.</summary>
/// <remarks>No feed tells of users. The directory is one call of Salesforce for up to 2,000 of them.</remarks>
public sealed class OwnerWatch(ILedger ledger, IConnector salesforce, TimeProvider time, Action<int>? ringHandoff, ILogger<OwnerWatch> log) : BackgroundService
{
    /// <summary>For how long somebody who was deactivated may still be given something.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    private volatile IReadOnlyCollection<string> team = [];

    /// <summary>Whom to look after: Salesforce user ids, 18 characters. Nobody at first.</summary>
    public void Watch(IReadOnlyCollection<string> salesforceIds) => team = salesforceIds;

    /// <summary>Looks once.</summary>
    /// <returns>Whether somebody went or came back.</returns>
    public async Task<bool> LookAsync(CancellationToken stop)
    {
        var ids = team;
        if (ids.Count == 0) return false;
        var answer = await salesforce.OwnersAsync(new OwnersRequest(Lane.Bulk), stop);
        if (answer.Fault is { } fault)
        {
            log.LogWarning("Whether somebody of the team was deactivated cannot be told ({Code}: {Reason}); it is asked again", fault.Code, fault.Reason);
            return false;
        }
        var gone = InactiveUsers.Write(answer.Owners.Where(owner => owner.Kind == OwnerKind.Inactive).Select(owner => owner.Id).Intersect(ids, StringComparer.Ordinal));
        if (gone == (await ledger.CursorAsync(InactiveUsers.Cursor, stop) ?? "")) return false;
        await ledger.TouchAsync([], new CursorValue(InactiveUsers.Cursor, gone), time.GetUtcNow(), stop);
        ringHandoff?.Invoke(1);
        return true;
    }

    /// <summary>Looks until stopped.</summary>
    public Task RunAsync(CancellationToken stop) => Rounds.EveryAsync(Period, "The look after the team", LookAsync, time, log, stop);

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);
}
