using System.Collections.Immutable;
using Integration.Config.Conditions;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Routing;

namespace Integration.Config.Agreements;

/// <summary>Reads <c>owner</c>: the ways of finding an owner, tried in order.</summary>
internal sealed class RoutingReader(ConditionReader conditions, Findings findings)
{
    private const string Forms = "write `account-owner`, `{ territory: [...] }`, `{ round-robin: TEAM }` or `{ queue: { name: NAME, id: 00G... } }`";
    private static readonly Dictionary<string, HoursRule> Hours = new(StringComparer.Ordinal) { ["preferred"] = HoursRule.Preferred, ["required"] = HoursRule.Required, ["ignored"] = HoursRule.Ignored };

    /// <summary>The steps; a list without a queue at its end is a finding, since a day may come on which nobody is there.</summary>
    public ImmutableArray<RoutingStep> Read(KeyReader keys)
    {
        if (!keys.Has("owner"))
        {
            keys.Missing("owner", Forms);
            return [];
        }
        var node = keys.Node("owner")!;
        // `owner: { by: [...] }` and `owner: [...]` are the same.
        if (node is YamlMap map && map.Key("by") is not null)
        {
            var inner = new KeyReader(map, findings, "'owner'");
            node = inner.Node("by")!;
            inner.Finish();
        }
        var items = node is YamlList list ? list.Items : [node];
        var steps = items.Select(Step).OfType<RoutingStep>().ToImmutableArray();
        if (steps.Length == items.Count && !steps.Any(step => step is RoutingStep.Queue))
            findings.Report(DiagnosticCodes.AgreementNoQueue, node, "no queue stands at the end, so a lead that nobody can take waits unowned", "end the list with `{ queue: { name: NAME, id: 00G... } }`");
        return steps;
    }

    private RoutingStep? Step(YamlNode node)
    {
        if (node is YamlText { Value: "account-owner" }) return new RoutingStep.AccountOwner();
        if (node is not YamlMap map) return Wrong(node);
        var keys = new KeyReader(map, findings, "an owner step");
        var hours = keys.Word("hours", Hours, HoursRule.Preferred);
        var step = map.Key("round-robin") is not null ? Team(keys, hours)
            : map.Key("territory") is not null ? Territory(keys, hours)
            : map.Key("queue") is not null ? Queue(keys)
            : Wrong(map);
        keys.Finish();
        return step;
    }

    private static RoutingStep.RoundRobin? Team(KeyReader keys, HoursRule hours) => keys.Text("round-robin") is { } team ? new RoutingStep.RoundRobin(team.Value, hours) : null;

    private RoutingStep.Territory? Territory(KeyReader keys, HoursRule hours)
    {
        var rules = ImmutableArray.CreateBuilder<TerritoryRule>();
        if (keys.Node("territory") is not YamlList list)
        {
            findings.Report(DiagnosticCodes.WrongShape, keys.PlaceOf("territory"), "'territory' takes a list", "write `- { name: dach, when: { field: country, in: [DE, AT, CH] }, to: emea }`");
            return null;
        }
        foreach (var item in list.Items)
        {
            if (item is not YamlMap map)
            {
                findings.Report(DiagnosticCodes.WrongShape, item, $"a territory is a set of keys, not {item.Shape}", "write `{ name: dach, when: {...}, to: emea }`");
                continue;
            }
            var inner = new KeyReader(map, findings, "a territory");
            var name = inner.RequiredText("name", "add `name: dach`");
            var to = inner.RequiredText("to", "add `to:` with a team or a person");
            if (!inner.Has("when")) inner.Missing("when", "say who belongs to it: `when: { field: country, in: [DE] }`");
            var condition = inner.Node("when") is { } when ? conditions.Read(when) : null;
            inner.Finish();
            if (name is not null && to is not null && condition is not null) rules.Add(new TerritoryRule(name.Value, condition, to.Value));
        }
        return new RoutingStep.Territory(rules.ToImmutable(), hours);
    }

    private RoutingStep.Queue? Queue(KeyReader keys)
    {
        if (keys.Map("queue") is not { } map) return null;
        var inner = new KeyReader(map, findings, "'queue'");
        var name = inner.RequiredText("name", "add `name: Inbound leads`");
        var id = inner.RequiredText("id", "add `id:` with the Salesforce id of the queue, starting with 00G");
        inner.Finish();
        if (name is null || id is null) return null;
        if (id.Value.Length is 15 or 18 && id.Value.StartsWith("00G", StringComparison.Ordinal)) return new RoutingStep.Queue(name.Value, id.Value);
        findings.Report(DiagnosticCodes.AgreementName, id, $"{Quote.Of(id.Value)} is no id of a Salesforce queue", "copy the id from the queue's address in Salesforce; it starts with 00G");
        return null;
    }

    private RoutingStep? Wrong(YamlNode node)
    {
        findings.Report(DiagnosticCodes.BadCondition, node, "this is no way of finding an owner", Forms);
        return null;
    }
}
