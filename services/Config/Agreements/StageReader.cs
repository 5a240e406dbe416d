using System.Collections.Immutable;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Stages;

namespace Integration.Config.Agreements;

/// <summary>Reads <c>stages</c>: a list of them, or <c>five-steps</c> for the template.</summary>
internal static class StageReader
{
    private const string Form = "write `- { name: interest, owner: marketing, moved-by: [marketing, sales] }`, or `stages: five-steps`";
    private static readonly Dictionary<string, TeamSide> Sides = new(StringComparer.Ordinal) { ["marketing"] = TeamSide.Marketing, ["sales"] = TeamSide.Sales };

    /// <summary>The stages; none when the key is not there.</summary>
    public static StageTerms Read(KeyReader keys, Findings findings)
    {
        switch (keys.Node("stages"))
        {
            case null: return new StageTerms();
            case YamlText { Value: "five-steps" }: return StageTerms.FiveSteps;
            case YamlList list: return new StageTerms { Stages = [.. Stages(list, findings)] };
            case var other:
                findings.Report(DiagnosticCodes.WrongShape, other, $"'stages' takes a list, not {other.Shape}", Form);
                return new StageTerms();
        }
    }

    private static List<Stage> Stages(YamlList list, Findings findings)
    {
        var stages = new List<Stage>();
        var seen = new Dictionary<string, YamlText>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in list.Items)
        {
            if (item is not YamlMap map)
            {
                findings.Report(DiagnosticCodes.WrongShape, item, $"a stage is a set of keys, not {item.Shape}", Form);
                continue;
            }
            var keys = new KeyReader(map, findings, "a stage");
            var name = keys.RequiredText("name", "add `name: interest`");
            if (!keys.Has("owner")) keys.Missing("owner", "add `owner: marketing` or `owner: sales`");
            var owner = keys.Word("owner", Sides, TeamSide.Marketing);
            var movers = keys.Texts("moved-by").Select(text => Side(text, findings)).OfType<TeamSide>().Distinct().ToImmutableArray();
            keys.Finish();
            if (name is null) continue;
            if (!seen.TryAdd(name.Value, name))
                findings.Report(DiagnosticCodes.AgreementName, name, $"there are two stages {Quote.Of(name.Value)}", "keep one", new RelatedPlace(seen[name.Value].Place, "the other stands here"));
            stages.Add(new Stage(name.Value, owner, movers));
        }
        return stages;
    }

    private static TeamSide? Side(YamlText text, Findings findings)
    {
        if (Sides.TryGetValue(text.Value, out var side)) return side;
        findings.Report(DiagnosticCodes.UnknownWord, text, $"{Quote.Of(text.Value)} is not one of the two teams", "one of marketing, sales");
        return null;
    }
}
