using System.Collections.Immutable;
using Integration.Config.Conditions;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Agreements;
using Integration.Core.Conditions;

namespace Integration.Config.Agreements;

/// <summary>Reads who is looked for: <c>icp</c> and <c>personas</c>.</summary>
internal static class MarketReader
{
    /// <summary>The market, and what conditions further down may call by name.</summary>
    public static (Market Market, IReadOnlyDictionary<string, Condition> Names) Read(KeyReader keys, FieldLookup fields, Findings findings)
    {
        var names = new Dictionary<string, Condition>(StringComparer.Ordinal);
        // Neither may lean on the other: who is looked for would then depend on the order of the lines.
        var conditions = new ConditionReader(fields.Find, findings, ImmutableDictionary<string, Condition>.Empty);
        var icp = keys.Node("icp") is { } node ? conditions.Read(node) : null;
        if (icp is not null) names["icp"] = icp;
        var personas = ImmutableArray.CreateBuilder<Persona>();
        foreach (var (name, value) in keys.Map("personas")?.Entries ?? [])
        {
            if (name.Value == Market.Unclassified)
                findings.Report(DiagnosticCodes.AgreementName, name, $"{Quote.Of(name.Value)} is what people are called who fit no persona", "choose another name");
            if (Persona(name.Value, value, conditions, findings) is not { } persona) continue;
            personas.Add(persona);
            names[$"persona {persona.Name}"] = persona.Condition;
        }
        return (new Market { Icp = icp, Personas = personas.ToImmutable() }, names);
    }

    // `buyer: { any: [...] }` is enough; `buyer: { role: decides, is: ... }` also says the part in the decision.
    private static Persona? Persona(string name, YamlNode value, ConditionReader conditions, Findings findings)
    {
        if (value is not YamlMap map || map.Key("is") is null) return conditions.Read(value) is { } plain ? new Persona(name, "", plain) : null;
        var keys = new KeyReader(map, findings, "a persona");
        var role = keys.Text("role")?.Value ?? "";
        var condition = conditions.Read(keys.Node("is")!);
        keys.Finish();
        return condition is null ? null : new Persona(name, role, condition);
    }
}
