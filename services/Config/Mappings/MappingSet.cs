using Integration.Config.Diagnostics;
using Integration.Config.Yaml;
using Integration.Core.Records;

namespace Integration.Config.Mappings;

/// <summary>Whether several mappings can stand side by side.</summary>
internal static class MappingSet
{
    public static void Check(IReadOnlyList<MappingDraft> drafts, Findings findings)
    {
        var names = new Dictionary<string, YamlText>(StringComparer.Ordinal);
        var objects = new Dictionary<(SystemName, string), YamlText>();
        foreach (var head in drafts.Select(draft => draft.Head))
        {
            if (head.Name is { } name && !names.TryAdd(name.Value, name))
                findings.Report(DiagnosticCodes.DuplicateName, name, $"there are two mappings {Quote.Of(name.Value)}", "rename one of them", new RelatedPlace(names[name.Value].Place, "the other stands here"));
            if (head.HubSpot is { } hubSpot) Claim(SystemName.HubSpot, hubSpot);
            foreach (var salesforce in head.Salesforce) Claim(SystemName.Salesforce, salesforce);
        }

        ReferenceChecks.Check(drafts, findings);

        void Claim(SystemName system, YamlText name)
        {
            if (!objects.TryAdd((system, name.Value), name))
                findings.Report(DiagnosticCodes.SharedObject, name, $"two mappings use {system}'s {Quote.Of(name.Value)}", "put the fields into one mapping", new RelatedPlace(objects[(system, name.Value)].Place, "the other stands here"));
        }
    }
}
