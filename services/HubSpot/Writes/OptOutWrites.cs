using System.Collections.Concurrent;
using Integration.Connectors.Http;
using Integration.Connectors.Ports;
using Integration.Core.Consents;
using Integration.Core.Intents;
using Integration.Core.Records;
using Integration.HubSpot.Client;
using Integration.HubSpot.Reads;

namespace Integration.HubSpot.Writes;

/// <summary>Carries opt-outs out: one call for each person, by address, before anything else is written of them (facts/hubspot.md section 8).</summary>
/// <remarks>The address is read just before: an opt-out belongs to an address, and the one that the pair remembers may be an old one.</remarks>
internal sealed class OptOutWrites(HubSpotClient client, RecordReader reader, int inFlightMax)
{
    private static readonly FieldSelection Addresses = new(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["contacts"] = ["email"] });

    /// <returns>By intent id, for those writes alone that say something of the opt-out: how that part ended.</returns>
    public async Task<IReadOnlyDictionary<Guid, WriteEnd>> SendAsync(WriteRequest request, CancellationToken stop)
    {
        var ends = new ConcurrentDictionary<Guid, WriteEnd>();
        var wanted = request.Writes.Where(write => write.Intent.Kind != IntentKind.Delete && !write.Intent.Values[ConsentRules.HubSpotOptOut].IsMissing).ToList();
        if (wanted.Count == 0) return ends;
        var known = wanted.Select(write => write.Intent.Target).OfType<RecordKey>().Distinct().ToList();
        var read = (await reader.ReadAsync(request.Lane, known, Addresses, stop)).ToDictionary(outcome => outcome.Key);
        await Parallel.ForEachAsync(wanted, new ParallelOptions { MaxDegreeOfParallelism = inFlightMax, CancellationToken = stop, TaskScheduler = TaskScheduler.Current },
            async (write, token) => ends[write.Intent.Id] = await OneAsync(request.Lane, write.Intent, read, token));
        return ends;
    }

    /// <summary>What is left of a write once its opt-out was carried out, or why nothing of it is sent.</summary>
    public static (WriteItem? Item, WriteEnd? End) Rest(RecordWrite write, WriteEnd optOut)
    {
        var rest = write.Intent.Values.With(ConsentRules.HubSpotOptOut, FieldValue.Missing);
        // A create goes on only after its opt-out: a workflow may mail a new contact within the second.
        if (optOut.Result != WriteResult.Done || (write.Intent.Kind == IntentKind.Update && rest.Count == 0)) return (null, optOut);
        var (item, fault) = WriteItem.Of(write with { Intent = write.Intent with { Values = rest } });
        return (item, item is null ? new WriteEnd(WriteResult.Rejected, null, fault) : null);
    }

    private async Task<WriteEnd> OneAsync(Lane lane, Intent intent, Dictionary<RecordKey, ReadOutcome> read, CancellationToken stop)
    {
        if (intent.Values[ConsentRules.HubSpotOptOut].Text != "true")
            return Refused(intent, "OPT_IN", "HubSpot lets nobody be opted in again over its API.", "The person opts in by HubSpot's own forms or subscription page.");
        var email = intent.Values["email"].Text;
        if (intent.Kind == IntentKind.Update)
        {
            if (intent.Target is not { } target || !read.TryGetValue(target, out var outcome)) return new WriteEnd(WriteResult.Rejected, null, new Fault(FaultClass.Identity, "NO_TARGET", "The opt-out names no contact.", "It is read again by itself."));
            if (outcome.Seen is not { } seen) return new WriteEnd(WriteResult.NotApplied, null, outcome.Fault);
            if (seen.Life.State != LifeState.Live) return new WriteEnd(WriteResult.Rejected, null, new Fault(FaultClass.Identity, "NOT_LIVE", $"{target} is not there any more.", "It is read again by itself."));
            email = seen.Values["email"].Text;
        }
        if (string.IsNullOrWhiteSpace(email)) return Refused(intent, "NO_EMAIL", "The contact has no address, and HubSpot keeps opt-outs by address.", "None while there is no address: nothing can be mailed. With one, the opt-out follows by itself.");
        var answer = await client.UnsubscribeAllAsync(lane, email.Trim(), stop);
        return answer switch
        {
            { Fate: CallFate.Answered } => new WriteEnd(WriteResult.Done, null, null) { StartedAt = answer.StartedAt, EndedAt = answer.EndedAt, IsReadBack = true },
            // Only this right is missing: a pause of all of HubSpot would stop what needs no such right.
            { Status: 403 } => Refused(intent, answer.Fault!.Code, $"HubSpot refuses the opt-out: {answer.Fault.Reason}", "Grant the app communication_preferences.read_write and connect it again."),
            { Fate: CallFate.NotApplied } => new WriteEnd(WriteResult.NotApplied, null, answer.Fault),
            { Fate: CallFate.Refused } => Refused(intent, answer.Fault!.Code, $"HubSpot refuses the opt-out: {answer.Fault.Reason}", answer.Fault.Mend),
            _ => new WriteEnd(WriteResult.Unknown, null, answer.Fault),
        };
    }

    // A create that cannot be opted out is not made at all; of an update only this field waits.
    private static WriteEnd Refused(Intent intent, string code, string reason, string mend) => new(WriteResult.Rejected, null,
        new Fault(intent.Kind == IntentKind.Create ? FaultClass.Record : FaultClass.Field, code, reason, mend) { Field = ConsentRules.HubSpotOptOut });
}
