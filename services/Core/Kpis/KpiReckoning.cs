using System.Collections.Immutable;

namespace Integration.Core.Kpis;

/// <summary>Reckons a figure from the log. Pure: the same log, question and terms give both teams the same answer.</summary>
public static class KpiReckoning
{
    /// <summary>Answers a question.</summary>
    /// <param name="question">One without <see cref="KpiQuestion.Problem"/>.</param>
    /// <param name="ledger">The record; what the figure does not need may be left out of it.</param>
    /// <param name="terms">Versions of the Agreement and the team.</param>
    /// <exception cref="ArgumentException">The question has a problem.</exception>
    public static KpiFigure Of(KpiQuestion question, KpiLedger ledger, KpiTerms terms)
    {
        if (question.Problem() is { } problem) throw new ArgumentException(problem, nameof(question));
        var logs = ledger.Handoffs.Where(log => IsAsked(log, question, terms)).ToList();
        return question.Id switch
        {
            KpiId.K1 => Qualification(question, ledger, terms),
            KpiId.K2 => Tally.Of(question, Funnel.Acceptance(logs, terms), terms),
            KpiId.K3a => Tally.Of(question, Funnel.AcceptedToQualified(logs), terms),
            KpiId.K3b => Tally.Of(question, Funnel.SentToQualified(logs), terms),
            KpiId.K3c => Tally.Of(question, Funnel.QualifiedToOpportunity(logs), terms),
            KpiId.K4 => Tally.Of(question, FollowingUp.Rate(logs, terms), terms),
            KpiId.K5 => Tally.Of(question, FollowingUp.Ignored(logs, terms), terms),
            KpiId.K6 => Speeds.WithParts(Tally.Of(question, Speeds.ToLead(logs, terms, question.Now), terms), logs.ToDictionary(log => log.HandoffId), ledger, terms, question.Now),
            KpiId.K7 => Tally.Of(question, FollowingUp.Attainment(logs, terms), terms),
            KpiId.K8 => Tally.Of(question, Answering.Packets(logs, ledger, terms), terms),
            KpiId.K9 => Leaks(question, ledger),
            KpiId.K11 => Tally.Of(question, Answering.Feedback(logs, terms), terms),
            KpiId.K24 => Tally.Of(question, Answering.Deals(logs, terms), terms),
            KpiId.K25 => Tally.Of(question, Conformance.Read(logs), terms),
            KpiId.K30 => Parity.Of(question, ledger, logs, terms),
            KpiId.K38 => Tally.Of(question, Speeds.ToDecision(logs, terms, question.Now), terms),
            _ => throw new ArgumentOutOfRangeException(nameof(question), question.Id, "no such figure"),
        };
    }

    private static bool IsAsked(HandoffLog log, KpiQuestion question, KpiTerms terms) =>
        (question.Product is null || log.Product == question.Product)
        && (question.Source is null || string.Equals(log.Source, question.Source, StringComparison.OrdinalIgnoreCase))
        && (question.Team is null || terms.IsOfTeam(log, question.Team));

    private static KpiFigure Qualification(KpiQuestion question, KpiLedger ledger, KpiTerms terms)
    {
        var asked = question.Source is null ? ledger : ledger with { Inquiries = [.. ledger.Inquiries.Where(one => string.Equals(one.Source, question.Source, StringComparison.OrdinalIgnoreCase))] };
        var figure = Tally.Of(question, Funnel.Qualification(asked, terms, question), terms);
        var customers = ledger.Handoffs.Where(log => log.WonAt is not null).ToLookup(log => log.PairId, log => log.WonAt!.Value);
        var again = asked.Inquiries.Sum(one => one.Responses.Count(at => at >= question.From && at < question.To && customers[one.PairId].Any(won => won < at)));
        return again == 0 ? figure : figure with { Parts = figure.Parts.SetItem("customer-responses", again) };
    }

    private static KpiFigure Leaks(KpiQuestion question, KpiLedger ledger)
    {
        var snapshot = ledger.Snapshot ?? throw new ArgumentException("K9 needs how everybody stands now", nameof(ledger));
        return new KpiFigure
        {
            Id = KpiId.K9,
            View = KpiView.Snapshot,
            From = snapshot.At,
            To = snapshot.At,
            Numerator = snapshot.Leaks.Select(leak => leak.PairId).Distinct().Count(),
            Denominator = snapshot.OpenHandoffs,
            People = snapshot.Leaks.Select(leak => leak.PairId).Distinct().Count(),
            Records = [.. snapshot.Leaks.OrderBy(leak => leak.PairId).ThenBy(leak => leak.What, StringComparer.Ordinal).Select(leak => new KpiRecord(snapshot.At, leak.HandoffId, leak.PairId, KpiPlace.Counted, leak.What, null))],
        };
    }
}
