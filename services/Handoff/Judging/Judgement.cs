using System.Collections.Immutable;
using Integration.Connectors.Ports;
using Integration.Core.Agreements;
using Integration.Core.Handoffs;
using Integration.Core.Pairs;
using Integration.Core.Recycling;
using Integration.Core.Verdicts;
using Integration.Handoff.Agreements;
using Integration.Handoff.Files;
using Integration.Handoff.People;
using Integration.Handoff.Rosters;
using Integration.Ledger.Handoffs;

namespace Integration.Handoff.Judging;

/// <summary>Decides what follows from what is known of one person: handoffs follow, ready ones open, and the verdict is kept.</summary>
internal sealed class Judgement(KnownAgreements agreements, IEntropy entropy, HandoffOptions options)
{
    private static readonly TimeSpan ReviewSoonest = TimeSpan.FromMinutes(1);

    /// <summary>The whole decision for a claimed pair; null when it cannot be made now.</summary>
    public CommitDraft? Decide(JudgeLease lease, PersonFile person, Agreement live, PresentRoster roster, DateTimeOffset now)
    {
        if (PersonDraft.Of(person, agreements, options, roster.Roster, now) is not { } draft) return null;
        var mayOpen = person.IsKnown && person.Pair.Status is PairStatus.Active or PairStatus.Held && !IsBlocked(person.Pair);
        if (mayOpen) draft.SendHeld(roster.Roster, Salt(now), now);
        var verdicts = Judge.Of(live, person.Facts, draft.History, now);
        var held = new List<DateTimeOffset>();
        if (mayOpen)
            foreach (var verdict in verdicts.Where(verdict => verdict.Kind == VerdictKind.Ready))
            {
                if (RetryAt(draft.History, verdict.Product) is { } retry && retry > now) held.Add(retry);
                else draft.Open(new OpeningRequest(entropy.NextId(now), Salt(now)(), null, []), verdict, live, roster.Roster, now);
            }
        if (draft.Files.Any(file => file.File.Handoff.State == HandoffState.Held)) held.Add(now + options.HeldRetry);
        var commit = new CommitDraft
        {
            Judged = new Judged(person.Pair.Id, lease.Epoch, lease.Wake, lease.Pair.CleanGeneration, Code(person, verdicts, draft),
                HandoffJson.Write(verdicts.Select(StoredVerdict.Of)), Review(verdicts.Select(verdict => verdict.ReviewAt).OfType<DateTimeOffset>().Concat(held), now)),
        };
        commit.Files.AddRange(draft.Files);
        return commit;
    }

    /// <summary>A salt for receipts: two ids' worth of chance.</summary>
    public Func<string> Salt(DateTimeOffset now) => () => $"{entropy.NextId(now):N}{entropy.NextId(now):N}";

    /// <summary>Whether the sync cannot carry the person over for another reason than that it waits for the handoff.</summary>
    public static bool IsBlocked(Pair pair) => pair is { Status: PairStatus.Held, Hold.Code: not HoldCodes.AwaitsHandoff };

    /// <summary>When a product whose handoff failed may be handed over by the verdict again; null at once.</summary>
    private DateTimeOffset? RetryAt(IEnumerable<PastHandoff> history, string product) =>
        history.Where(past => past.Product == product).MaxBy(past => past.ClosedAt) is { State: HandoffState.Failed, ClosedAt: { } at } ? at + options.FailedRetry : null;

    private static DateTimeOffset? Review(IEnumerable<DateTimeOffset> times, DateTimeOffset now)
    {
        var earliest = times.Select(at => (DateTimeOffset?)at).Min();
        // A review that is due at once would keep the loop turning on one person.
        return earliest is { } at && at < now + ReviewSoonest ? now + ReviewSoonest : earliest;
    }

    // One word for lists and counts: of several products the one that is furthest.
    private static string Code(PersonFile person, ImmutableArray<Verdict> verdicts, PersonDraft draft)
    {
        if (draft.Files.Any(file => file.File.Handoff.IsOpen)) return HandoffJson.Word(VerdictKind.HandedOff);
        if (person.Pair.Status == PairStatus.Tombstone) return VerdictCodes.Gone;
        if (!person.IsKnown) return VerdictCodes.Unknown;
        if (IsBlocked(person.Pair)) return VerdictCodes.Held;
        VerdictKind[] order = [VerdictKind.HandedOff, VerdictKind.Ready, VerdictKind.CoolingDown, VerdictKind.NotReady, VerdictKind.Never];
        return HandoffJson.Word(verdicts.Select(verdict => verdict.Kind).OrderBy(kind => Array.IndexOf(order, kind)).First());
    }
}
