using Integration.Config.Diagnostics;
using Integration.Config.Schemas;
using Integration.Config.Yaml;
using Integration.Core.Agreements;

namespace Integration.Config.Agreements;

/// <summary>Reads an Agreement back from the content that its signatures stand under.</summary>
public static class AgreementContent
{
    /// <summary>The Agreement of a content.</summary>
    /// <param name="content">A stored <see cref="AgreementDocument.Content"/>.</param>
    /// <param name="live">What the two systems say of their objects; null = the shipped schema.</param>
    /// <returns>Null when this version of the program cannot read it: it holds something that is not known here.</returns>
    public static Agreement? Read(string content, SchemaCatalog? live = null)
    {
        var findings = new Findings();
        // JSON is YAML as well, so one reader says what an Agreement means.
        var documents = YamlReader.Read(new SourceText("stored Agreement", content), findings);
        return documents is [YamlMap map] ? AgreementReader.Read(map, live?.OverStandard() ?? SchemaCatalog.Standard, findings).Document?.Agreement : null;
    }
}
