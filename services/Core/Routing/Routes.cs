using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Calendars;
using Integration.Core.Conditions;

namespace Integration.Core.Routing;

/// <summary>Chooses the owner. Pure: of the terms, the person, the roster with its turns, and the moment.</summary>
public static class Routes
{
    /// <summary>Goes through the steps until one finds somebody.</summary>
    /// <param name="terms">The steps.</param>
    /// <param name="calendar">Name of the calendar of a rep who has none.</param>
    /// <param name="subject">The person.</param>
    /// <param name="roster">Who there is.</param>
    /// <param name="not">Names of reps who are not to be chosen (those who had it); may be empty.</param>
    /// <param name="now">The moment.</param>
    public static Route Choose(HandoverTerms terms, string calendar, Subject subject, Roster roster, ImmutableHashSet<string> not, DateTimeOffset now)
    {
        var search = new Search(calendar, roster, not, now);
        foreach (var step in terms.Owner)
        {
            var route = step switch
            {
                RoutingStep.AccountOwner => search.AccountOwner(terms, subject),
                RoutingStep.Territory territory => search.Territory(territory, subject),
                RoutingStep.RoundRobin turn => search.InTurn(turn.Team, turn.Hours, $"round robin {turn.Team}"),
                RoutingStep.Queue queue => new Route.ToQueue(queue.Name, queue.SalesforceId) { Step = $"queue {queue.Name}" },
                _ => null,
            };
            if (route is not null) return route with { Skipped = search.Skipped };
        }
        return new Route.ToNobody { Step = terms.Owner.IsEmpty ? "no way of finding an owner is agreed" : "nobody can take it", Skipped = search.Skipped };
    }

    private sealed class Search(string calendar, Roster roster, ImmutableHashSet<string> not, DateTimeOffset now)
    {
        private readonly List<Skipped> skipped = [];

        public ImmutableArray<Skipped> Skipped => [.. skipped.Distinct()];

        public Route? AccountOwner(HandoverTerms terms, Subject subject)
        {
            if (terms.AccountOwner is not { } field || subject[field].Text?.Trim() is not { Length: > 0 } id) return null;
            if (roster.RepOfSalesforce(id) is not { } rep)
            {
                skipped.Add(new Skipped(id, "owns the account and is not in the roster"));
                return null;
            }
            return MayTake(rep) ? new Route.ToRep(rep) { Step = "account owner" } : null;
        }

        public Route? Territory(RoutingStep.Territory step, Subject subject)
        {
            foreach (var rule in step.Rules)
            {
                if (!Evaluation.Holds(rule.Condition, subject, now)) continue;
                if (roster.RepOf(rule.To) is not { } rep) return InTurn(rule.To, step.Hours, $"territory {rule.Name}");
                if (!MayTake(rep)) return null;
                if (step.Hours != HoursRule.Required || IsAtWork(rep)) return new Route.ToRep(rep) { Step = $"territory {rule.Name}" };
                skipped.Add(new Skipped(rep.Name, "not at work now"));
                return null;
            }
            return null;
        }

        public Route? InTurn(string team, HoursRule hours, string step)
        {
            var members = roster.Reps.Where(rep => rep.Teams.Contains(team)).ToList();
            if (members.Count == 0) skipped.Add(new Skipped(team, "nobody of the roster belongs to it"));
            List<Rep> present = [.. members.Where(MayTake).Where(HasWeight)];
            if (hours != HoursRule.Ignored)
            {
                List<Rep> working = [.. present.Where(IsAtWork)];
                if (working.Count > 0 || hours == HoursRule.Required)
                {
                    foreach (var rep in present.Except(working)) skipped.Add(new Skipped(rep.Name, "not at work now"));
                    present = working;
                }
            }
            if (present.Count == 0) return null;
            var (chosen, turns) = Next(present, roster.Turns.GetValueOrDefault(team, Turns.None));
            return new Route.ToRep(chosen) { Step = step, Team = team, Turns = turns };
        }

        // Each present rep gains its weight, the richest has the turn and pays what all gained: turns come in proportion to the
        // weights, spread out, and somebody who joins or was away does not get a heap at once.
        private static (Rep Chosen, Turns After) Next(List<Rep> present, Turns turns)
        {
            var credits = turns.Credits.ToBuilder();
            foreach (var rep in present) credits[rep.Name] = credits.GetValueOrDefault(rep.Name) + rep.Weight;
            var chosen = present.OrderByDescending(rep => credits[rep.Name]).ThenBy(rep => rep.Name, StringComparer.Ordinal).First();
            credits[chosen.Name] -= present.Sum(rep => rep.Weight);
            return (chosen, new Turns(credits.ToImmutable()));
        }

        private bool MayTake(Rep rep)
        {
            var why = !rep.Active ? "deactivated"
                : not.Contains(rep.Name) ? "had it before"
                : Away(rep) is { } until ? $"away until {until.UtcDateTime:yyyy-MM-dd}"
                : rep.OpenMax is { } most && rep.Open >= most ? $"has {rep.Open} open, its cap is {most}"
                : null;
            if (why is not null) skipped.Add(new Skipped(rep.Name, why));
            return why is null;
        }

        private bool HasWeight(Rep rep)
        {
            if (rep.Weight <= 0) skipped.Add(new Skipped(rep.Name, "takes no turns"));
            return rep.Weight > 0;
        }

        private DateTimeOffset? Away(Rep rep)
        {
            foreach (var absence in rep.Absences)
                if (absence.From <= now && now < absence.To) return absence.To;
            return null;
        }

        // Somebody without a calendar is never off work: nothing says so.
        private bool IsAtWork(Rep rep) => roster.CalendarOf(rep, calendar) is not { } hours || new BusinessTime(hours).IsOpen(now);
    }
}
