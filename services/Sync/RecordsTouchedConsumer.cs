using Integration.Connectors.Bells;
using Integration.Core.Records;
using Integration.Messages;
using MassTransit;

namespace Integration.Sync;

/// <summary>The bus entry: a worker stored hints, so the loop is rung.</summary>
public sealed class RecordsTouchedConsumer(Bell bell) : IConsumer<RecordsTouched>
{
    /// <inheritdoc />
    public Task Consume(ConsumeContext<RecordsTouched> context)
    {
        bell.Ring(context.Message.Count, context.Message.Lane);
        return Task.CompletedTask;
    }
}
