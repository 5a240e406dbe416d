using System.Globalization;
using Integration.Core.Conditions;

namespace Integration.Config.Conditions;

/// <summary>A condition in one line, the same for conditions that mean the same: what digests and comparisons are made of.</summary>
internal static class ConditionText
{
    public static string Of(Condition condition) => condition switch
    {
        Condition.All all => $"all({Parts(all.Parts)})",
        Condition.Any any => $"any({Parts(any.Parts)})",
        Condition.Not not => $"not({Of(not.Part)})",
        Condition.Named named => Of(named.Part),
        Condition.In x => $"{Field(x.Field)} in {Texts(x.Values)}",
        Condition.Is x => $"{Field(x.Field)} is {Texts([x.Value])}",
        Condition.Contains x => $"{Field(x.Field)} contains {Texts(x.Phrases.Select(phrase => phrase.Text))}",
        Condition.Matches x => $"{Field(x.Field)} matches {Texts([x.Pattern.Text])}",
        Condition.AtLeast x => string.Create(CultureInfo.InvariantCulture, $"{Field(x.Field)} at-least {x.Number}"),
        Condition.AtMost x => string.Create(CultureInfo.InvariantCulture, $"{Field(x.Field)} at-most {x.Number}"),
        Condition.Between x => string.Create(CultureInfo.InvariantCulture, $"{Field(x.Field)} between {x.From} {x.To}"),
        Condition.IsSet x => $"{Field(x.Field)} is-set {x.Set}",
        Condition.Within x => $"{Field(x.Field)} within {x.Time}",
        Condition.Changed x => $"{Field(x.Field)} changed {x.Time}",
        Condition.Happened x => string.Create(CultureInfo.InvariantCulture, $"event {Texts([x.Kind, x.About?.Text ?? ""])} times {x.Times} within {x.Time}"),
        Condition.Scored x => string.Create(CultureInfo.InvariantCulture, $"score {x.Part} at-least {x.Points}"),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.GetType().Name, "a kind of condition without a text"),
    };

    private static string Parts(IEnumerable<Condition> parts) => string.Join(", ", parts.Select(Of));

    private static string Field(FieldRef field) => $"{field.System}/{field.Name}:{field.Type}";

    // With their lengths, so that no text can be mistaken for the one around it.
    private static string Texts(IEnumerable<string> texts) => string.Concat(texts.Select(text => string.Create(CultureInfo.InvariantCulture, $"[{text.Length}:{text}]")));
}
