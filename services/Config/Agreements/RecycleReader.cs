using System.Collections.Immutable;
using Integration.Config.Conditions;
using Integration.Config.Diagnostics;
using Integration.Config.Mappings;
using Integration.Config.Yaml;
using Integration.Core.Recycling;

namespace Integration.Config.Agreements;

/// <summary>Reads <c>recycle</c>: when and how people go back to marketing.</summary>
internal sealed class RecycleReader(ConditionReader conditions, Findings findings)
{
    private static readonly RecycleTerms Standard = new();

    /// <summary>The terms; a list of reasons is asked for, since a return without one teaches nobody.</summary>
    public RecycleTerms Read(KeyReader keys)
    {
        if (keys.Map("recycle") is not { } map)
        {
            if (!keys.Has("recycle")) keys.Missing("recycle", "name the reasons: `recycle: { reasons: { bad-timing: { after: 90d, nurture: timing }, not-icp: { never: true } } }`");
            return Standard;
        }
        var inner = new KeyReader(map, findings, "'recycle'");
        var terms = new RecycleTerms
        {
            Reasons = Reasons(inner),
            DefaultAfter = DurationReader.WallTime(inner, "default-after", findings, Standard.DefaultAfter)!.Value,
            FailedAfter = DurationReader.WallTime(inner, "failed-after", findings, Standard.FailedAfter)!.Value,
            Stage = inner.Text("stage") is { } stage ? stage.Value == "keep" ? null : stage.Value : Standard.Stage,
            NeedsNews = inner.Word("needs-news", MappingWords.YesNo, Standard.NeedsNews),
            ReturnsMax = NumberReader.Count(inner, "returns-at-most", findings, 0, 1_000, Standard.ReturnsMax)!.Value,
        };
        inner.Finish();
        return terms;
    }

    private ImmutableArray<RecycleReason> Reasons(KeyReader keys)
    {
        if (keys.Map("reasons") is not { Entries.Count: > 0 } map)
        {
            if (!keys.Has("reasons")) keys.Missing("reasons", "name at least one: `reasons: { bad-timing: { after: 90d } }`");
            return [];
        }
        var reasons = ImmutableArray.CreateBuilder<RecycleReason>();
        var seen = new Dictionary<string, YamlText>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, node) in map.Entries)
        {
            // Salesforce's list shows them in any case, so two that differ by case are one.
            if (!seen.TryAdd(name.Value, name))
                findings.Report(DiagnosticCodes.AgreementName, name, $"the reason {Quote.Of(name.Value)} differs from another by case alone", "give it another name", new RelatedPlace(seen[name.Value].Place, "the other stands here"));
            reasons.Add(node is YamlMap body ? Reason(name.Value, body) : Plain(name, node));
        }
        return reasons.ToImmutable();
    }

    private RecycleReason Plain(YamlText name, YamlNode node)
    {
        if (node is not YamlText { IsBlank: true })
            findings.Report(DiagnosticCodes.WrongShape, node, $"the reason {Quote.Of(name.Value)} takes a set of keys, not {node.Shape}", "write `{ after: 90d, nurture: timing }`, or nothing");
        return new RecycleReason(name.Value);
    }

    private RecycleReason Reason(string name, YamlMap body)
    {
        var keys = new KeyReader(body, findings, "a reason");
        var reason = new RecycleReason(name);
        reason = reason with
        {
            After = DurationReader.WallTime(keys, "after", findings, reason.After)!.Value,
            Never = keys.Word("never", MappingWords.YesNo, false),
            Nurture = keys.Text("nurture")?.Value,
            NurtureOwner = keys.Text("nurture-owner")?.Value,
            ReEntry = keys.Node("re-entry") is { } node ? conditions.Read(node) : null,
        };
        if (reason.Never && (keys.Has("after") || keys.Has("re-entry")))
            findings.Report(DiagnosticCodes.AgreementNeverHolds, keys.PlaceOf("never"), $"the reason {Quote.Of(name)} never lets a person come back and also says when", "remove `never`, or the other");
        keys.Finish();
        return reason;
    }
}
