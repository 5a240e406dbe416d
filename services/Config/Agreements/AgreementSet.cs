using Integration.Config.Diagnostics;
using Integration.Core.Agreements;
using Integration.Core.Routing;

namespace Integration.Config.Agreements;

/// <summary>What can only be judged with all documents in hand: versions side by side, and names that the team must know.</summary>
internal static class AgreementSet
{
    /// <param name="drafts">Every Agreement document.</param>
    /// <param name="roster">The team.</param>
    /// <param name="readAll">Whether every document could be read: what an unread one held is not known to be missing.</param>
    /// <param name="findings">Takes the reports.</param>
    public static void Check(IReadOnlyList<AgreementDraft> drafts, Roster roster, bool readAll, Findings findings)
    {
        var versions = new Dictionary<int, Place>();
        foreach (var (place, document) in drafts)
        {
            if (document is null) continue;
            var agreement = document.Agreement;
            if (!versions.TryAdd(agreement.Version, place))
                findings.Report(DiagnosticCodes.AgreementTwice, place, $"there are two Agreements of version {agreement.Version}", "give the newer one the next version", new RelatedPlace(versions[agreement.Version], "the other stands here"));
            if (roster.Calendars.IsEmpty && roster.Reps.IsEmpty)
            {
                if (readAll) findings.Report(DiagnosticCodes.AgreementNoTeam, place, "no Team document says when sales works and who is there", "add a `kind: Team` document with `calendars` and `reps`");
                continue;
            }
            foreach (var (what, name, known) in Named(agreement, roster))
                if (!known.Contains(name))
                    findings.Report(DiagnosticCodes.AgreementNobody, place, $"the team has no {what} {Quote.Of(name)}", NearName.Mend(name, known, known.Count == 0 ? "add it to the Team document" : $"it has {Quote.List([.. known])}"));
        }
    }

    private static IEnumerable<(string What, string Name, IReadOnlyCollection<string> Known)> Named(Agreement agreement, Roster roster)
    {
        var calendars = roster.Calendars.Keys.ToList();
        var reps = roster.Reps.Select(rep => rep.Name).Distinct().ToList();
        var teams = roster.Reps.SelectMany(rep => rep.Teams).Distinct().ToList();
        List<string> people = [.. reps, EscalationStep.Manager];
        foreach (var terms in agreement.Products.Select(product => product.FollowUp).OfType<FollowUpTerms>().Prepend(agreement.FollowUp))
        {
            yield return ("calendar", terms.Calendar, calendars);
            foreach (var step in terms.Escalation) yield return ("person", step.To, people);
        }
        if (agreement.Marketing.Calendar is { } calendar) yield return ("calendar", calendar, calendars);
        foreach (var step in agreement.Handover.Owner)
            switch (step)
            {
                case RoutingStep.RoundRobin robin:
                    yield return ("team", robin.Team, teams);
                    break;
                case RoutingStep.Territory territory:
                    foreach (var rule in territory.Rules) yield return ("team or person", rule.To, [.. teams, .. reps]);
                    break;
            }
    }
}
