using System.Collections.Immutable;
using System.Globalization;
using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Conditions;
using Integration.Core.Records;
using Integration.Core.Scores;
using Integration.Core.Verdicts;

namespace Integration.Core.Handoffs;

/// <summary>What each side is told of a handoff, as fields. Only what changed is written, so that a rep's record is not touched for nothing.</summary>
internal static class Feedback
{
    /// <summary>Tells both sides what a step changed.</summary>
    public static void Tell(HandoffDraft draft)
    {
        var (before, cause) = (draft.Before, Word(draft.Handoff.State));
        foreach (var system in (ReadOnlySpan<SystemName>)[SystemName.HubSpot, SystemName.Salesforce])
        {
            // What was never sent, sales need not hear of; there may be no record to write to.
            if (system == SystemName.Salesforce && draft.Handoff.SentAt is null) continue;
            var (was, now) = (Standing(system, before, draft.Agreement), Standing(system, draft.Handoff, draft.Agreement));
            var changed = FieldValues.Of(now.Where(field => was[field.Key] != field.Value));
            Ask(draft, cause, system, changed);
        }
    }

    /// <summary>Tells both sides of a handoff that is being sent: its standing, and why.</summary>
    public static void TellOpening(HandoffDraft draft, Verdict verdict, Subject subject)
    {
        foreach (var system in (ReadOnlySpan<SystemName>)[SystemName.HubSpot, SystemName.Salesforce])
        {
            var values = Standing(system, draft.Handoff, draft.Agreement);
            foreach (var (fact, field) in FieldsOf(system, draft.Agreement.Feedback))
                if (Of(fact, verdict, subject, draft.Agreement) is { } text) values = values.With(field, FieldValue.Of(text));
            if (system == SystemName.Salesforce) values = values.With("OwnerId", FieldValue.Of(draft.Handoff.Owner!.SalesforceId));
            Ask(draft, "sent", system, values);
        }
        draft.Told();
    }

    /// <summary>Asks for fields: the systems' own together, and each that the Agreement chose by itself, since one that the org lacks must not keep the owner and the others from being written. The sync sends them in one call all the same.</summary>
    private static void Ask(HandoffDraft draft, string cause, SystemName system, FieldValues values)
    {
        var chosen = FieldsOf(system, draft.Agreement.Feedback).Select(fact => fact.Value).ToHashSet(StringComparer.Ordinal);
        var own = FieldValues.Of(values.Where(field => !chosen.Contains(field.Key)));
        if (own.Count > 0) draft.Ask(cause, new AskKind.SetFields(system, own));
        foreach (var (name, value) in values.Where(field => chosen.Contains(field.Key))) draft.Ask(cause, new AskKind.SetFields(system, FieldValues.None.With(name, value)));
    }

    /// <summary>The state as fields, logs and YAML write it.</summary>
    public static string Word(HandoffState state) => state.ToString().ToLowerInvariant();

    /// <summary>The form that both systems read.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static FieldValues Standing(SystemName system, Handoff handoff, Agreement agreement)
    {
        var values = FieldValues.None;
        foreach (var (fact, field) in FieldsOf(system, agreement.Feedback))
            if (IsStanding(fact)) values = values.With(field, FieldValue.Of(Of(fact, handoff, agreement)));
        if (system == SystemName.Salesforce) return values;
        var feedback = agreement.Feedback;
        var goesBack = !handoff.IsOpen && (handoff.State is HandoffState.Rejected or HandoffState.Recycled);
        if (goesBack && agreement.Recycle.Stage is { } back) values = values.With("lifecyclestage", FieldValue.Of(back));
        else if (StageFor(feedback.LifecycleStages, handoff.State) is { } stage) values = values.With("lifecyclestage", FieldValue.Of(stage));
        if (StageFor(feedback.LeadStatuses, handoff.State) is { } status) values = values.With("hs_lead_status", FieldValue.Of(status));
        if (feedback.SetHubSpotOwner && handoff.Owner?.HubSpotOwnerId is { } owner) values = values.With("hubspot_owner_id", FieldValue.Of(owner));
        return values;
    }

    // A rep who sets "working" at once has accepted as well: without a word of its own, working is told as accepted is.
    private static string? StageFor(ImmutableSortedDictionary<HandoffState, string> stages, HandoffState state) =>
        stages.GetValueOrDefault(state) ?? (state == HandoffState.Working ? stages.GetValueOrDefault(HandoffState.Accepted) : null);

    private static IEnumerable<KeyValuePair<FeedbackFact, string>> FieldsOf(SystemName system, FeedbackTerms terms) => system == SystemName.HubSpot ? terms.ToHubSpot : terms.ToSalesforce;

    private static bool IsStanding(FeedbackFact fact) => fact is FeedbackFact.State or FeedbackFact.Reason or FeedbackFact.Owner or FeedbackFact.FirstTouch or FeedbackFact.Clock
        or FeedbackFact.OpportunityStage or FeedbackFact.OpportunityAmount or FeedbackFact.Product or FeedbackFact.AgreementVersion or FeedbackFact.Nurture;

    private static string? Of(FeedbackFact fact, Handoff handoff, Agreement agreement) => fact switch
    {
        FeedbackFact.State => Word(handoff.State),
        FeedbackFact.Reason => handoff.Reason,
        FeedbackFact.Owner => handoff.Owner?.Name,
        FeedbackFact.FirstTouch => handoff.FirstTouchAt is { } at ? Instant(at) : null,
        FeedbackFact.Clock => Clock(handoff),
        FeedbackFact.OpportunityStage => handoff.Opportunities is [.., var deal] ? deal.Stage : null,
        FeedbackFact.OpportunityAmount => handoff.Opportunities is [.., { Amount: { } amount }] ? amount.ToString("0.##", CultureInfo.InvariantCulture) : null,
        FeedbackFact.Product => handoff.Product,
        FeedbackFact.AgreementVersion => handoff.AgreementVersion.ToString(CultureInfo.InvariantCulture),
        FeedbackFact.Nurture => handoff.IsOpen ? null : agreement.Recycle.Of(handoff.Reason)?.Nurture,
        _ => null,
    };

    private static string? Of(FeedbackFact fact, Verdict verdict, Subject subject, Agreement agreement) => fact switch
    {
        FeedbackFact.Why => verdict.Words,
        FeedbackFact.Score => verdict.Score.Total.ToString("0.##", CultureInfo.InvariantCulture),
        FeedbackFact.ScoreParts => string.Join("; ", verdict.Score.Parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Rule} {part.Points:+0.##;-0.##}"))),
        FeedbackFact.Persona => verdict.Persona,
        FeedbackFact.LastTouches => string.Join('\n', subject.Events.Where(one => one.At <= verdict.At).OrderByDescending(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal).Take(agreement.Handover.LastTouches)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.At.UtcDateTime:yyyy-MM-dd} {one.Kind}{(one.About.Length > 0 ? $": {one.About}" : "")}"))),
        FeedbackFact.Message => agreement.Feedback.Messages.GetValueOrDefault(verdict.Persona),
        _ => null,
    };

    private static string? Clock(Handoff handoff) =>
        handoff.State == HandoffState.Held ? null
        : handoff.BreachedAt is not null ? "breached"
        : handoff.FirstTouchAt is not null ? "met"
        : !handoff.IsOpen ? null
        : handoff.Pauses is [.., { Ended: false }] ? "paused" : "running";
}
