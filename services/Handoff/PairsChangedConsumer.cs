using Integration.Connectors.Bells;
using Integration.Messages;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Handoff;

/// <summary>The bus entry: Sync finished cycles, so the loop is rung.</summary>
public sealed class PairsChangedConsumer([FromKeyedServices(HandoffServices.BellKey)] Bell bell) : IConsumer<PairsChanged>
{
    /// <inheritdoc />
    public Task Consume(ConsumeContext<PairsChanged> context)
    {
        bell.Ring(context.Message.Count);
        return Task.CompletedTask;
    }
}
