using System.Collections.Immutable;
using Integration.Core.Asks;
using Integration.Core.Intents;
using Integration.Core.Journals;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Reconciling;
using Integration.Core.Records;
using Integration.Core.References;

namespace Integration.Core.Settling;

/// <summary>The pure decision after sending: from how each intent ended to the pair's next state.</summary>
public static class Settle
{
    // A lost answer is looked for soon: that it was applied may be concluded at once.
    internal static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);

    /// <summary>Takes the ends of this pair's intents, in any order, into its next state.</summary>
    /// <param name="pair">The pair as stored before sending, carrying the intents.</param>
    /// <param name="mapping">Its mapping.</param>
    /// <param name="ends">One end per intent that was sent.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="now">Our clock.</param>
    /// <param name="asks">The pair's open asks; default = none.</param>
    public static Decision.Settle After(Pair pair, Mapping mapping, IReadOnlyList<(Intent Intent, WriteEnd End)> ends, SyncLimits limits, DateTimeOffset now, ImmutableArray<Ask> asks = default)
    {
        var evidence = asks.IsDefaultOrEmpty ? NoEvidence : NoEvidence with { Asks = asks };
        var step = new Decision.Settle(pair with { CleanGeneration = pair.DirtyGeneration });
        foreach (var (intent, end) in ends.OrderBy(entry => entry.Intent.System))
            step = One(step, new Cycle(step.Pair, mapping, evidence, limits, now), intent, end);
        // A pair that this write closed tries no field again.
        if (step.Pair.Status is PairStatus.Tombstone) step = step with { Pair = step.Pair with { Attempts = 0 } };
        else if (step.Pair.IntoHubSpot is null && step.Pair.IntoSalesforce is null && step.DueAt is null)
            // A hold that stands beside the write is put on its time by a cycle of its own.
            step = step with { Pair = step.Pair with { Attempts = 0 }, DueAt = Referring.IsLeft(mapping, step.Pair) || step.Pair.Hold is not null ? now : FieldSync.FieldRetry(step.Pair, new Cycle(step.Pair, mapping, NoEvidence, limits, now)) };
        return Asking.Complete(step, asks, now) with { Wakes = [.. step.Wakes, .. Waking.By(mapping, pair, step.Pair)] };
    }

    private static readonly Evidence NoEvidence = new() { IntentIntoHubSpot = default, IntentIntoSalesforce = default };

    private static Decision.Settle One(Decision.Settle step, Cycle cycle, Intent intent, WriteEnd end)
    {
        var (pair, limits, now) = (cycle.Pair, cycle.Limits, cycle.Now);
        if (intent.IsAsked) return AskSettlement.End(step, cycle, intent, end);
        var dropped = pair.WithIntent(intent.System, null);
        switch (end)
        {
            case WriteEnd.Done { Stored: { } stored } when intent.Kind == IntentKind.Create:
                var (linked, lines, again) = Settlement.Created(cycle, intent, stored);
                return Add(step, linked with { CleanGeneration = pair.CleanGeneration }, lines, again ? now : null);
            case WriteEnd.Done when intent.Kind == IntentKind.Delete:
                return Add(step, dropped with { Status = PairStatus.Tombstone }, [cycle.Line(JournalKind.Deleted, "deletion carried over", intent.Target)], null, Settlement.Frees(cycle.Mapping, intent));
            // Out of sight right after the write, it shows nothing: read as an answer, it would be believed with the values of before.
            case WriteEnd.Done { Stored: { Life.State: LifeState.Live } stored }:
                var (settled, written) = Settlement.Updated(cycle, intent, stored);
                // What the read-back did not show, or showed to be someone else's, is for the next cycle.
                // So is the rest of a pair whose consent went first.
                var fields = Settlement.Written(cycle, intent).ToList();
                var open = written.Any(line => line.Kind == JournalKind.Raced) || written.Length < fields.Count || fields.Exists(field => field.IsConsent) || Settlement.ShowsMore(pair, intent, stored);
                return Add(step, settled, written, open ? now : null, Settlement.Frees(cycle.Mapping, intent));
            case WriteEnd.Done done:
                return Add(step, pair.WithIntent(intent.System, intent with { State = IntentState.Acked, Made = done.Key }), [], now + FirstLook);
            case WriteEnd.Unknown:
                return Add(step, pair, [], now + FirstLook);
            case WriteEnd.NotApplied notApplied:
                return Retry(step, dropped, limits, now, notApplied.After);
            case WriteEnd.FieldRefused refused when FieldOf(cycle, intent, refused.Field) is { } field && intent.Values.Count > 1:
                return FieldHold(step, cycle, dropped, intent, field, refused);
            case WriteEnd.FieldRefused refused when intent.Kind == IntentKind.Update && FieldOf(cycle, intent, refused.Field) is { } field:
                return FieldHold(step, cycle, dropped, intent, field, refused);
            case WriteEnd.FieldRefused refused:
                return RecordHold(step, cycle, dropped, intent, refused.Code, $"{refused.Field}: {refused.Reason}", refused.Mend, refused.Holder);
            case WriteEnd.RecordRefused { Holder: not null } when intent.Kind == IntentKind.Create && pair.Attempts < 2:
                // Somebody made it between our look and our create: the next look finds it.
                return Retry(step, dropped, limits, now, null);
            case WriteEnd.RecordRefused refused when intent.Kind == IntentKind.Update && Settlement.Written(cycle, intent).FirstOrDefault() is { IsConsent: true } consent:
                // Consent is sent alone, so only it was refused: the rest of the pair must not wait for it.
                return FieldHold(step, cycle, dropped, intent, consent, new WriteEnd.FieldRefused(consent.NameIn(intent.System), refused.Code, refused.Reason, refused.Mend, null));
            case WriteEnd.RecordRefused refused:
                return RecordHold(step, cycle, dropped, intent, refused.Code, refused.Reason, refused.Mend, refused.Holder);
            default:
                return Retry(step, dropped, limits, now, null);
        }
    }

    private static Decision.Settle FieldHold(Decision.Settle step, Cycle cycle, Pair pair, Intent intent, FieldMapping field, WriteEnd.FieldRefused refused)
    {
        var name = field.NameIn(intent.System);
        var code = refused.Holder is null ? HoldCodes.FieldRejected : HoldCodes.FieldTaken;
        var standing = HoldCodes.Hold(code, FieldSync.CauseOf(cycle.Mapping, intent.System, intent.Values[name]));
        var hold = standing with
        {
            Reason = $"{standing.Reason} {intent.System} {name}: {refused.Code}: {refused.Reason}",
            Mend = refused.Mend.Length > 0 ? refused.Mend : standing.Mend,
            WaitsOn = refused.Holder?.ToString(),
            RetryAt = cycle.Now + cycle.Limits.HoldRetry,
        };
        var held = pair with { Fields = pair.Fields.SetItem(field.HubSpot, pair.Field(field.HubSpot) with { Hold = hold }) };
        var line = cycle.Line(JournalKind.Held, $"{code}: {refused.Code}", intent.Target, name, intent.Prior[name], intent.Values[name]);
        return Add(step, held, [line], cycle.Now);
    }

    private static Decision.Settle RecordHold(Decision.Settle step, Cycle cycle, Pair pair, Intent intent, string code, string reason, string mend, RecordKey? holder)
    {
        var standing = HoldCodes.Hold(HoldCodes.Rejected, Digest.Of(intent.Values, cycle.Mapping.Version));
        var hold = standing with
        {
            Reason = $"{intent.System} refused {intent.Object}: {code}: {reason}",
            Mend = mend.Length > 0 ? mend : standing.Mend,
            WaitsOn = holder?.ToString(),
            RetryAt = cycle.Now + cycle.Limits.HoldRetry,
        };
        var line = cycle.Line(JournalKind.Held, $"{HoldCodes.Rejected}: {code}", intent.Target);
        return Add(step, pair with { Status = PairStatus.Held, Hold = hold, Attempts = 0 }, [line], hold.RetryAt);
    }

    private static Decision.Settle Retry(Decision.Settle step, Pair pair, SyncLimits limits, DateTimeOffset now, TimeSpan? after)
    {
        var attempts = pair.Attempts + 1;
        return Add(step, pair with { Attempts = attempts }, [], now + (after ?? limits.Backoff(attempts)));
    }

    private static Decision.Settle Add(Decision.Settle step, Pair pair, ImmutableArray<JournalEntry> lines, DateTimeOffset? due, ImmutableArray<string> wakes = default) => step with
    {
        Pair = pair,
        Journal = step.Journal.AddRange(lines),
        Wakes = wakes.IsDefault ? step.Wakes : step.Wakes.AddRange(wakes),
        DueAt = due is null ? step.DueAt : step.DueAt is { } earlier && earlier < due ? earlier : due,
    };

    private static FieldMapping? FieldOf(Cycle cycle, Intent intent, string name) =>
        Settlement.Written(cycle, intent).FirstOrDefault(field => string.Equals(field.NameIn(intent.System), name, StringComparison.OrdinalIgnoreCase));
}
