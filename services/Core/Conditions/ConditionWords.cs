using System.Globalization;

namespace Integration.Core.Conditions;

/// <summary>A condition in plain words, without anybody's values: for receipts, and for the page that both teams read.</summary>
public static class ConditionWords
{
    /// <summary>One sentence without a full stop: <c>country is one of DE, AT, CH</c>.</summary>
    public static string Of(Condition condition) => condition switch
    {
        Condition.All { Parts.IsEmpty: true } => "anybody",
        Condition.All all => string.Join(" and ", all.Parts.Select(Inner)),
        Condition.Any any => string.Join(" or ", any.Parts.Select(Inner)),
        Condition.Not not => $"not ({Of(not.Part)})",
        Condition.Named named => named.Name,
        Condition.In x => $"{x.Field} is one of {string.Join(", ", x.Values)}",
        Condition.Is x => $"{x.Field} is {x.Value}",
        Condition.Contains x => $"{x.Field} contains {string.Join(" or ", x.Phrases.Select(phrase => phrase.Text))}",
        Condition.AtLeast x => $"{x.Field} is at least {TraceWords.Number(x.Number)}",
        Condition.AtMost x => $"{x.Field} is at most {TraceWords.Number(x.Number)}",
        Condition.Between x => $"{x.Field} is between {TraceWords.Number(x.From)} and {TraceWords.Number(x.To)}",
        Condition.Matches x => $"{x.Field} is of the form {x.Pattern}",
        Condition.IsSet x => x.Set ? $"{x.Field} is set" : $"{x.Field} is blank",
        Condition.Within x => $"{x.Field} lies{TraceWords.In(x.Time)}",
        Condition.Changed x => $"{x.Field} changed{TraceWords.In(x.Time)}",
        Condition.Happened x => string.Create(CultureInfo.InvariantCulture, $"{x.Kind}{(x.About is { } about ? $" about {about}" : "")} at least {TraceWords.Times(x.Times)}{TraceWords.In(x.Time)}"),
        Condition.Scored x => $"{(x.Part == ScoredPart.Total ? "score" : $"{x.Part.ToString().ToLowerInvariant()} score")} is at least {TraceWords.Number(x.Points)}",
        _ => "an unknown condition",
    };

    private static string Inner(Condition condition) => condition is Condition.All { Parts.Length: > 1 } or Condition.Any { Parts.Length: > 1 } ? $"({Of(condition)})" : Of(condition);
}
