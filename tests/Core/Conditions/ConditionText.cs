using System.Globalization;
using Integration.Core.Conditions;

namespace Integration.Core.Tests.Conditions;

/// <summary>Reads the short form of a condition on one field that the tables use.</summary>
internal static class ConditionText
{
    public static Condition Read(string text, FieldRef field)
    {
        if (text.StartsWith("not ", StringComparison.Ordinal)) return new Condition.Not(Read(text[4..], field));
        var (word, rest) = text.IndexOf(' ', StringComparison.Ordinal) is var at and > 0 ? (text[..at], text[(at + 1)..]) : (text, "");
        var parts = rest.Split(',');
        return word switch
        {
            "any" => new Condition.Any([]),
            "in" => new Condition.In(field, [.. parts]),
            "is" => new Condition.Is(field, rest),
            "contains" => new Condition.Contains(field, [.. parts.Select(part => new Phrase(part))]),
            "matches" => new Condition.Matches(field, Pattern.Parse(rest)),
            "at-least" => new Condition.AtLeast(field, Number(rest)),
            "at-most" => new Condition.AtMost(field, Number(rest)),
            "between" => new Condition.Between(field, Number(parts[0]), Number(parts[1])),
            "is-set" => new Condition.IsSet(field),
            "is-unset" => new Condition.IsSet(field, Set: false),
            "within" => new Condition.Within(field, TimeSpan.FromDays((double)Number(rest.TrimEnd('d')))),
            _ => throw new FormatException($"the table knows no condition '{word}'"),
        };
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
