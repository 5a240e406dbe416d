using Integration.Connectors.Ports;

namespace Integration.Simulation.Tests.Engine.Scheduling;

/// <summary>One stream of chance per purpose, so that leaving out one operation does not change the luck of all others: else no plan could be shrunk.</summary>
internal sealed class Chance(int seed)
{
    private readonly Dictionary<string, Random> streams = new(StringComparer.Ordinal);

    public Random Of(string purpose) =>
        streams.TryGetValue(purpose, out var stream) ? stream : streams[purpose] = new Random(Seed(purpose));

    public bool Strikes(string purpose, double probability) => probability > 0 && Of(purpose).NextDouble() < probability;

    // The runtime draws string hashes anew for each process; FNV-1a stays.
    private int Seed(string purpose)
    {
        unchecked
        {
            var hash = 2166136261u ^ (uint)seed;
            foreach (var letter in purpose) hash = (hash ^ letter) * 16777619u;
            return (int)hash;
        }
    }
}

/// <summary>Ids of one process.</summary>
internal sealed class SeededEntropy(Random random) : IEntropy
{
    public Guid NextId(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        var at = now.ToUnixTimeMilliseconds();
        for (var place = 0; place < 6; place++) bytes[place] = (byte)((at >> (8 * (5 - place))) & 0xFF);
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }

    public double NextDouble() => random.NextDouble();
}
