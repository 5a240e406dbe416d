using Integration.Core.Routing;

namespace Integration.Core.Agreements;

/// <summary>Finds what an Agreement asks of people and calendars that are not there.</summary>
internal static class RosterCheck
{
    public static IEnumerable<AgreementProblem> Of(Agreement agreement, Roster roster)
    {
        var terms = agreement.Products.Where(product => product.FollowUp is not null).Select(product => (Place: $"products/{product.Name}/follow-up", Terms: product.FollowUp!)).Prepend(("follow-up", agreement.FollowUp));
        foreach (var (place, followUp) in terms)
        {
            if (!roster.Calendars.ContainsKey(followUp.Calendar)) yield return new($"{place}/calendar", $"there is no calendar '{followUp.Calendar}'", $"use one of {Names(roster.Calendars.Keys)}");
            foreach (var step in followUp.Escalation)
                if (step.To != EscalationStep.Manager && roster.RepOf(step.To) is null) yield return new($"{place}/escalate/{step.To}", "the roster does not know that person", "add the person to the roster, or name another");
        }
        foreach (var calendar in roster.Calendars.Values)
            foreach (var problem in calendar.Problems()) yield return new($"calendars/{calendar.Name}", problem.TrimEnd('.'), "give it working hours that a clock can run in");
        if (agreement.Handover.Owner.IsEmpty) yield return new("handoff/owner", "no way of finding an owner is agreed, so every handoff is held", "list at least a queue");
        foreach (var step in agreement.Handover.Owner)
            foreach (var problem in OfStep(step, roster)) yield return problem;
        foreach (var rep in Cyclic(roster)) yield return new($"roster/{rep.Name}", "its managers go round in a circle", "let the last one have no manager");
    }

    private static IEnumerable<AgreementProblem> OfStep(RoutingStep step, Roster roster)
    {
        switch (step)
        {
            case RoutingStep.RoundRobin turn when TakesTurns(roster, turn.Team) == 0:
                yield return new($"handoff/owner/{turn.Team}", $"nobody of the roster takes turns in the team '{turn.Team}'", "add somebody to the team, with a weight above 0");
                break;
            case RoutingStep.Territory territory:
                foreach (var rule in territory.Rules)
                    if (roster.RepOf(rule.To) is null && TakesTurns(roster, rule.To) == 0) yield return new($"handoff/owner/{rule.Name}", $"'{rule.To}' is neither a rep nor a team of the roster", "name one that is there");
                break;
            case RoutingStep.Queue queue when !queue.SalesforceId.StartsWith("00G", StringComparison.Ordinal):
                yield return new($"handoff/owner/{queue.Name}", $"'{queue.SalesforceId}' is no id of a Salesforce queue", "use the id of the Group record; it starts with 00G");
                break;
        }
    }

    private static int TakesTurns(Roster roster, string team) => roster.Reps.Count(rep => rep.Teams.Contains(team) && rep is { Active: true, Weight: > 0 });

    private static IEnumerable<Rep> Cyclic(Roster roster)
    {
        foreach (var rep in roster.Reps)
        {
            var above = roster.RepOf(rep.Manager);
            for (var steps = 0; above is not null && steps <= roster.Reps.Length; steps++)
            {
                if (above == rep)
                {
                    yield return rep;
                    break;
                }
                above = roster.RepOf(above.Manager);
            }
        }
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "those that you add to the calendars";
}
