using Integration.Connectors.Ports;
using Integration.Messages;
using MassTransit;
using Fault = Integration.Connectors.Ports.Fault;

namespace Integration.Hosting.Exchanges;

/// <summary>Answers reads for the worker of this process.</summary>
internal sealed class ReadConsumer(IConnector connector) : IConsumer<ReadRecords>
{
    public async Task Consume(ConsumeContext<ReadRecords> context) =>
        await context.RespondAsync(new RecordsRead(await connector.ReadAsync(context.Message.Request, context.CancellationToken)));
}

/// <summary>Answers look-ups for the worker of this process.</summary>
internal sealed class FindConsumer(IConnector connector) : IConsumer<FindRecords>
{
    public async Task Consume(ConsumeContext<FindRecords> context) =>
        await context.RespondAsync(new RecordsFound(await connector.FindAsync(context.Message.Request, context.CancellationToken)));
}

/// <summary>Answers who owns records for the worker of this process.</summary>
internal sealed class OwnersConsumer(IConnector connector) : IConsumer<ReadOwners>
{
    public async Task Consume(ConsumeContext<ReadOwners> context) =>
        await context.RespondAsync(new OwnersRead(await connector.OwnersAsync(context.Message.Request, context.CancellationToken)));
}

/// <summary>Carries writes out, at most once per message.</summary>
/// <remarks>
/// The broker may deliver a message again (a worker died before it acknowledged), or late (the worker was down). By then the asker
/// has taken the outcome as unknown, looked, and perhaps sent another intent: sending now could put an old value over a newer one (P3).
/// </remarks>
internal sealed class WriteConsumer(IConnector connector, TimeProvider time) : IConsumer<WriteRecords>
{
    public async Task Consume(ConsumeContext<WriteRecords> context) => await context.RespondAsync(new RecordsWritten(await AnswerAsync(context)));

    private async Task<WriteAnswer> AnswerAsync(ConsumeContext<WriteRecords> context)
    {
        var request = context.Message.Request;
        if (context.ReceiveContext.Redelivered)
            return All(request, WriteResult.Unknown, new Fault(FaultClass.Transient, "REDELIVERED", "the worker that had these writes went away before it answered", "nothing to do: the records are looked at"));
        if (context.ExpirationTime is { } expiry && time.GetUtcNow().UtcDateTime > expiry.ToUniversalTime())
            return All(request, WriteResult.NotApplied, new Fault(FaultClass.Transient, "EXPIRED", "the writes waited too long for a worker and were not begun", "are there enough workers, and do the machines' clocks agree?"));
        return await connector.WriteAsync(request, context.CancellationToken);
    }

    private static WriteAnswer All(WriteRequest request, WriteResult result, Fault fault) =>
        new([.. request.Writes.Select(write => new WriteOutcome(write.Intent.Id, result) { Fault = fault })]);
}
