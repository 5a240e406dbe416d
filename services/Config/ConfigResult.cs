using System.Collections.Immutable;
using System.Text;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;

namespace Integration.Config;

/// <summary>What came of reading a configuration.</summary>
/// <param name="Configuration">Null exactly when there is an error among the diagnostics.</param>
/// <param name="Diagnostics">Everything found, ordered by file, line and column.</param>
/// <param name="Sources">The files that could be read, by the name that findings call them.</param>
public sealed record ConfigResult(Configuration? Configuration, ImmutableArray<Diagnostic> Diagnostics, IReadOnlyDictionary<string, SourceText> Sources)
{
    /// <summary>Whether it may be run with.</summary>
    public bool IsGood => Configuration is not null;

    /// <summary>How many findings weigh that much.</summary>
    public int Count(Severity severity) => Diagnostics.Count(found => found.Severity == severity);

    /// <summary>Every finding with its line, then one line that counts them. Holds no secret, whatever the files hold.</summary>
    /// <param name="colour">Whether to use ANSI colours.</param>
    public string Render(bool colour)
    {
        var text = new StringBuilder();
        foreach (var found in Diagnostics) text.Append(DiagnosticText.Render(found, Sources.GetValueOrDefault(found.Place.File), colour)).Append('\n');
        return text.Append($"{Many(Severity.Error, "error")}, {Many(Severity.Warning, "warning")}, {Many(Severity.Info, "info")}\n").ToString();
    }

    private string Many(Severity severity, string noun) => Count(severity) is var count && count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
