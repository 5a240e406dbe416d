using System.Text;
using Integration.Config.Yaml;

namespace Integration.Config.Diagnostics;

/// <summary>Writes a finding for a person at a terminal.</summary>
public static class DiagnosticText
{
    private const int WidthMax = 160;

    /// <summary>Place, code and sentence; the line it stands on with the place underlined; how to mend it; where to read more.</summary>
    /// <param name="found">The finding.</param>
    /// <param name="source">The file it is about; null = none at hand, and then no line is shown. Secrets in it come out as stars.</param>
    /// <param name="colour">Whether to use ANSI colours.</param>
    /// <returns>Some lines, each ending in a line feed.</returns>
    public static string Render(Diagnostic found, SourceText? source, bool colour)
    {
        var text = new StringBuilder();
        var (on, off) = colour ? (Colour(found.Severity), "\u001b[0m") : ("", "");
        text.Append($"{found.Place}: {on}{found.Severity.ToString().ToLowerInvariant()} {found.Code.Id}{off}: {found.What}\n");
        if (found.Place.Line > 0 && source?.Line(found.Place.Line) is { } line) Excerpt(text, found.Place, line, on, off);
        foreach (var related in found.Related) text.Append($"  also: {related.Place}: {related.What}\n");
        text.Append($"  mend: {found.Mend}\n  more: {found.Code.Reference}\n");
        return text.ToString();
    }

    private static void Excerpt(StringBuilder text, Place place, string line, string on, string off)
    {
        // One line may be a megabyte: show the part around the place.
        var start = place.Column > WidthMax - 40 ? Math.Min(place.Column - 40, line.Length) : 0;
        var shown = line.AsSpan(start, Math.Min(WidthMax, line.Length - start));
        var column = Math.Clamp(place.Column - 1 - start, 0, shown.Length);
        var length = Math.Clamp(place.Length, 1, Math.Max(1, shown.Length - column));
        text.Append($"{place.Line,5} | ");
        foreach (var letter in shown) text.Append(char.IsControl(letter) && letter != '\t' ? '?' : letter);
        text.Append("\n      | ");
        foreach (var letter in shown[..column])
            // A tab stays a tab, so that the mark lands under its letter however wide the terminal makes tabs.
            if (!char.IsLowSurrogate(letter)) text.Append(letter == '\t' ? '\t' : ' ');
        text.Append(on).Append('^', length).Append(off).Append('\n');
    }

    private static string Colour(Severity severity) => severity switch
    {
        Severity.Error => "\u001b[1;31m",
        Severity.Warning => "\u001b[1;33m",
        _ => "\u001b[1;36m",
    };
}
