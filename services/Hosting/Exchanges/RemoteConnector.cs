using Integration.Connectors.Ports;
using Integration.Core.Records;
using Integration.Hosting.Buses;
using Integration.Messages;
using MassTransit;
using Microsoft.Extensions.Logging;
using Fault = Integration.Connectors.Ports.Fault;

namespace Integration.Hosting.Exchanges;

/// <summary>A worker in another process, asked over the bus.</summary>
/// <remarks>
/// Keeps the port's promise whatever the bus does: one outcome per item. A question without an answer is a transient fault; a
/// write without an answer is <see cref="WriteResult.Unknown"/>, since the worker may have carried it out. A request is sent
/// once and never again by the bus.
/// </remarks>
public sealed class RemoteConnector(SystemName system, IClientFactory clients, BusOptions options, TimeProvider time, ILogger<RemoteConnector> log) : IConnector
{
    private readonly Uri queue = new($"queue:{options.QueueOf(system)}");

    /// <inheritdoc />
    public SystemName System => system;

    /// <inheritdoc />
    public async Task<ReadAnswer> ReadAsync(ReadRequest request, CancellationToken stop)
    {
        if (request.Keys.Count == 0) return new ReadAnswer([]);
        var (answer, fault) = await AskAsync<ReadRecords, RecordsRead>(new ReadRecords(request), options.ReadTimeout, stop);
        var outcomes = (answer?.Answer.Outcomes ?? []).DistinctBy(outcome => outcome.Key).ToDictionary(outcome => outcome.Key);
        return new ReadAnswer([.. request.Keys.Distinct().Select(key => outcomes.GetValueOrDefault(key) ?? new ReadOutcome(key, null, fault ?? LeftOut()))]);
    }

    /// <inheritdoc />
    public async Task<FindAnswer> FindAsync(FindRequest request, CancellationToken stop)
    {
        if (request.Finds.Count == 0) return new FindAnswer([]);
        var (answer, fault) = await AskAsync<FindRecords, RecordsFound>(new FindRecords(request), options.ReadTimeout, stop);
        var outcomes = (answer?.Answer.Outcomes ?? []).DistinctBy(outcome => outcome.Ref).ToDictionary(outcome => outcome.Ref);
        return new FindAnswer([.. request.Finds.Select(find => outcomes.GetValueOrDefault(find.Ref) ?? new FindOutcome(find.Ref, [], fault ?? LeftOut()))]);
    }

    /// <inheritdoc />
    public async Task<OwnersAnswer> OwnersAsync(OwnersRequest request, CancellationToken stop)
    {
        var (answer, fault) = await AskAsync<ReadOwners, OwnersRead>(new ReadOwners(request), options.ReadTimeout, stop);
        return answer?.Answer ?? new OwnersAnswer([], fault);
    }

    /// <inheritdoc />
    public async Task<WriteAnswer> WriteAsync(WriteRequest request, CancellationToken stop)
    {
        if (request.Writes.Count == 0) return new WriteAnswer([]);
        var (answer, fault) = await AskAsync<WriteRecords, RecordsWritten>(new WriteRecords(request), options.WriteTimeout, stop);
        var outcomes = (answer?.Answer.Outcomes ?? []).DistinctBy(outcome => outcome.IntentId).ToDictionary(outcome => outcome.IntentId);
        return new WriteAnswer([.. request.Writes.Select(write => outcomes.GetValueOrDefault(write.Intent.Id)
            ?? new WriteOutcome(write.Intent.Id, WriteResult.Unknown) { Fault = fault ?? LeftOut() })]);
    }

    private async Task<(TAnswer? Answer, Fault? Fault)> AskAsync<TQuestion, TAnswer>(TQuestion question, TimeSpan timeout, CancellationToken stop)
        where TQuestion : class
        where TAnswer : class
    {
        using var asked = clients.CreateRequestClient<TQuestion>(queue).Create(question, stop, timeout);
        // Else a write that nobody took would wait in the queue and be carried out by the next worker, hours after its intent was given up.
        // Half, so that whoever takes it at the last moment begins well before the asker gives up and looks.
        asked.TimeToLive = timeout / 2;
        try
        {
            // The client's own time-out begins once the broker took the message; with the broker away that may be never.
            var response = await asked.GetResponse<TAnswer>().WaitAsync(timeout + TimeSpan.FromSeconds(1), time, stop);
            return (response.Message, null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure) when (failure is RequestException or TimeoutException or OperationCanceledException or MassTransitException)
        {
            var fault = FaultOf(failure, timeout);
            log.LogWarning("{Question} to {Queue} failed: {Code} {Reason}", typeof(TQuestion).Name, queue, fault.Code, fault.Reason);
            return (null, fault);
        }
    }

    private Fault FaultOf(Exception failure, TimeSpan timeout) => failure switch
    {
        RequestFaultException fault => new Fault(FaultClass.Transient, "WORKER_FAILED",
            $"the {system} worker failed: {string.Join("; ", fault.Fault?.Exceptions.Select(inner => inner.ExceptionType) ?? [])}", "look at the worker's log; it is tried again"),
        RequestTimeoutException or TimeoutException => new Fault(FaultClass.Transient, "BUS_TIMEOUT",
            $"the {system} worker did not answer within {timeout.TotalSeconds:0} s", $"is a process with the role {options.QueueOf(system)[options.Prefix.Length..]} running, and the broker up?"),
        _ => new Fault(FaultClass.Transient, "BUS_FAILED", $"the bus could not carry the request: {failure.GetType().Name}", "is the broker up? it is tried again"),
    };

    private static Fault LeftOut() => new(FaultClass.Transient, "NO_OUTCOME", "the worker's answer left this record out", "nothing to do: it is tried again; report it if it stays");
}
