using System.Collections.Immutable;
using Integration.Connectors.Ports;
using Integration.Core.Asks;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;

namespace Integration.Sync.Cycles;

/// <summary>One pair on its way around.</summary>
internal sealed class PairWork(Pair pair, Mapping? mapping, ImmutableArray<Ask> asks)
{
    /// <summary>As claimed.</summary>
    public Pair Pair { get; } = pair;
    public Mapping? Mapping { get; } = mapping;
    /// <summary>Open asks, in order.</summary>
    public ImmutableArray<Ask> Asks { get; } = asks;
    public Evidence? Evidence { get; set; }
    public Decision? Decision { get; set; }
    /// <summary>As decided; null while nothing is.</summary>
    public Pair? Decided => Decision switch
    {
        Decision.Settle settle => settle.Pair,
        Decision.Write write => write.Pair,
        _ => null,
    };
    /// <summary>Set when a read or a look-up failed: nothing can be decided in this cycle.</summary>
    public bool IsPostponed { get; private set; }
    public TimeSpan? RetryAfter { get; private set; }
    /// <summary>Neither decided nor postponed.</summary>
    public bool IsOpen => !IsPostponed && Mapping is not null && Decision is null or Decision.Look;

    public void Postpone(Fault fault)
    {
        IsPostponed = true;
        Decision = null;
        RetryAfter = fault.RetryAfter;
    }

    /// <summary>Nothing came of this cycle: another one, after the given time or the pair's backoff.</summary>
    public static Decision.Settle Later(Pair pair, TimeSpan? after, SyncLimits limits, DateTimeOffset now)
    {
        var attempts = pair.Attempts + 1;
        return new Decision.Settle(pair with { Attempts = attempts }) { DueAt = now + (after ?? limits.Backoff(attempts)) };
    }
}
