using Integration.Connectors.Ports;
using Integration.Core.Records;

namespace Integration.Sync.Owners;

/// <summary>The owners of one system, kept for some minutes: they change a few times a month, and every handed-over record asks for two.</summary>
/// <remarks>Not remembered in the ledger: after a restart it is read again, which costs one to a few calls.</remarks>
internal sealed class OwnerDirectory(IConnector connector, TimeProvider time)
{
    /// <summary>How long a directory is believed.</summary>
    internal static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(5);
    /// <summary>How soon it is read again for an owner who is not in it: somebody who was just invited, or an id that nobody has.</summary>
    internal static readonly TimeSpan AgeForMiss = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim reading = new(1);
    private volatile OwnerList? known;

    /// <summary>The directory, read again where it is too old or lacks what is asked for.</summary>
    /// <param name="holds">Whether it has what the caller needs.</param>
    /// <param name="lane">Who goes first.</param>
    /// <param name="stop">Stops waiting.</param>
    /// <returns>A list, or a fault where none was ever read.</returns>
    public async Task<(OwnerList? List, Fault? Fault)> ListAsync(Func<OwnerList, bool> holds, Lane lane, CancellationToken stop)
    {
        if (Usable(holds) is { } enough) return (enough, null);
        await reading.WaitAsync(stop);
        try
        {
            if (Usable(holds) is { } meanwhile) return (meanwhile, null);
            var answer = await connector.OwnersAsync(new OwnersRequest(lane), stop);
            // An old directory beats none: at worst it names somebody who was deactivated since, and the vendor refuses the write.
            if (answer.Fault is { } fault) return known is { } old ? (old, null) : (null, fault);
            known = new OwnerList(answer.Owners, time.GetUtcNow());
            return (known, null);
        }
        finally
        {
            reading.Release();
        }
    }

    private OwnerList? Usable(Func<OwnerList, bool> holds)
    {
        if (known is not { } list) return null;
        var age = time.GetUtcNow() - list.ReadAt;
        return age < AgeForMiss || (age < AgeMax && holds(list)) ? list : null;
    }
}
