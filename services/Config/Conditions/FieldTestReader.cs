using System.Collections.Immutable;
using Integration.Config.Diagnostics;
using Integration.Config.Mappings;
using Integration.Config.Yaml;
using Integration.Core.Conditions;

namespace Integration.Config.Conditions;

/// <summary>Reads the one test that a condition puts to its field.</summary>
internal sealed class FieldTestReader(Findings findings)
{
    /// <summary>The tests, as they are written.</summary>
    public static IReadOnlyList<string> Words { get; } = ["in", "is", "contains", "at-least", "at-most", "between", "matches", "is-set", "within", "changed"];

    /// <summary>The test beside a field; null when, reported, there is none, more than one, or a wrong one.</summary>
    public Condition? Read(KeyReader keys, YamlMap map, FieldRef field)
    {
        var said = Words.Where(keys.Has).ToList();
        if (said.Count == 1) return Read(keys, said[0], field);
        foreach (var word in said) keys.Node(word);
        findings.Report(DiagnosticCodes.BadCondition, map,
            said.Count == 0 ? $"the condition names {field} and does not say what about it" : $"the condition asks {Quote.List(said)} of {field} at once",
            said.Count == 0 ? $"add one of {string.Join(", ", Words)}" : "write one condition for each, under all or any");
        return null;
    }

    /// <summary>A phrase; null when, reported, nothing is left of it.</summary>
    public Phrase? PhraseOf(YamlText text)
    {
        try
        {
            return new Phrase(text.Value);
        }
        catch (FormatException wrong)
        {
            findings.Report(DiagnosticCodes.BadCondition, text, wrong.Message, "write at least one word");
            return null;
        }
    }

    private Condition? Read(KeyReader keys, string word, FieldRef field) => word switch
    {
        "in" => keys.Texts("in") is var values ? new Condition.In(field, [.. values.Select(value => value.Value)]) : null,
        "is" => keys.Text("is") is { } value ? new Condition.Is(field, value.Value) : null,
        "contains" => Contains(keys, field),
        "at-least" => NumberReader.Number(keys, "at-least", findings) is { } least ? new Condition.AtLeast(field, least) : null,
        "at-most" => NumberReader.Number(keys, "at-most", findings) is { } most ? new Condition.AtMost(field, most) : null,
        "between" => Between(keys, field),
        "matches" => Matches(keys, field),
        "is-set" => new Condition.IsSet(field, keys.Word("is-set", MappingWords.YesNo, true)),
        "within" => DurationReader.WallTime(keys, "within", findings) is { } window ? new Condition.Within(field, window) : null,
        _ => Changed(keys, field),
    };

    private Condition.Contains? Contains(KeyReader keys, FieldRef field)
    {
        var phrases = keys.Texts("contains").Select(PhraseOf).ToList();
        return phrases.Contains(null) ? null : new Condition.Contains(field, [.. phrases.OfType<Phrase>()]);
    }

    private Condition.Between? Between(KeyReader keys, FieldRef field)
    {
        var texts = keys.Texts("between");
        if (texts.Count != 2)
        {
            findings.Report(DiagnosticCodes.BadCondition, keys.PlaceOf("between"), "between takes two numbers", "write `between: [50, 500]`");
            return null;
        }
        return NumberReader.Number(texts[0], findings) is { } from && NumberReader.Number(texts[1], findings) is { } to ? new Condition.Between(field, from, to) : null;
    }

    private Condition.Matches? Matches(KeyReader keys, FieldRef field)
    {
        if (keys.Text("matches") is not { } text) return null;
        if (Pattern.TryParse(text.Value, out var pattern, out var problem)) return new Condition.Matches(field, pattern);
        findings.Report(DiagnosticCodes.BadCondition, text, problem, "mend the pattern, or use contains");
        return null;
    }

    private Condition.Changed? Changed(KeyReader keys, FieldRef field)
    {
        if (keys.Text("changed") is not { } text) return null;
        if (text.Value is "ever" or "true") return new Condition.Changed(field, null);
        return DurationReader.WallTime(text, findings) is { } window ? new Condition.Changed(field, window) : null;
    }
}
