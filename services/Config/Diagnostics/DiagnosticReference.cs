using System.Text;

namespace Integration.Config.Diagnostics;

/// <summary>Writes docs/reference/diagnostics.md from the codes, so that the page cannot say something else than the program.</summary>
public static class DiagnosticReference
{
    /// <summary>The whole page as Markdown, codes in the order of <see cref="DiagnosticCodes.All"/>.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder("""
            # Diagnostics

            What `integration check` and `integration run --config` say about a configuration. Errors refuse it; warnings and infos do not.
            Codes keep their meaning for ever. This page is generated from `services/Config/Diagnostics/DiagnosticCodes.cs`; do not edit it by hand.

            """);
        foreach (var family in DiagnosticCodes.All.GroupBy(code => code.Id[..3]))
        {
            page.Append($"\n## {Families[family.Key]}\n");
            foreach (var code in family)
                page.Append($"\n### {code.Id}\n\n**{code.Severity}: {code.Title}.** {code.Why}\n\nMend: {code.Mend}\n");
        }
        return page.Replace("\r\n", "\n").ToString();
    }

    private static readonly Dictionary<string, string> Families = new(StringComparer.Ordinal)
    {
        ["CFG"] = "CFG: the directory, its files and what every document shares",
        ["YML"] = "YML: YAML itself",
        ["CON"] = "CON: connections and secrets",
        ["MAP"] = "MAP: mappings",
        ["CND"] = "CND: conditions, lengths of time and numbers, wherever they stand",
        ["AGR"] = "AGR: the Agreement",
        ["TEA"] = "TEA: the team: people and calendars",
    };
}
