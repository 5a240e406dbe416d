using System.Collections.Immutable;
using Integration.Core.Agreements;
using Integration.Core.Conditions;
using Integration.Core.People;
using Integration.Core.Recycling;
using Integration.Core.Scores;

namespace Integration.Core.Verdicts;

/// <summary>Asks the Agreement about a person. Pure: from every path and in every instance the same facts give the same verdict.</summary>
public static class Judge
{
    /// <summary>The verdict for each product, in the Agreement's order.</summary>
    /// <param name="agreement">The version in force (or a shadow).</param>
    /// <param name="facts">The person.</param>
    /// <param name="history">The person's handoffs of all products, open and closed, in any order.</param>
    /// <param name="now">The moment that is asked about.</param>
    public static ImmutableArray<Verdict> Of(Agreement agreement, PersonFacts facts, ImmutableArray<PastHandoff> history, DateTimeOffset now)
    {
        var subject = facts.ToSubject();
        var persona = agreement.Market.Personas.FirstOrDefault(persona => Evaluation.Holds(persona.Condition, subject, now));
        return [.. agreement.Products.Select(product => Of(agreement, product, persona, facts.PairId, subject, history, now))];
    }

    /// <summary>The verdict for one product.</summary>
    /// <exception cref="ArgumentException">The Agreement does not know the product.</exception>
    public static Verdict Of(Agreement agreement, string product, PersonFacts facts, ImmutableArray<PastHandoff> history, DateTimeOffset now)
    {
        var named = agreement.ProductOf(product) ?? throw new ArgumentException($"version {agreement.Version} of the Agreement knows no product '{product}'; it knows {string.Join(", ", agreement.Products.Select(one => one.Name))}", nameof(product));
        var subject = facts.ToSubject();
        var persona = agreement.Market.Personas.FirstOrDefault(persona => Evaluation.Holds(persona.Condition, subject, now));
        return Of(agreement, named, persona, facts.PairId, subject, history, now);
    }

    private static Verdict Of(Agreement agreement, Product product, Persona? persona, Guid pairId, Subject subject, ImmutableArray<PastHandoff> history, DateTimeOffset now)
    {
        var score = Reckoning.Of(product.Scoring, subject, now);
        var scored = subject with { Score = score };
        var never = Never(product, scored, now);
        var qualified = Evaluation.Of(product.Qualified, scored, now);
        var neverChangesAt = never.Aggregate((DateTimeOffset?)null, (at, trace) => Trace.Earlier(at, trace.ChangesAt));
        var verdict = new Verdict
        {
            PairId = pairId,
            Product = product.Name,
            Kind = VerdictKind.Ready,
            At = now,
            AgreementVersion = agreement.Version,
            AgreementHash = agreement.Hash,
            Score = score,
            Persona = persona?.Name ?? Market.Unclassified,
            Role = persona?.Role,
            Qualified = qualified,
            Never = never,
            Words = "",
            ReviewAt = neverChangesAt,
        };
        for (var at = 0; at < never.Length; at++)
            if (never[at].Truth == Truth.Yes) return verdict with { Kind = VerdictKind.Never, Rule = product.Never[at].Name, Words = $"never, since {product.Never[at].Name}: {never[at].Words}" };
        var past = history.Where(one => one.Product == product.Name).ToList();
        if (past.FirstOrDefault(one => one.IsOpen) is { } open) return verdict with { Kind = VerdictKind.HandedOff, OpenHandoff = open.Id, Words = "with sales already" };
        return WithPast(verdict, product, ReEntry.Of(agreement.Recycle, past, scored, now), scored, agreement);
    }

    private static Verdict WithPast(Verdict verdict, Product product, ReEntry reEntry, Subject subject, Agreement agreement)
    {
        switch (reEntry)
        {
            case ReEntry.Barred barred:
                return verdict with { Kind = VerdictKind.Never, Rule = barred.Rule, Words = $"never again, since {barred.Rule}" };
            case ReEntry.Cooling cooling:
                return verdict with
                {
                    Kind = VerdictKind.CoolingDown,
                    Until = cooling.Until,
                    CoolingReason = cooling.Reason,
                    Words = $"cooling down until {cooling.Until.UtcDateTime:yyyy-MM-dd}, {cooling.Reason ?? "given back without a reason"}",
                    ReviewAt = Trace.Earlier(verdict.ReviewAt, cooling.Until),
                };
        }
        var (missing, changesAt) = reEntry is ReEntry.Waiting waiting ? (waiting.Missing, waiting.ChangesAt) : ([], ((ReEntry.Free)reEntry).ChangesAt);
        missing = [.. Untold(product, verdict.Never), .. verdict.Qualified.Gaps(), .. missing];
        verdict = verdict with { ReviewAt = Trace.Earlier(Trace.Earlier(verdict.ReviewAt, verdict.Qualified.ChangesAt), changesAt) };
        if (missing.IsEmpty) return verdict with { Words = Reasons.WhyReady(agreement, product, verdict, subject) };
        return verdict with
        {
            Kind = VerdictKind.NotReady,
            Missing = missing,
            Track = missing.Select(gap => product.Nurture.GetValueOrDefault(gap.Criterion)).FirstOrDefault(track => track is not null),
            Words = $"not ready: {string.Join("; ", missing.Select(gap => gap.Words))}",
        };
    }

    private static ImmutableArray<Trace> Never(Product product, Subject subject, DateTimeOffset now)
    {
        var traces = ImmutableArray.CreateBuilder<Trace>(product.Never.Length);
        foreach (var rule in product.Never) traces.Add(Evaluation.Of(rule.Condition, subject, now));
        return traces.MoveToImmutable();
    }

    // Where a never rule cannot be told (the opt-out is not shown to us), nobody is handed over on the guess that it does not hold.
    private static IEnumerable<Gap> Untold(Product product, ImmutableArray<Trace> never)
    {
        for (var at = 0; at < never.Length; at++)
            if (never[at].Truth == Truth.Unknown) yield return new Gap(product.Never[at].Name, GapKind.Unreadable, $"{product.Never[at].Name} cannot be told: {never[at].Words}");
    }
}
