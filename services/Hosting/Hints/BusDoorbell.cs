using Integration.Messages;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Integration.Hosting.Hints;

/// <summary>Rings Sync of other processes.</summary>
public sealed class BusDoorbell(IBus bus, TimeProvider time, ILogger<BusDoorbell> log) : BusBell<RecordsTouched>(bus, time, log), IDoorbell
{
    /// <inheritdoc />
    protected override RecordsTouched Merged(RecordsTouched one, RecordsTouched other) => one with { Lane = one.Lane < other.Lane ? one.Lane : other.Lane, Count = one.Count + other.Count };
}

/// <summary>Rings Handoff of other processes.</summary>
public sealed class BusHandoffDoorbell(IBus bus, TimeProvider time, ILogger<BusHandoffDoorbell> log) : BusBell<PairsChanged>(bus, time, log)
{
    /// <inheritdoc />
    protected override PairsChanged Merged(PairsChanged one, PairsChanged other) => new(one.Count + other.Count);
}
