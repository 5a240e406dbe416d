using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
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
        foreach (var draft in drafts)
        {
            if (draft is not { Place: var place, Document: { } document }) continue;
            var agreement = document.Agreement;
            if (!versions.TryAdd(agreement.Version, place))
                findings.Report(DiagnosticCodes.AgreementTwice, place, $"there are two Agreements of version {agreement.Version}", "give the newer one the next version", new RelatedPlace(versions[agreement.Version], "the other stands here"));
            if (roster.Calendars.IsEmpty && roster.Reps.IsEmpty)
            {
                if (readAll) findings.Report(DiagnosticCodes.AgreementNoTeam, place, "no Team document says when sales works and who is there", "add a `kind: Team` document with `calendars` and `reps`");
                continue;
            }
            foreach (var problem in AgreementCheck.Of(agreement, roster))
                findings.Report(IsOfTeam(problem) ? DiagnosticCodes.AgreementNobody : DiagnosticCodes.AgreementNeverHolds, Nearest(draft.Map, problem.Place) ?? place, $"{problem.Place}: {problem.What}", problem.Mend);
        }
    }

    // What the two teams agreed stands under its own key; who there is, under these.
    private static bool IsOfTeam(AgreementProblem problem) =>
        problem.Place.StartsWith("handoff/owner", StringComparison.Ordinal) || problem.Place.EndsWith("/calendar", StringComparison.Ordinal) || problem.Place.Contains("/escalate/", StringComparison.Ordinal) || problem.Place.StartsWith("escalate/", StringComparison.Ordinal);

    /// <summary>The key that stands nearest to a problem: <c>products/default/qualified</c> of an Agreement without products is its <c>qualified</c>.</summary>
    private static Place? Nearest(YamlMap document, string path)
    {
        Place? found = null;
        YamlNode at = document;
        foreach (var name in path.Split('/'))
        {
            if (at is not YamlMap map || map.Key(name) is not { } key) continue;
            found = key.Place;
            at = map.Entries.First(entry => ReferenceEquals(entry.Key, key)).Value;
        }
        return found;
    }
}
