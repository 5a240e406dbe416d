using System.Collections.Immutable;
using Integration.Config.Conditions;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Scores;

namespace Integration.Config.Agreements;

/// <summary>Reads <c>score</c>: rules for who a person is and for what a person did.</summary>
internal sealed class ScoreReader(FieldLookup fields, ConditionReader conditions, Findings findings)
{
    private const int RulesMax = 200;
    private const string Forms = "write one of `when: {condition}`, `event: KIND`, `per: NUMBER FIELD` or `since: DATE FIELD`";

    /// <summary>The scoring; without rules when the key is not there.</summary>
    public Scoring Read(KeyReader keys)
    {
        if (keys.Map("score") is not { } map) return new Scoring();
        var inner = new KeyReader(map, findings, "'score'");
        var seen = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        var fit = Rules(inner, "fit", seen);
        var engagement = Rules(inner, "engagement", seen);
        var (fitMax, engagementMax) = Caps(inner);
        var halfLife = HalfLife(inner);
        inner.Finish();
        return new Scoring { Fit = fit, Engagement = engagement, FitMax = fitMax, EngagementMax = engagementMax, HalfLife = halfLife };
    }

    private ImmutableArray<ScoreRule> Rules(KeyReader keys, string side, Dictionary<string, YamlNode> seen)
    {
        if (keys.Node(side) is not { } node) return [];
        if (node is not YamlList list)
        {
            findings.Report(DiagnosticCodes.WrongShape, node, $"'{side}' takes a list of rules, not {node.Shape}", "begin each rule with `- `");
            return [];
        }
        if (list.Items.Count > RulesMax) findings.Report(DiagnosticCodes.BadNumber, list, $"'{side}' has {list.Items.Count} rules, more than {RulesMax}", "join rules; nobody could explain such a score");
        return [.. list.Items.Select(item => Rule(item, seen)).OfType<ScoreRule>()];
    }

    private ScoreRule? Rule(YamlNode node, Dictionary<string, YamlNode> seen)
    {
        if (node is not YamlMap map)
        {
            findings.Report(DiagnosticCodes.WrongShape, node, $"a rule is a set of keys, not {node.Shape}", Forms);
            return null;
        }
        var keys = new KeyReader(map, findings, "a score rule");
        var name = keys.RequiredText("name", "add `name: ...`; a score is taken apart by these names");
        if (!keys.Has("points")) keys.Missing("points", "add `points: 10`");
        var points = NumberReader.Number(keys, "points", findings, -Scoring.PointsMax, Scoring.PointsMax);
        var cap = NumberReader.Number(keys, "cap", findings, 0, 1_000_000);
        var rule = Kind(keys, map, name?.Value ?? "", points ?? 0, cap);
        keys.Finish();
        if (name is not null && !seen.TryAdd(name.Value, name))
            findings.Report(DiagnosticCodes.AgreementName, name, $"there are two rules {Quote.Of(name.Value)}", "give each its own name", new RelatedPlace(seen[name.Value].Place, "the other stands here"));
        return name is null || points is null ? null : rule;
    }

    private ScoreRule? Kind(KeyReader keys, YamlMap map, string name, decimal points, decimal? cap)
    {
        string[] kinds = ["when", "event", "per", "since"];
        if (kinds.Count(keys.Has) != 1)
        {
            foreach (var kind in kinds) keys.Node(kind);
            findings.Report(DiagnosticCodes.BadCondition, map, "a rule says in exactly one way what its points are for", Forms);
            return null;
        }
        if (keys.Node("when") is { } when) return conditions.Read(when) is { } condition ? new ScoreRule.While(name, points, condition) : null;
        if (keys.Has("event"))
        {
            var about = keys.Text("about") is { } text ? new FieldTestReader(findings).PhraseOf(text) : null;
            return keys.Text("event") is { } kind ? new ScoreRule.ForEach(name, points, cap, kind.Value, about) : null;
        }
        if (keys.Text("per") is { } per) return fields.Find(per) is { } number ? new ScoreRule.Per(name, points, cap, number) : null;
        return keys.Text("since") is { } since && fields.Find(since) is { } moment ? new ScoreRule.Since(name, points, moment) : null;
    }

    private (decimal? Fit, decimal? Engagement) Caps(KeyReader keys)
    {
        if (keys.Map("caps") is not { } map) return (null, null);
        var inner = new KeyReader(map, findings, "'caps'");
        var both = (NumberReader.Number(inner, "fit", findings, 0), NumberReader.Number(inner, "engagement", findings, 0));
        inner.Finish();
        return both;
    }

    private TimeSpan? HalfLife(KeyReader keys)
    {
        if (keys.Map("decay") is not { } map) return null;
        var inner = new KeyReader(map, findings, "'decay'");
        if (!inner.Has("half-life")) inner.Missing("half-life", "write `half-life: 30d`");
        var halfLife = DurationReader.WallTime(inner, "half-life", findings);
        inner.Finish();
        if (halfLife >= TimeSpan.FromHours(1)) return halfLife;
        if (halfLife is not null) findings.Report(DiagnosticCodes.BadDuration, inner.PlaceOf("half-life"), "a half-life is at least an hour", "write `half-life: 30d`");
        return null;
    }
}
