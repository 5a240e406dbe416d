using System.Collections.Immutable;
using Integration.Config.Diagnostics;
using Integration.Config.Mappings;
using Integration.Config.Yaml;
using Integration.Core.Conditions;
using Integration.Core.Mappings;

namespace Integration.Config.Conditions;

/// <summary>Reads conditions: <c>all</c>, <c>any</c>, <c>not</c>, a <c>field</c> with one test, an <c>event</c>, a <c>score</c>, or the name of one that is defined elsewhere.</summary>
/// <param name="fieldOf">What a field's name means; null when, reported, it means nothing.</param>
/// <param name="findings">Takes the reports.</param>
/// <param name="names">Conditions that may be meant by name: <c>icp</c>, <c>persona: buyer</c> by <c>persona buyer</c>. Null where only a record's own fields can be asked, as in a mapping's scope.</param>
internal sealed class ConditionReader(Func<YamlText, FieldRef?> fieldOf, Findings findings, IReadOnlyDictionary<string, Condition>? names = null)
{
    private const string FieldForms = "write { all: [...] }, { any: [...] }, { not: ... } or { field: NAME, in: [...] }";

    private readonly string[] kinds = names is null ? ["all", "any", "not", "field"] : ["all", "any", "not", "field", "event", "score", "persona"];
    private readonly string forms = names is null ? FieldForms : FieldForms.Replace(" or { field", ", { field", StringComparison.Ordinal) + ", { event: KIND, within: 30d } or { score: { at-least: 60 } }";
    private readonly FieldTestReader tests = new(findings);

    /// <summary>The condition of a node, checked; null when, reported, something in it is wrong.</summary>
    public Condition? Read(YamlNode node) => Read(node, 1);

    private Condition? Read(YamlNode node, int depth)
    {
        if (depth > Condition.DepthMax)
        {
            findings.Report(DiagnosticCodes.BadCondition, node, $"conditions are nested deeper than {Condition.DepthMax}", "name the inner ones and use the names");
            return null;
        }
        return node switch
        {
            YamlText { IsBlank: false } name => Named(name, name.Value),
            // A list under a condition's key is what people write when they mean all of it.
            YamlList list => Parts(list, depth) is { } parts ? Checked(node, new Condition.All(parts)) : null,
            YamlMap { Entries.Count: > 0 } map => Map(map, depth),
            YamlMap => Wrong(node, "an empty condition asks nothing"),
            _ => Wrong(node, $"a condition is a set of keys, not {node.Shape}"),
        };
    }

    private Condition? Map(YamlMap map, int depth)
    {
        var keys = new KeyReader(map, findings, "a condition");
        var name = keys.Text("name");
        if (Kind(map) is not { } kind) return Wrong(map, $"a condition needs one of {string.Join(", ", kinds)}");
        var value = keys.Node(kind)!;
        var condition = kind switch
        {
            "all" => Listed(value, depth) is { } parts ? new Condition.All(parts) : null,
            "any" => Listed(value, depth) is { } parts ? new Condition.Any(parts) : null,
            "not" => Read(value, depth + 1) is { } part ? new Condition.Not(part) : (Condition?)null,
            "field" => Field(keys) is { } field ? tests.Read(keys, map, field) : Skip(keys),
            "event" => Event(keys),
            "score" => Score(value),
            _ => keys.Text("persona") is { } persona ? Named(persona, $"persona {persona.Value}") : null,
        };
        keys.Finish();
        if (condition is null) return null;
        var whole = name is null ? condition : new Condition.Named(name.Value, condition);
        return Checked(map, whole);
    }

    private string? Kind(YamlMap map) => kinds.FirstOrDefault(kind => map.Key(kind) is not null);

    private ImmutableArray<Condition>? Listed(YamlNode node, int depth)
    {
        if (node is YamlList list) return Parts(list, depth);
        Wrong(node, $"a list of conditions belongs here, not {node.Shape}");
        return null;
    }

    private ImmutableArray<Condition>? Parts(YamlList list, int depth)
    {
        // Every part is read, whatever becomes of the one before: all faults are told at once.
        var parts = list.Items.Select(item => Read(item, depth + 1)).ToList();
        return parts.Contains(null) ? null : [.. parts.OfType<Condition>()];
    }

    private Condition? Named(YamlText text, string name)
    {
        if (names is null) return Wrong(text, $"a condition is a set of keys, not {text.Shape}");
        if (names.TryGetValue(name, out var condition)) return new Condition.Named(name, condition);
        findings.Report(DiagnosticCodes.AgreementUnknownName, text, $"nothing is called {Quote.Of(name)}", NearName.Mend(name, names.Keys, names.Count == 0 ? forms : $"the names are {Quote.List([.. names.Keys])}"));
        return null;
    }

    private Condition.Happened? Event(KeyReader keys)
    {
        var kind = keys.Text("event");
        var about = keys.Text("about");
        var times = NumberReader.Count(keys, "times", findings, 1, 10_000, 1)!.Value;
        var within = DurationReader.WallTime(keys, "within", findings);
        return kind is null ? null : new Condition.Happened(kind.Value, about is null ? null : tests.PhraseOf(about), times, within);
    }

    private Condition? Score(YamlNode node)
    {
        if (node is not YamlMap map) return Wrong(node, "a score is asked with { at-least: 60 }");
        var keys = new KeyReader(map, findings, "'score'");
        if (!keys.Has("at-least")) keys.Missing("at-least", "write `at-least: 60`");
        var points = NumberReader.Number(keys, "at-least", findings, -1_000_000, 1_000_000);
        var part = keys.Word("part", new Dictionary<string, ScoredPart>(StringComparer.Ordinal) { ["total"] = ScoredPart.Total, ["fit"] = ScoredPart.Fit, ["engagement"] = ScoredPart.Engagement }, ScoredPart.Total);
        keys.Finish();
        return points is { } least ? new Condition.Scored(part, least) : null;
    }

    // `type: number` says what a field of one's own holds where no schema does.
    private FieldRef? Field(KeyReader keys)
    {
        var type = keys.Word("type", MappingWords.Types.ToDictionary(word => word.Key, word => (FieldType?)word.Value, StringComparer.Ordinal), null);
        return keys.Text("field") is { } text && fieldOf(text) is { } field ? field with { Type = type ?? field.Type } : null;
    }

    // The tests of an unknown field cannot be judged; that they stand there is no further fault.
    private static Condition? Skip(KeyReader keys)
    {
        foreach (var test in FieldTestReader.Words) keys.Node(test);
        return null;
    }

    private Condition? Checked(YamlNode node, Condition condition)
    {
        var own = ConditionCheck.Of(condition).Where(problem => ReferenceEquals(problem.Part, condition) || condition is Condition.Named named && ReferenceEquals(problem.Part, named.Part)).ToList();
        foreach (var problem in own) findings.Report(DiagnosticCodes.BadCondition, node, problem.What, problem.Mend);
        return own.Count == 0 ? condition : null;
    }

    private Condition? Wrong(YamlNode node, string what)
    {
        findings.Report(DiagnosticCodes.BadCondition, node, what, forms);
        return null;
    }
}
