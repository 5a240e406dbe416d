using Integration.Core.Agreements;
using Integration.Core.Handoffs;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Verdicts;
using Integration.Handoff.Files;
using Integration.Handoff.People;

namespace Integration.Handoff.Following;

/// <summary>What the person's own records show of a handoff: status, conversion, owner, opt-out, deletion.</summary>
internal static class PairSigns
{
    /// <summary>How far Salesforce's clock may go behind ours before an answer is taken for an old one.</summary>
    private static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(20);

    public static IEnumerable<Observed> Take(FileDraft draft, PersonFile person, DateTimeOffset now)
    {
        var pair = person.Pair;
        if (pair.Status == PairStatus.Tombstone)
        {
            yield return new Observed.PersonGone(now, GoneHow.Deleted);
            yield break;
        }
        // Where the Agreement does not mind (somebody asked for this very person), neither do we.
        if (IsOptedOut(pair) is { } optedOut && Forbids(draft, person, now)) yield return new Observed.PersonGone(optedOut, GoneHow.OptedOut);
        if (pair.Salesforce is not { Ref: { } record, Seen: { Life.State: LifeState.Live } seen }) yield break;
        var at = ChangedAt(draft, seen);
        if (Converted(draft, record, seen, at) is { } converted) yield return converted;
        if (Status(draft, seen, at) is { } status) yield return status;
        var owner = seen.Values["OwnerId"].Text;
        // While our own change of owner is on its way, the record still shows the former one.
        if (owner is not null && draft.File.Moving.IsEmpty && draft.File.Handoff.Owner is { } has && has.SalesforceId != owner) yield return new Observed.OwnedBy(at, owner);
    }

    /// <summary>The baseline of a handoff that is being sent: what stands in Salesforce already is no answer to it.</summary>
    public static HandoffFile Baseline(HandoffFile file, Agreement agreement, Pair pair)
    {
        if (pair.Salesforce is not { Ref: { } record, Seen: { Life.State: LifeState.Live } seen }) return file with { Status = null, SalesforceObject = null };
        var (value, reason) = ValuesOf(agreement, seen);
        return file with { SalesforceObject = record.Object, Status = new SeenStatus(value, reason, VersionOf(seen)) };
    }

    private static Observed.Status? Status(FileDraft draft, Observation seen, DateTimeOffset at)
    {
        var (value, reason) = ValuesOf(draft.Agreement, seen);
        var before = draft.File.Status;
        if (before?.Value == value && before?.Reason == reason) return null;
        // The reason comes a moment after the status: it completes the same answer, so the answer keeps its time. Beside a no that stood
        // before the person was sent it completes nothing: to whom it is given anew, sales says no anew.
        var since = before?.Value == value && !(IsNo(draft, value) && before!.Since < draft.File.Handoff.SentAt) ? before!.Since : at;
        draft.Set(draft.File with { Status = new SeenStatus(value, reason, since) });
        return value is null ? null : new Observed.Status(since, value, reason);
    }

    private static bool IsNo(FileDraft draft, string? status) =>
        status is not null && draft.Agreement.Answers.Meanings.TryGetValue(status, out var meaning) && meaning is StatusMeaning.Rejected or StatusMeaning.Recycled;

    private static Observed.Converted? Converted(FileDraft draft, RecordKey record, Observation seen, DateTimeOffset at)
    {
        var before = draft.File.SalesforceObject;
        if (before == record.Object) return null;
        draft.Set(draft.File with { SalesforceObject = record.Object });
        if (before != "Lead" || record.Object != "Contact" || draft.File.Handoff.SentAt is not { } sent) return null;
        // A new contact was made by the conversion; one that was there before was changed by it.
        return new Observed.Converted(seen.CreatedAt is { } created && created >= sent ? created : at < sent ? sent : at, record);
    }

    private static bool Forbids(FileDraft draft, PersonFile person, DateTimeOffset now) =>
        draft.Agreement.ProductOf(draft.File.Handoff.Product) is not null && Judge.Of(draft.Agreement, draft.File.Handoff.Product, person.Facts, [], now).Kind == VerdictKind.Never;

    private static DateTimeOffset? IsOptedOut(Pair pair)
    {
        if (IsTrue(pair.HubSpot.Seen, "hs_email_optout")) return VersionOf(pair.HubSpot.Seen!);
        return IsTrue(pair.Salesforce.Seen, "HasOptedOutOfEmail") ? VersionOf(pair.Salesforce.Seen!) : null;
    }

    private static bool IsTrue(Observation? seen, string field) => string.Equals(seen?.Values[field].Text, "true", StringComparison.OrdinalIgnoreCase);

    private static (string? Value, string? Reason) ValuesOf(Agreement agreement, Observation seen) =>
        (seen.Values[agreement.Answers.Status.Name].Text, agreement.Answers.Reason is { } reason ? seen.Values[reason.Name].Text : null);

    // What differs from what was seen at the sending came after it, though its stamp may lie before: a stamp of Salesforce is a whole second
    // (facts/salesforce.md 9), and its clock may go behind ours. Dated by the stamp, a quick answer would count as one to an earlier handoff, and
    // be lost. A change that was made before the sending and not yet read passes for an answer by this; whose stamp is older than that does not.
    private static DateTimeOffset ChangedAt(FileDraft draft, Observation seen)
    {
        var at = VersionOf(seen);
        return draft.File.Handoff.SentAt is { } sent && at < sent && at + ClocksApart > sent ? sent : at;
    }

    private static DateTimeOffset VersionOf(Observation seen) => seen.Version > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(seen.Version) : seen.ReadEndedAt;
}
