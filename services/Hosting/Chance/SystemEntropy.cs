using System.Security.Cryptography;
using Integration.Connectors.Ports;

namespace Integration.Hosting.Chance;

/// <summary>Real randomness: the only place of the service that has any. Safe from any thread.</summary>
public sealed class SystemEntropy : IEntropy
{
    // Ids become unique keys in both systems (integration_key, Integration_Key__c): v7 keeps the ledger's index in order of time.
#pragma warning disable RS0030 // This is the IEntropy that the ban points to.
    /// <inheritdoc />
    public Guid NextId(DateTimeOffset now) => Guid.CreateVersion7(now);
#pragma warning restore RS0030

    /// <inheritdoc />
    public double NextDouble()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return (BitConverter.ToUInt64(bytes) >> 11) * (1.0 / (1UL << 53)); // 53 bits: all that a double between 0 and 1 can tell apart.
    }
}
