using System.Collections.Immutable;
using Integration.Config.Yaml;

namespace Integration.Config.Diagnostics;

/// <summary>Collects what is found, so that an admin sees every problem at once and not one per attempt.</summary>
internal sealed class Findings
{
    // A generated file can be wrong in every line; nobody reads on after the first thousand, and a terminal should survive it.
    private const int CountMax = 1_000;
    private readonly List<Diagnostic> list = [];
    private int unlisted;

    public int ErrorCount { get; private set; }

    public void Report(DiagnosticCode code, Place place, string what, string mend, params ReadOnlySpan<RelatedPlace> related) =>
        Report(code, code.Severity, place, what, mend, related);

    public void Report(DiagnosticCode code, YamlNode node, string what, string mend, params ReadOnlySpan<RelatedPlace> related) =>
        Report(code, code.Severity, node.Place, what, mend, related);

    public void Report(DiagnosticCode code, Severity severity, Place place, string what, string mend, params ReadOnlySpan<RelatedPlace> related)
    {
        if (severity == Severity.Error) ErrorCount++;
        if (list.Count == CountMax) unlisted++;
        else list.Add(new Diagnostic(code, severity, place, what, mend) { Related = [.. related] });
    }

    /// <summary>Everything found, by file, line and column; findings at one place stay in the order they were made.</summary>
    public ImmutableArray<Diagnostic> InOrder()
    {
        var ordered = list.OrderBy(found => found.Place.File, StringComparer.Ordinal).ThenBy(found => found.Place.Line).ThenBy(found => found.Place.Column);
        if (unlisted == 0) return [.. ordered];
        var rest = new Diagnostic(DiagnosticCodes.TooManyFindings, Severity.Error, Place.Whole(list[0].Place.File),
            $"{unlisted} more findings are not listed", "mend the ones listed and check again");
        return [.. ordered, rest];
    }
}
