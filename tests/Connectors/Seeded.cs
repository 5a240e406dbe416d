using Integration.Connectors.Ports;

namespace Integration.Connectors.Tests;

/// <summary>Chance from a stated seed.</summary>
internal sealed class Seeded(int seed) : IEntropy
{
#pragma warning disable RS0030 // The seed is the caller's.
    private readonly Random random = new(seed);
#pragma warning restore RS0030

    public double NextDouble() => random.NextDouble();

    public Guid NextId(DateTimeOffset now)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
