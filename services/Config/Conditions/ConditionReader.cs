using System.Collections.Immutable;
using System.Globalization;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Conditions;

namespace Integration.Config.Conditions;

/// <summary>Reads a condition: <c>{ all: [...] }</c>, <c>{ any: [...] }</c>, <c>{ not: ... }</c>, or <c>{ field: NAME, in: [...] }</c> and its like.</summary>
/// <param name="fieldOf">What a field's name means; null when, reported, it means nothing.</param>
/// <param name="findings">Takes the reports.</param>
internal sealed class ConditionReader(Func<YamlText, FieldRef?> fieldOf, Findings findings)
{
    private static readonly string[] Verbs = ["in", "is", "contains", "at-least", "at-most", "between", "matches", "is-set", "within", "changed"];

    /// <summary>The condition; null when, reported, there is none to be read.</summary>
    public Condition? Read(YamlNode node)
    {
        var before = findings.ErrorCount;
        if (Part(node, 1) is not { } condition || findings.ErrorCount > before) return null;
        foreach (var problem in ConditionCheck.Of(condition)) findings.Report(DiagnosticCodes.BadCondition, node, problem.What, problem.Mend);
        return findings.ErrorCount > before ? null : condition;
    }

    private Condition? Part(YamlNode node, int depth)
    {
        if (node is not YamlMap map) return Wrong(node, $"a condition is a set of keys, not {node.Shape}", "write `{ field: NAME, in: [...] }`, `{ all: [...] }`, `{ any: [...] }` or `{ not: {...} }`");
        if (depth > Condition.DepthMax) return Wrong(node, $"conditions are nested deeper than {Condition.DepthMax}", "write fewer levels");
        var keys = new KeyReader(map, findings, "a condition");
        var condition = keys.Has("all") ? new Condition.All(Parts(keys, "all", depth))
            : keys.Has("any") ? new Condition.Any(Parts(keys, "any", depth))
            : keys.Has("not") ? keys.Node("not") is { } inner && Part(inner, depth + 1) is { } part ? new Condition.Not(part) : null
            : OfField(keys);
        keys.Finish();
        return condition;
    }

    private ImmutableArray<Condition> Parts(KeyReader keys, string key, int depth)
    {
        if (keys.Node(key) is YamlList list) return [.. list.Items.Select(item => Part(item, depth + 1)).OfType<Condition>()];
        findings.Report(DiagnosticCodes.WrongShape, keys.PlaceOf(key), $"'{key}' takes a list of conditions", $"write `{key}: [ {{ field: NAME, in: [...] }} ]`");
        return [];
    }

    private Condition? OfField(KeyReader keys)
    {
        if (keys.RequiredText("field", "name the field: `{ field: NAME, in: [...] }`") is not { } name) return null;
        var given = Verbs.Where(keys.Has).ToList();
        if (given.Count != 1)
        {
            findings.Report(DiagnosticCodes.BadCondition, name, given.Count == 0 ? $"nothing is asked of {Quote.Of(name.Value)}" : $"{Quote.List(given)} are asked of {Quote.Of(name.Value)} at once",
                given.Count == 0 ? $"add one of {string.Join(", ", Verbs)}" : "write one condition for each, joined by `all`");
            foreach (var verb in given) keys.Node(verb);
            return null;
        }
        return fieldOf(name) is { } field ? Of(keys, field, given[0]) : Asked(keys, given[0]);
    }

    private static Condition? Asked(KeyReader keys, string verb)
    {
        keys.Node(verb);
        return null;
    }

    private Condition? Of(KeyReader keys, FieldRef field, string verb) => verb switch
    {
        "in" => new Condition.In(field, [.. keys.Texts(verb).Select(value => value.Value)]),
        "is" => keys.Text(verb) is { } value ? new Condition.Is(field, value.Value) : null,
        "contains" => Contains(keys, field),
        "at-least" => Number(keys.Text(verb)) is { } least ? new Condition.AtLeast(field, least) : null,
        "at-most" => Number(keys.Text(verb)) is { } most ? new Condition.AtMost(field, most) : null,
        "between" => Between(keys, field),
        "matches" => Matches(keys, field),
        "is-set" => keys.Text(verb) is { } set ? new Condition.IsSet(field, Word(set, "true")) : null,
        "within" => Days(keys.Text(verb)) is { } within ? new Condition.Within(field, within) : null,
        _ => Days(keys.Text("changed")) is { } changed ? new Condition.Changed(field, changed) : null,
    };

    private Condition.Contains? Contains(KeyReader keys, FieldRef field)
    {
        var texts = keys.Texts("contains");
        foreach (var bad in texts.Where(text => text.Value.Trim().Trim('*').Trim().Length == 0)) Wrong(bad, $"{Quote.Of(bad.Value)} is no phrase", "write at least one letter or digit");
        return texts.All(text => text.Value.Trim().Trim('*').Trim().Length > 0) ? new Condition.Contains(field, [.. texts.Select(text => new Phrase(text.Value))]) : null;
    }

    private Condition.Matches? Matches(KeyReader keys, FieldRef field)
    {
        if (keys.Text("matches") is not { } text) return null;
        if (Pattern.TryParse(text.Value, out var pattern, out var problem)) return new Condition.Matches(field, pattern);
        Wrong(text, problem, "write a pattern that reads, such as `@acme\\.`");
        return null;
    }

    private Condition.Between? Between(KeyReader keys, FieldRef field)
    {
        var bounds = keys.Texts("between");
        if (bounds.Count != 2)
        {
            findings.Report(DiagnosticCodes.BadCondition, keys.PlaceOf("between"), "'between' takes two numbers", "write `between: [50, 500]`");
            return null;
        }
        return Number(bounds[0]) is { } from && Number(bounds[1]) is { } to ? new Condition.Between(field, from, to) : null;
    }

    private decimal? Number(YamlText? text)
    {
        if (text is null) return null;
        if (decimal.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
        Wrong(text, $"{Quote.Of(text.Value)} is no number", "write digits, with a point before fractions");
        return null;
    }

    private TimeSpan? Days(YamlText? text)
    {
        if (text is null) return null;
        if (text.Value.Length is > 1 and <= 6 && text.Value[^1] is 'd' or 'h' && int.TryParse(text.Value.AsSpan(0, text.Value.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return text.Value[^1] == 'd' ? TimeSpan.FromDays(count) : TimeSpan.FromHours(count);
        Wrong(text, $"{Quote.Of(text.Value)} is no length of time", "write days or hours: `30d`, `12h`");
        return null;
    }

    private bool Word(YamlText text, string yes)
    {
        if (text.Value is not ("true" or "false")) Wrong(text, $"{Quote.Of(text.Value)} is neither true nor false", "write true or false");
        return text.Value == yes;
    }

    private Condition? Wrong(YamlNode at, string what, string mend)
    {
        findings.Report(DiagnosticCodes.BadCondition, at, what, mend);
        return null;
    }
}
