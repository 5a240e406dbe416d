using Integration.Connectors.Ports;

namespace Integration.Handoff.Tests.Rigs;

/// <summary>Ids in the order in which they are asked for; no chance at all.</summary>
internal sealed class CountedIds(int after = 0) : IEntropy
{
    private int last = after;

    public Guid NextId(DateTimeOffset now) => new(Interlocked.Increment(ref last), 0, 0x7000, new byte[8]);

    public double NextDouble() => 0;
}
