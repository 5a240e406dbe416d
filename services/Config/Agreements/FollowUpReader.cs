using System.Collections.Immutable;
using Integration.Config.Conditions;
using Integration.Config.Diagnostics;
using Integration.Config.Mappings;
using Integration.Config.Yaml;
using Integration.Core.Agreements;
using Integration.Core.Calendars;

namespace Integration.Config.Agreements;

/// <summary>Reads <c>follow-up</c>: what sales promises.</summary>
internal sealed class FollowUpReader(Findings findings)
{
    private static readonly FollowUpTerms Standard = new();

    /// <summary>The terms of the key; the defaults when it is not there.</summary>
    public FollowUpTerms Read(KeyReader keys) => keys.Map("follow-up") is { } map ? Read(map) : Standard;

    /// <summary>The terms of a set of keys.</summary>
    public FollowUpTerms Read(YamlMap map)
    {
        var keys = new KeyReader(map, findings, "'follow-up'");
        var (attempts, within) = Attempts(keys);
        var (reassign, reassignments) = Reassign(keys);
        var (asks, every) = Asks(keys);
        var terms = new FollowUpTerms
        {
            Calendar = keys.Text("calendar")?.Value ?? "",
            FirstTouch = DurationReader.BusinessTime(keys, "first-touch", findings, Standard.FirstTouch)!.Value,
            Attempts = attempts,
            AttemptsWithin = within,
            Spacing = DurationReader.WallTime(keys, "spacing", findings, Standard.Spacing)!.Value,
            Reminders = [.. keys.Texts("reminders").Select(text => DurationReader.BusinessTime(text, findings)).OfType<BusinessDuration>()],
            Escalation = Escalation(keys),
            ReassignAfter = reassign,
            ReassignmentsMax = reassignments,
            Pauses = Pauses(keys),
            AbsencePauses = keys.Word("absence-pauses", MappingWords.YesNo, Standard.AbsencePauses),
            AnswerWithin = DurationReader.BusinessTime(keys, "answer-within", findings, Standard.AnswerWithin)!.Value,
            Implicit = keys.Word("touch-accepts", MappingWords.YesNo, true) ? ImplicitAcceptance.ByTouch : ImplicitAcceptance.None,
            AsksMax = asks,
            AskEvery = every,
            FeedbackWithin = DurationReader.BusinessTime(keys, "feedback-within", findings, Standard.FeedbackWithin)!.Value,
            GiveUpAfter = DurationReader.BusinessTime(keys, "give-up-after", findings),
        };
        keys.Finish();
        return terms;
    }

    /// <summary><c>6 in 15 business days</c>.</summary>
    private (int Count, BusinessDuration Within) Attempts(KeyReader keys)
    {
        if (keys.Text("attempts") is not { } text) return (Standard.Attempts, Standard.AttemptsWithin);
        var parts = text.Value.Split(" in ", 2, StringSplitOptions.TrimEntries);
        if (parts.Length == 2 && int.TryParse(parts[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 50)
            return (count, DurationReader.BusinessTime(text with { Value = parts[1] }, findings) ?? Standard.AttemptsWithin);
        findings.Report(DiagnosticCodes.BadNumber, text, $"{Quote.Of(text.Value)} does not say how many attempts in how long", "write `6 in 15 business days`; 1 to 50 attempts");
        return (Standard.Attempts, Standard.AttemptsWithin);
    }

    private ImmutableArray<EscalationStep> Escalation(KeyReader keys)
    {
        if (keys.Node("escalate") is not { } node) return [];
        if (node is not YamlList list)
        {
            findings.Report(DiagnosticCodes.WrongShape, node, $"'escalate' takes a list of steps, not {node.Shape}", "write `- { after: 4 business hours, to: manager }`");
            return [];
        }
        var steps = ImmutableArray.CreateBuilder<EscalationStep>();
        var seen = new Dictionary<string, YamlText>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (item is not YamlMap map)
            {
                findings.Report(DiagnosticCodes.WrongShape, item, $"a step is a set of keys, not {item.Shape}", "write `- { after: 4 business hours, to: manager }`");
                continue;
            }
            var inner = new KeyReader(map, findings, "an escalation step");
            var to = inner.RequiredText("to", "add `to: manager` or the name of a person of the team");
            var after = DurationReader.BusinessTime(inner, "after", findings, BusinessDuration.OfMinutes(0))!.Value;
            inner.Finish();
            if (to is null) continue;
            if (!seen.TryAdd(to.Value, to))
                findings.Report(DiagnosticCodes.AgreementEscalation, to, $"{Quote.Of(to.Value)} is escalated to twice, so the way up goes in a circle", "name somebody further up, or remove the step", new RelatedPlace(seen[to.Value].Place, "the first stands here"));
            if (steps.Count > 0 && !Later(steps[^1].After, after))
                findings.Report(DiagnosticCodes.AgreementEscalation, map, $"this step comes after {after}, not later than the one before it", "order the steps by their time after the breach");
            steps.Add(new EscalationStep(after, to.Value));
        }
        return steps.ToImmutable();
    }

    // Days and hours meet only in a calendar; a step in days behind one in hours is later in every calendar we know.
    private static bool Later(BusinessDuration one, BusinessDuration next) => (one.Days, next.Days) switch
    {
        (0, 0) => next.Hours > one.Hours,
        (0, _) => true,
        (_, 0) => false,
        _ => next.Days > one.Days,
    };

    private (BusinessDuration?, int) Reassign(KeyReader keys)
    {
        if (keys.Map("reassign") is not { } map) return (null, Standard.ReassignmentsMax);
        var inner = new KeyReader(map, findings, "'reassign'");
        if (!inner.Has("after")) inner.Missing("after", "write `after: 1 business day`");
        var both = (DurationReader.BusinessTime(inner, "after", findings), NumberReader.Count(inner, "at-most", findings, 0, 20, Standard.ReassignmentsMax)!.Value);
        inner.Finish();
        return both;
    }

    private (int, BusinessDuration) Asks(KeyReader keys)
    {
        if (keys.Map("ask") is not { } map) return (Standard.AsksMax, Standard.AskEvery);
        var inner = new KeyReader(map, findings, "'ask'");
        var both = (NumberReader.Count(inner, "times", findings, 0, 20, Standard.AsksMax)!.Value, DurationReader.BusinessTime(inner, "every", findings, Standard.AskEvery)!.Value);
        inner.Finish();
        return both;
    }

    private ImmutableArray<PauseReason> Pauses(KeyReader keys)
    {
        var pauses = ImmutableArray.CreateBuilder<PauseReason>();
        foreach (var (name, most) in keys.Map("pauses")?.Entries ?? [])
            if (most is YamlText { IsBlank: false } text)
            {
                if (DurationReader.WallTime(text, findings) is { } time) pauses.Add(new PauseReason(name.Value, time));
            }
            else findings.Report(DiagnosticCodes.WrongShape, name, $"{Quote.Of(name.Value)} takes the longest pause, not {most.Shape}", "write `person asked to wait: 30d`");
        return pauses.ToImmutable();
    }
}
