using Integration.Core.Asks;
using Integration.Core.Handoffs;
using Integration.Handoff.Files;
using Integration.Handoff.People;

namespace Integration.Handoff.Following;

/// <summary>What became of the asks of a handoff.</summary>
internal static class AskSigns
{
    /// <summary>The code of a <see cref="HandoffProblem"/> whose ask the sync refused; the ask's own code stands in the text.</summary>
    public const string RefusedCode = "HANDOFF-ASK-REFUSED";

    /// <summary>Takes ended asks off the file.</summary>
    /// <returns>That the person was delivered, or cannot be.</returns>
    public static IReadOnlyList<Observed> Take(FileDraft draft, PersonFile person)
    {
        var file = draft.File;
        var ended = file.Awaited.Where(person.Asks.ContainsKey).Select(id => person.Asks[id]).Where(standing => standing.End is not null).ToList();
        if (ended.Count == 0) return [];
        var ids = ended.Select(standing => standing.Ask.Id).ToHashSet();
        // That somebody was quicker is nothing to mend: what he set is read as his answer.
        var refused = ended.Where(standing => standing.End is AskEnd.Refused { Code: not AskCodes.Overtaken }).ToList();
        var open = file.Delivering.Except(ids);
        draft.Set((file with { Awaited = file.Awaited.Except(ids), Moving = file.Moving.Except(ids), Delivering = open }).With(refused.Select(Problem)));
        // The status was opened anew, though the next read may show what sales has answered since: set to what it was before, it would be no change.
        if (ended.FirstOrDefault(standing => standing is { End: AskEnd.Done, Ask.Kind: AskKind.SetFields { Only: not null } }) is { Ask.Kind: AskKind.SetFields opened } done)
            draft.Set(draft.File with { Status = new SeenStatus(opened.Values[draft.Agreement.Answers.Status.Name].Text, null, done.EndedAt!.Value) });
        var told = ended.Where(standing => file.Delivering.Contains(standing.Ask.Id)).ToList();
        if (told.FirstOrDefault(standing => standing.End is AskEnd.Refused) is { } lost)
        {
            draft.Set(draft.File with { Delivering = [] });
            return [new Observed.Undeliverable(lost.EndedAt!.Value, ((AskEnd.Refused)lost.End!).Code)];
        }
        if (told.Count == 0 || !open.IsEmpty || person.Pair.Salesforce.Ref is not { } record) return [];
        return [new Observed.Delivered(told.Max(standing => standing.EndedAt!.Value), record)];
    }

    private static HandoffProblem Problem(Integration.Ledger.Asks.AskStanding standing)
    {
        var refused = (AskEnd.Refused)standing.End!;
        return new HandoffProblem(RefusedCode, $"{refused.Code}: {refused.Reason}", refused.Mend);
    }
}
