using Integration.Connectors.Ports;

namespace Integration.Salesforce.Tests.Worlds;

/// <summary>Chance under a seed; no id is asked of it here.</summary>
internal sealed class SeededEntropy : IEntropy
{
    private uint state = 2463534242;

    public Guid NextId(DateTimeOffset now) => throw new NotSupportedException("a connector makes no ids");

    public double NextDouble()
    {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return state / (uint.MaxValue + 1.0);
    }
}
