namespace Integration.Connectors.Ports;

/// <summary>The only source of ids and chance, so that the simulator can replay both.</summary>
public interface IEntropy
{
    /// <summary>A new UUID v7 for the given instant.</summary>
    Guid NextId(DateTimeOffset now);

    /// <summary>At least 0 and less than 1.</summary>
    double NextDouble();
}
