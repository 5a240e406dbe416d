using System.Collections.Immutable;
using Integration.Config.Conditions;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Agreements;
using Integration.Core.Conditions;

namespace Integration.Config.Agreements;

/// <summary>Reads who is ready: <c>score</c>, <c>qualified</c> and <c>nurture</c>, once for all or under <c>products</c> for each product.</summary>
internal sealed class ProductReader(FieldLookup fields, ConditionReader conditions, FollowUpReader followUp, Findings findings)
{
    private const int ProductsMax = 50;

    /// <summary>At least one product, or none where, reported, nothing says who is ready.</summary>
    public ImmutableArray<Product> Read(KeyReader keys)
    {
        if (keys.Map("products") is not { } map) return Product(Integration.Core.Agreements.Product.Default, keys, null) is { } only ? [only] : [];
        foreach (var own in (string[])["score", "qualified", "nurture"])
            if (keys.Has(own) && keys.Node(own) is { } stray)
                findings.Report(DiagnosticCodes.BadCondition, stray, $"'{own}' stands beside 'products', where each product says its own", $"move '{own}' under the product it is for");
        if (map.Entries.Count > ProductsMax) findings.Report(DiagnosticCodes.BadNumber, map, $"there are {map.Entries.Count} products, more than {ProductsMax}", "group them into lines");
        var products = ImmutableArray.CreateBuilder<Product>();
        foreach (var (name, node) in map.Entries)
        {
            if (node is not YamlMap body)
            {
                findings.Report(DiagnosticCodes.WrongShape, node, $"a product is a set of keys, not {node.Shape}", "write score, qualified and, where they differ, follow-up below it");
                continue;
            }
            var inner = new KeyReader(body, findings, "a product");
            if (Product(name.Value, inner, inner) is { } product) products.Add(product);
            inner.Finish();
        }
        return products.ToImmutable();
    }

    private Product? Product(string name, KeyReader keys, KeyReader? own)
    {
        var scoring = new ScoreReader(fields, conditions, findings).Read(keys);
        var nurture = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (gap, track) in keys.Map("nurture")?.Entries ?? [])
            if (track is YamlText { IsBlank: false } text) nurture[gap.Value] = text.Value;
            else findings.Report(DiagnosticCodes.WrongShape, gap, $"{Quote.Of(gap.Value)} takes the name of a nurture track, not {track.Shape}", "write `missing criterion: track`");
        var terms = own?.Map("follow-up") is { } map ? followUp.Read(map) : null;
        if (!keys.Has("qualified"))
        {
            keys.Missing("qualified", "say who is ready: `qualified: { all: [icp, score: { at-least: 60 }] }`");
            return null;
        }
        var (qualified, never) = Qualified(keys);
        return qualified is null ? null : new Product { Name = name, Scoring = scoring, Qualified = qualified, Never = never, FollowUp = terms, Nurture = nurture.ToImmutable() };
    }

    private (Condition?, ImmutableArray<NeverRule>) Qualified(KeyReader keys)
    {
        // `never` stands beside the condition's own key, as both teams read it in one breath.
        if (keys.Node("qualified") is not YamlMap map) return (keys.Node("qualified") is { } plain ? conditions.Read(plain) : null, []);
        var never = ImmutableArray.CreateBuilder<NeverRule>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (map.Entries.FirstOrDefault(entry => entry.Key.Value == "never").Value is { } node)
        {
            if (node is YamlList list)
                foreach (var item in list.Items)
                    if (conditions.Read(item) is { } condition && Never(condition, names, item) is { } rule) never.Add(rule);
            if (node is not YamlList) findings.Report(DiagnosticCodes.WrongShape, node, $"'never' takes a list of conditions, not {node.Shape}", "begin each with `- `");
        }
        var rest = map with { Entries = [.. map.Entries.Where(entry => entry.Key.Value != "never")] };
        if (rest.Entries.Count > 0) return (conditions.Read(rest), never.ToImmutable());
        findings.Report(DiagnosticCodes.BadCondition, map, "'qualified' says who is never ready and not who is", "add `all: [...]` or `any: [...]`");
        return (null, never.ToImmutable());
    }

    // Without a name of its own a rule goes by its fields: "hs_email_optout".
    private static string Shown(Condition condition) => string.Join(" and ", ConditionCheck.FieldsOf(condition).Select(field => field.ToString())) is { Length: > 0 } text ? text : "never rule";

    private NeverRule? Never(Condition condition, HashSet<string> names, YamlNode node)
    {
        var (name, inner) = condition is Condition.Named named ? (named.Name, named.Part) : (Shown(condition), condition);
        if (names.Add(name)) return new NeverRule(name, inner);
        findings.Report(DiagnosticCodes.AgreementName, node, $"there are two never rules {Quote.Of(name)}", "give each its own name: `name: competitor`");
        return null;
    }
}
