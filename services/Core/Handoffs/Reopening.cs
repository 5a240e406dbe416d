using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Asks;
using Integration.Core.Records;
using Integration.Core.Recycling;

namespace Integration.Core.Handoffs;

/// <summary>Opens the status of a Lead that is handed over again: the answer to the earlier handoff, left standing, would swallow the same answer to this one.</summary>
/// <remarks>
/// Answers are read as changes of the status, and nobody can tell that a field was set to what it was. What may never happen is that an answer is
/// written over: the ask names what it replaces, and Salesforce itself refuses the write when the record has changed since we read it (ADR 0023).
/// </remarks>
internal static class Reopening
{
    public static void Ask(HandoffDraft draft, ImmutableArray<PastHandoff> history)
    {
        var (answers, person) = (draft.Agreement.Answers, draft.Context.Person);
        if (person.SalesforceKey is not { } record || person.Salesforce[answers.Status.Name].Text is not { } stands) return;
        if (!answers.Meanings.TryGetValue(stands, out var meaning) || meaning is not (StatusMeaning.Rejected or StatusMeaning.Recycled)) return;
        // Only what answered a handoff of ours; and while another one is with sales, the status is its answer. One that is held sales has never seen.
        if (history.All(past => past.IsOpen) || history.Any(past => past.IsOpen && past.State != HandoffState.Held)) return;
        // Of several the first by name. Where none means open there is nothing to set it to: docs/operating/handoff.md says what that costs.
        if (answers.Meanings.FirstOrDefault(one => one.Value == StatusMeaning.Open).Key is not { } open) return;
        var (opened, standing) = (FieldValues.Of((answers.Status.Name, open)), FieldValues.None.With(answers.Status.Name, person.Salesforce[answers.Status.Name]));
        // A reason left beside the status would be taken for the reason of the next answer.
        if (answers.Reason is { } reason && person.Salesforce[reason.Name] is { IsMissing: false } said)
            (opened, standing) = (opened.With(reason.Name, FieldValue.Of(null)), standing.With(reason.Name, said));
        draft.Ask("opened anew", new AskKind.SetFields(SystemName.Salesforce, opened) { Only = new AskGuard(record, standing) });
    }
}
