using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.Simulation.Tests.Engine.Scheduling;
using Integration.Simulation.Tests.Engine.Workers;
using Integration.Simulation.Tests.Handoffs.Company;
using Integration.Simulation.Tests.Handoffs.Mutants;

namespace Integration.Simulation.Tests.Handoffs.Workers;

/// <summary>A connector of the sync's simulator that reads tasks and opportunities as well, with the people they belong to, and makes what asks want made.</summary>
internal sealed class HandoffConnector(IConnector inner, Process process, HandoffSurroundings around) : IConnector
{
    private static readonly Fault Timeout = new(FaultClass.Transient, "TIMEOUT", "No answer came.", "It is tried again by itself.");
    private static readonly Fault Busy = new(FaultClass.Transient, "RATE_LIMIT", "Too many calls.", "It is tried again by itself.") { RetryAfter = TimeSpan.FromSeconds(10) };

    private Office Office => around.Office;

    public SystemName System => inner.System;

    public async Task<ReadAnswer> ReadAsync(ReadRequest request, CancellationToken stop)
    {
        var answer = await inner.ReadAsync(request with { Fields = Known(request.Fields) }, stop);
        return new ReadAnswer([.. answer.Outcomes.Select(outcome => outcome.Seen is { } seen && outcome.Key.Object is "Task" or "Opportunity" ? outcome with { Seen = Sighted(outcome.Seen!), People = PeopleOf(outcome.Seen!) } : outcome)]);
    }

    public async Task<FindAnswer> FindAsync(FindRequest request, CancellationToken stop)
    {
        if (!request.Objects.Any(name => name is "Task" or "notes")) return await inner.FindAsync(request with { Fields = Known(request.Fields) }, stop);
        // Whether the record that an ask wanted was made, its answer being lost.
        var began = process.Clock;
        var (fate, found) = await around.Network.CallAsync(process, System, "find", () => request.Finds.Select(find => around.Mutant != HandoffMutant.MakesWithoutKey && Office.MadeFor.TryGetValue(Guid.Parse(find.Value), out var key) ? key : (RecordKey?)null).ToList());
        if (fate != Fate.Answered) return new FindAnswer([.. request.Finds.Select(find => new FindOutcome(find.Ref, [], fate == Fate.NoAnswer ? Timeout : Busy))]);
        return new FindAnswer([.. request.Finds.Zip(found!, (find, key) => new FindOutcome(find.Ref,
            key is { } made ? [new Observation { Key = made, Life = Life.Live, PairKey = Guid.Parse(find.Value), ReadStartedAt = began, ReadEndedAt = process.Clock }] : []))]);
    }

    public async Task<OwnersAnswer> OwnersAsync(OwnersRequest request, CancellationToken stop)
    {
        if (System == SystemName.HubSpot) return await inner.OwnersAsync(request, stop);
        var (fate, owners) = await around.Network.CallAsync(process, System, "owners", () => Office.Staff.Users);
        return fate == Fate.Answered ? new OwnersAnswer(owners!) : new OwnersAnswer([], fate == Fate.NoAnswer ? Timeout : Busy);
    }

    public async Task<WriteAnswer> WriteAsync(WriteRequest request, CancellationToken stop)
    {
        var writes = around.Mutant == HandoffMutant.WritesWithoutAsk ? [.. request.Writes.Select(Unasked)] : request.Writes;
        var made = writes.Where(write => write.Intent.Kind == IntentKind.Activity).ToList();
        var others = writes.Except(made).ToList();
        var outcomes = new List<WriteOutcome>();
        if (others.Count > 0) outcomes.AddRange((await inner.WriteAsync(request with { Writes = others, Fields = Known(request.Fields) }, stop)).Outcomes);
        if (made.Count > 0) outcomes.AddRange(await MakeAsync(made));
        return new WriteAnswer(outcomes);
    }

    private async Task<IReadOnlyList<WriteOutcome>> MakeAsync(List<RecordWrite> writes)
    {
        foreach (var write in writes) around.Witness.Asked(write);
        var (fate, ends) = await around.Network.CallAsync(process, System, "activity", () => writes.Select(Make).ToList());
        if (fate == Fate.Answered) return ends!;
        return [.. writes.Select(write => new WriteOutcome(write.Intent.Id, fate == Fate.NoAnswer ? WriteResult.Unknown : WriteResult.NotApplied) { Fault = fate == Fate.NoAnswer ? Timeout : Busy })];
    }

    private WriteOutcome Make(RecordWrite write)
    {
        var intent = write.Intent;
        try
        {
            var key = Office.Make(write.PairKey, intent.Target!.Value, intent.Object, intent.Values, around.Mutant != HandoffMutant.MakesWithoutKey);
            around.Witness.Made(write, key);
            return new WriteOutcome(intent.Id, WriteResult.Done) { Key = key };
        }
        catch (Integration.Sandbox.Salesforce.Errors.RefusedException refused)
        {
            return new WriteOutcome(intent.Id, WriteResult.Rejected) { Key = intent.Target, Fault = new Fault(FaultClass.Record, refused.Errors[0].Code, refused.Errors[0].Message, "Correct it.") };
        }
    }

    // The sync's simulator shows texts alone; here yes and no, times and amounts count as well. All as they stand when the answer comes.
    private Observation Sighted(Observation seen) => seen.Life.State != LifeState.Live ? seen : seen with
    {
        Values = FieldValues.Of([.. seen.Values.Names.Select(name => (name, Office.Value(seen.Key, name)))]),
        Version = Office.Stamp(seen.Key).ToUnixTimeMilliseconds(),
        CreatedAt = Office.MadeAt.TryGetValue(seen.Key, out var at) ? at : null,
        ChangedByUs = seen.ChangedBy == Office.Outside.Salesforce.Integration.UserId,
    };

    private IReadOnlyList<RecordKey> PeopleOf(Observation seen)
    {
        if (seen.Key.Object == "Opportunity") return Office.BuyerOf.TryGetValue(seen.Key, out var buyer) ? [buyer] : [];
        return seen.Values["WhoId"].Text is { } who ? [new RecordKey(SystemName.Salesforce, who.StartsWith("00Q", StringComparison.Ordinal) ? "Lead" : "Contact", who)] : [];
    }

    // A Contact has no status: the real connector leaves out what an object does not have.
    private FieldSelection Known(FieldSelection fields) => System == SystemName.HubSpot ? fields : new FieldSelection(fields.ByObject.ToDictionary(
        each => each.Key, each => (IReadOnlyList<string>)[.. each.Value.Where(name => Office.Outside.Salesforce.State.Schema[each.Key].Field(name) is not null)], StringComparer.Ordinal));

    // A role that writes by itself: an owner is set, and no ask stands behind it.
    private RecordWrite Unasked(RecordWrite write) => write.Intent.IsAsked ? write with { Intent = write.Intent with { Asks = [] } } : write;
}
