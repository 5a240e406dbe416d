using Integration.Config.Conditions;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Agreements;
using Integration.Core.Conditions;
using Integration.Core.Scores;

namespace Integration.Config.Agreements;

/// <summary>Finds rules that can never hold together: such an Agreement loads, runs, and hands nobody over.</summary>
/// <remarks>
/// Finds what follows from one rule beside another on the same field and from the most points there are. It does not solve the
/// conditions in general: what it does not find, the shadow run shows as a share of zero.
/// </remarks>
internal static class Contradictions
{
    public static void Check(Agreement agreement, YamlMap document, Findings findings)
    {
        foreach (var product in agreement.Products)
        {
            var place = Place(document, product.Name);
            var sure = Sure(product.Qualified).ToList();
            foreach (var problem in Among(sure).Concat(Points(sure, product.Scoring)))
                findings.Report(DiagnosticCodes.AgreementNeverHolds, place, $"nobody can ever be ready{Of(product)}: {problem}", "mend one of the two");
            foreach (var never in product.Never)
            {
                // All that a never rule asks for is asked for by readiness too: whoever is ready is ruled out.
                var rules = Sure(never.Condition).Select(Text).ToList();
                if (rules.Count > 0 && rules.All(sure.Select(Text).Contains))
                    findings.Report(DiagnosticCodes.AgreementNeverHolds, place, $"nobody can ever be ready{Of(product)}: the never rule '{never.Name}' rules out everybody who qualifies", "remove the never rule, or the condition");
            }
        }
        if (agreement.Answers.Meanings.Count > 0)
            foreach (var meaning in (StatusMeaning[])[StatusMeaning.Accepted, StatusMeaning.Rejected])
                if (!agreement.Answers.Meanings.ContainsValue(meaning) && (meaning == StatusMeaning.Rejected || !agreement.Answers.Meanings.ContainsValue(StatusMeaning.Working)))
                    findings.Report(DiagnosticCodes.AgreementNoStatus, document.Key("answers")?.Place ?? document.Place, $"no status in Salesforce means {meaning.ToString().ToLowerInvariant()}, so sales can say so through the API alone", "name one under answers.meanings");
    }

    private static IEnumerable<string> Among(List<Condition> sure)
    {
        for (var one = 0; one < sure.Count; one++)
        {
            for (var other = one + 1; other < sure.Count; other++)
                if ((Clash(sure[one], sure[other]) ?? Clash(sure[other], sure[one])) is { } clash) yield return clash;
            if (sure[one] is Condition.Any { Parts.Length: > 0 } any && any.Parts.All(part => Sure(part).Any(inner => sure.Any(own => (Clash(inner, own) ?? Clash(own, inner)) is not null))))
                yield return "each alternative of an any contradicts what must hold beside it";
        }
    }

    private static string? Clash(Condition one, Condition other) => (one, other) switch
    {
        (Condition.Is a, Condition.Is b) when a.Field == b.Field && !Same(a.Value, b.Value) => $"{a.Field} cannot be both '{a.Value}' and '{b.Value}'",
        (Condition.Is a, Condition.In b) when a.Field == b.Field && !b.Values.Any(value => Same(value, a.Value)) => $"{a.Field} is to be '{a.Value}', which is not in the list that it is to be in",
        (Condition.In a, Condition.In b) when a.Field == b.Field && a.Field.Type != Integration.Core.Mappings.FieldType.MultiPicklist && !a.Values.Any(value => b.Values.Any(own => Same(own, value))) => $"{a.Field} is to be in two lists that share nothing",
        (Condition.IsSet { Set: false } a, _) when FieldsOf(other).Contains(a.Field) && other is not Condition.IsSet { Set: false } and not Condition.Not and not Condition.Any => $"{a.Field} is to be blank and to hold something",
        (Condition.Not { Part: var part }, _) when Text(part) == Text(other) => "a condition is to hold and not to hold",
        _ => Bounds(one) is var (field, low, high) && Bounds(other) is var (same, low2, high2) && field == same && (low > high2 || low2 > high) ? $"{field} cannot be at least {Math.Max(low, low2)} and at most {Math.Min(high, high2)}" : null,
    };

    private static (FieldRef Field, decimal Low, decimal High)? Bounds(Condition condition) => condition switch
    {
        Condition.AtLeast x => (x.Field, x.Number, decimal.MaxValue),
        Condition.AtMost x => (x.Field, decimal.MinValue, x.Number),
        Condition.Between x => (x.Field, x.From, x.To),
        _ => null,
    };

    private static IEnumerable<string> Points(List<Condition> sure, Scoring scoring)
    {
        foreach (var scored in sure.OfType<Condition.Scored>())
        {
            var (fit, engagement) = (Most(scoring.Fit, scoring.FitMax), Most(scoring.Engagement, scoring.EngagementMax));
            var most = scored.Part switch { ScoredPart.Fit => fit, ScoredPart.Engagement => engagement, _ => fit is null || engagement is null ? null : fit + engagement };
            if (most < scored.Points) yield return $"a score of {scored.Points} is asked for, and all rules together give {most} at most";
        }
    }

    /// <summary>The most points that the rules can give; null = no bound.</summary>
    private static decimal? Most(IEnumerable<ScoreRule> rules, decimal? cap)
    {
        decimal? sum = 0;
        foreach (var rule in rules.Where(rule => rule.Points > 0))
            sum += rule is ScoreRule.ForEach or ScoreRule.Per ? rule.Cap : rule.Points;
        return sum is null ? cap : cap is { } most ? Math.Min(sum.Value, most) : sum;
    }

    /// <summary>The conditions that must all hold for this one to hold.</summary>
    private static IEnumerable<Condition> Sure(Condition condition) => condition switch
    {
        Condition.All all => all.Parts.SelectMany(Sure),
        Condition.Named named => Sure(named.Part),
        Condition.Any { Parts.Length: 1 } any => Sure(any.Parts[0]),
        _ => [condition],
    };

    private static IEnumerable<FieldRef> FieldsOf(Condition condition) => ConditionCheck.FieldsOf(condition);

    // Records compare lists by reference, so what a condition says stands in for it.
    private static string Text(Condition condition) => ConditionText.Of(condition);

    private static bool Same(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string Of(Product product) => product.Name == Product.Default ? "" : $" for '{product.Name}'";

    private static Place Place(YamlMap document, string product) =>
        document.Entries.FirstOrDefault(entry => entry.Key.Value == "products").Value is YamlMap products && products.Key(product) is { } own ? own.Place
        : document.Key("qualified")?.Place ?? document.Place;
}
