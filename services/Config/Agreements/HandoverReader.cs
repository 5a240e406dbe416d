using System.Collections.Immutable;
using Integration.Config.Conditions;
using Integration.Config.Diagnostics;
using Integration.Config.Mappings;
using Integration.Config.Yaml;
using Integration.Core.Agreements;
using Integration.Core.Packets;
using Integration.Core.Records;

namespace Integration.Config.Agreements;

/// <summary>Reads <c>handoff</c>: what sales gets with a person, and who of sales.</summary>
internal sealed class HandoverReader(FieldLookup fields, ConditionReader conditions, Findings findings)
{
    private const int PacketMax = 100;
    private static readonly HandoverTerms Standard = new();

    /// <summary>The terms; the defaults, and a missing owner reported, when the key is not there.</summary>
    public HandoverTerms Read(KeyReader keys)
    {
        if (keys.Map("handoff") is not { } map)
        {
            if (!keys.Has("handoff")) keys.Missing("handoff", "say who gets the lead: `handoff: { packet: [email, company], owner: [account-owner, { queue: { name: Inbound, id: 00G... } }] }`");
            return Standard;
        }
        var inner = new KeyReader(map, findings, "'handoff'");
        var terms = new HandoverTerms
        {
            Packet = Packet(inner),
            HoldIncomplete = inner.Word("hold-incomplete", MappingWords.YesNo, Standard.HoldIncomplete),
            Why = [.. inner.Texts("why").Select(Why).OfType<WhyPhrase>()],
            Owner = new RoutingReader(conditions, findings).Read(inner),
            AccountOwner = inner.Text("account-owner-field") is { } field ? fields.Find(SystemName.Salesforce, field) : null,
            TaskSubject = inner.Text("task")?.Value ?? Standard.TaskSubject,
            LastTouches = NumberReader.Count(inner, "last-touches", findings, 0, 50, Standard.LastTouches)!.Value,
            DeliverWithin = DurationReader.WallTime(inner, "deliver-within", findings, Standard.DeliverWithin)!.Value,
        };
        inner.Finish();
        return terms;
    }

    private ImmutableArray<PacketField> Packet(KeyReader keys)
    {
        if (keys.Node("packet") is not { } node) return [];
        var items = node is YamlList list ? list.Items : [node];
        if (items.Count > PacketMax) findings.Report(DiagnosticCodes.BadNumber, node, $"the packet has {items.Count} fields, more than {PacketMax}", "send what a rep reads before the first call");
        return [.. items.Select(Field).OfType<PacketField>()];
    }

    private PacketField? Field(YamlNode node)
    {
        if (node is YamlText { IsBlank: false } name) return fields.Find(name) is { } plain ? new PacketField(plain) : null;
        if (node is not YamlMap map)
        {
            findings.Report(DiagnosticCodes.WrongShape, node, $"a packet field is a name or a set of keys, not {node.Shape}", "write `email`, or `{ field: phone, required: false, fresh-for: 180d }`");
            return null;
        }
        var keys = new KeyReader(map, findings, "a packet field");
        var text = keys.RequiredText("field", "add `field: NAME`");
        var required = keys.Word("required", MappingWords.YesNo, true);
        var fresh = DurationReader.WallTime(keys, "fresh-for", findings);
        keys.Finish();
        return text is not null && fields.Find(text) is { } field ? new PacketField(field, required, fresh) : null;
    }

    private WhyPhrase? Why(YamlText text)
    {
        try
        {
            return new WhyPhrase(text.Value);
        }
        catch (FormatException wrong)
        {
            findings.Report(DiagnosticCodes.BadCondition, text, wrong.Message, "write `{jobtitle} at a {numemployees}-person company`");
            return null;
        }
    }
}
