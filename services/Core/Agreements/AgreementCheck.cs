using System.Collections.Immutable;
using Integration.Core.Conditions;
using Integration.Core.Routing;
using Integration.Core.Scores;

namespace Integration.Core.Agreements;

/// <summary>Something that is wrong with an Agreement.</summary>
/// <param name="Place">Where, as a path of names: <c>products/default/qualified</c>.</param>
/// <param name="What">One sentence without a full stop.</param>
/// <param name="Mend">One sentence without a full stop.</param>
public sealed record AgreementProblem(string Place, string What, string Mend);

/// <summary>Finds what contradicts itself or can never happen in an Agreement, before anybody signs it.</summary>
public static class AgreementCheck
{
    /// <summary>Every problem, in the order of the Agreement.</summary>
    /// <param name="agreement">The Agreement.</param>
    /// <param name="roster">Who there is; null = people, teams and calendars are not looked at.</param>
    public static ImmutableArray<AgreementProblem> Of(Agreement agreement, Roster? roster = null)
    {
        var problems = ImmutableArray.CreateBuilder<AgreementProblem>();
        var calendars = roster?.Calendars.Values.Where(calendar => !calendar.Problems().Any()).ToList() ?? [];
        void Add(string place, string what, string mend) => problems.Add(new AgreementProblem(place, what, mend));

        if (agreement.Products.IsEmpty) Add("products", "nothing is sold, so nobody is ever ready", "name at least one product, or give the one definition of qualified");
        foreach (var twice in Twice(agreement.Products.Select(product => product.Name))) Add($"products/{twice}", "the product comes twice", "give it one definition");
        foreach (var twice in Twice(agreement.Market.Personas.Select(persona => persona.Name))) Add($"personas/{twice}", "the persona comes twice", "join the two with any");
        foreach (var persona in agreement.Market.Personas) OfCondition($"personas/{persona.Name}", persona.Condition);
        if (agreement.Market.Icp is { } icp) OfCondition("icp", icp);
        foreach (var product in agreement.Products) OfProduct(product);
        foreach (var twice in Twice(agreement.Recycle.Reasons.Select(reason => reason.Name.ToLowerInvariant()))) Add($"recycle/reasons/{twice}", "the reason comes twice", "give it one rule");
        foreach (var reason in agreement.Recycle.Reasons)
        {
            if (reason.Nurture is not null && string.IsNullOrWhiteSpace(reason.NurtureOwner)) Add($"recycle/reasons/{reason.Name}", "nobody owns the nurture", "name its owner");
            if (reason.ReEntry is { } reEntry) OfCondition($"recycle/reasons/{reason.Name}", reEntry);
        }
        foreach (var meaning in agreement.Answers.Reasons.Where(pair => agreement.Recycle.Of(pair.Value) is null)) Add($"answers/reasons/{meaning.Key}", $"it stands for '{meaning.Value}', which is no reason of the list", "use a reason of recycle, or add it there");
        if (string.Equals(agreement.Signatories.Marketing.Trim(), agreement.Signatories.Sales.Trim(), StringComparison.OrdinalIgnoreCase)) Add("signatories", "one person would sign for both sides", "name one of each side");
        OfFollowUp("follow-up", agreement.FollowUp);
        if (roster is not null) problems.AddRange(RosterCheck.Of(agreement, roster));
        return problems.ToImmutable();

        void OfCondition(string place, Condition condition)
        {
            var misfits = ConditionCheck.Of(condition);
            foreach (var misfit in misfits) Add(place, misfit.What, misfit.Mend);
            if (misfits.IsEmpty && Contradiction.Of(condition) is { } why) Add(place, $"it can never hold: {why}", "take one of the conditions out");
        }

        void OfProduct(Product product)
        {
            var place = $"products/{product.Name}";
            OfCondition($"{place}/qualified", product.Qualified);
            foreach (var rule in product.Never)
            {
                OfCondition($"{place}/never/{rule.Name}", rule.Condition);
                if (Contradiction.Of(product.Qualified, new Condition.Not(rule.Condition)) is { } why && Contradiction.Of(product.Qualified) is null) Add($"{place}/never/{rule.Name}", $"whoever qualifies is never handed over: {why}", "take the condition out of one of the two");
            }
            foreach (var twice in Twice(product.Never.Select(rule => rule.Name))) Add($"{place}/never/{twice}", "the rule comes twice", "join the two with any");
            foreach (var twice in Twice(product.Scoring.Fit.Concat(product.Scoring.Engagement).Select(rule => rule.Name))) Add($"{place}/score/{twice}", "the rule comes twice, and its points could not be told apart", "give each its own name");
            if (product.Scoring.HalfLife is { } half && half < TimeSpan.FromHours(1)) Add($"{place}/score/decay", "the half-life is shorter than an hour", "give it at least one");
            OfScore(place, product);
            if (product.FollowUp is { } own) OfFollowUp($"{place}/follow-up", own);
        }

        void OfScore(string place, Product product)
        {
            foreach (var wanted in Scored(product.Qualified))
                if (ScoreRange.Most(product.Scoring, wanted.Part) is { } most && most < wanted.Points)
                    Add($"{place}/qualified", $"{wanted.Points} points are asked for and at most {most} can be had", "lower the threshold, or give more points");
        }

        void OfFollowUp(string place, FollowUpTerms terms)
        {
            foreach (var twice in Twice(terms.Escalation.Select(step => step.To))) Add($"{place}/escalate/{twice}", "the escalation comes back to somebody who was told already", "name each step's person once; the last one is the executive");
            for (var step = 1; step < terms.Escalation.Length; step++)
                if (EscalationOrder.IsBefore(terms.Escalation[step].After, terms.Escalation[step - 1].After, calendars)) Add($"{place}/escalate/{terms.Escalation[step].To}", "the step comes before the one above it", "let the times rise from step to step");
            if (terms.Attempts > Handoffs.Handoff.TouchesMax) Add($"{place}/attempts", $"more than {Handoffs.Handoff.TouchesMax} attempts are never counted", "ask for fewer");
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<string> names) => names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);

    // Only thresholds that must hold: one of several ways may stay closed.
    private static IEnumerable<Condition.Scored> Scored(Condition condition) => condition switch
    {
        Condition.Scored scored => [scored],
        Condition.All or Condition.Named => ConditionCheck.PartsOf(condition).SelectMany(Scored),
        _ => [],
    };
}
