using Integration.Config.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Integration.Config.Yaml;

/// <summary>The parser's events, with every way in which the parser fails turned into a fault that has a place.</summary>
/// <remarks>
/// Seen with YamlDotNet 16.3.0: an unclosed flow list throws <see cref="InvalidOperationException"/> without a place, a tab
/// as indentation names 1:1, an unknown alias is only met by the node tree and named 1:1 there.
/// </remarks>
internal sealed class YamlEvents(SourceText source)
{
    private readonly Parser parser = new(new Scanner(new StringReader(source.Text)));
    private readonly Stack<Mark> openBrackets = new();
    private Mark last;

    /// <summary>The next event; null at the end of the file.</summary>
    public ParsingEvent? Next()
    {
        try
        {
            if (!parser.MoveNext()) return null;
        }
        catch (YamlException fault)
        {
            throw Explain(fault);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or OverflowException or FormatException or IndexOutOfRangeException)
        {
            throw Unplaced();
        }
        var current = parser.Current!;
        last = current.Start;
        Follow(current);
        return current;
    }

    /// <summary>The next event where the grammar says that there is one.</summary>
    public ParsingEvent Require() => Next() ?? throw Unplaced();

    /// <summary>Where an event stands; cut to its first line.</summary>
    public Place PlaceOf(ParsingEvent at) => PlaceOf(at.Start, at.End);

    private Place PlaceOf(Mark start, Mark end)
    {
        // At the end of the file the parser stands on a line that is not there.
        var (line, column) = start.Line <= source.LineCount ? ((int)start.Line, (int)start.Column) : (source.LineCount, (source.RawLine(source.LineCount)?.Length ?? 0) + 1);
        var rest = Math.Max(1, (source.RawLine(line)?.Length ?? 0) - column + 1);
        var length = end.Line == start.Line ? (int)(end.Column - start.Column) : rest;
        return new Place(source.File, line, Math.Clamp(column, 1, (source.RawLine(line)?.Length ?? 0) + 1), Math.Clamp(length, 1, rest));
    }

    private void Follow(ParsingEvent current)
    {
        if (current is SequenceStart { Style: SequenceStyle.Flow } or MappingStart { Style: MappingStyle.Flow }) openBrackets.Push(current.Start);
        // A block collection cannot stand inside brackets, so an end inside brackets is an end of brackets.
        else if (current is SequenceEnd or MappingEnd && openBrackets.Count > 0) openBrackets.Pop();
    }

    private YamlFault Explain(YamlException fault)
    {
        if (fault.Message.Contains("tab as indentation", StringComparison.Ordinal)) return Tab();
        if (openBrackets.Count > 0 && (IsAtEnd(fault.Start) || !IsClosedOnItsLine(openBrackets.Peek()))) return Unclosed(openBrackets.Peek());
        var start = fault.Start.Line >= last.Line ? fault.Start : last;
        return new YamlFault(DiagnosticCodes.Syntax, PlaceOf(start, fault.End.Line == start.Line ? fault.End : start), SyntaxWords.Of(fault.Message).What, SyntaxWords.Of(fault.Message).Mend);
    }

    private bool IsAtEnd(Mark mark)
    {
        if (mark.Line > source.LineCount) return true;
        for (var line = (int)mark.Line; line <= source.LineCount; line++)
            if (!source.RawLine(line).AsSpan(line == mark.Line ? Math.Clamp((int)mark.Column - 1, 0, source.RawLine(line)!.Length) : 0).IsWhiteSpace()) return false;
        return true;
    }

    private bool IsClosedOnItsLine(Mark bracket) =>
        source.RawLine((int)bracket.Line) is { } line && line.AsSpan(Math.Min((int)bracket.Column, line.Length)).ContainsAny(']', '}');

    private YamlFault Tab()
    {
        for (var line = Math.Max(1, (int)last.Line); source.RawLine(line) is { } text; line++)
        {
            var tab = text.AsSpan().IndexOf('\t');
            if (tab >= 0 && text.AsSpan(0, tab).Trim(' ').IsEmpty)
                return new YamlFault(DiagnosticCodes.TabIndent, new Place(source.File, line, tab + 1, 1), "the line is indented with a tab", "indent with spaces; most editors can convert tabs");
        }
        return Unplaced();
    }

    private YamlFault Unplaced()
    {
        if (openBrackets.Count > 0) return Unclosed(openBrackets.Peek());
        for (var line = Math.Max(1, (int)last.Line); source.RawLine(line) is { } text; line++)
        {
            var from = line == last.Line ? Math.Clamp((int)last.Column - 1, 0, text.Length) : 0;
            var bracket = text.AsSpan(from).IndexOfAny('[', '{');
            if (bracket >= 0) return Unclosed(new Mark(0, line, from + bracket + 1));
        }
        return new YamlFault(DiagnosticCodes.Syntax, PlaceOf(last, last), "the text after this place is not YAML", "look for an unclosed bracket or quote below this place");
    }

    private YamlFault Unclosed(Mark bracket)
    {
        var place = PlaceOf(bracket, bracket);
        var opened = source.RawLine(place.Line) is { } line && place.Column <= line.Length ? line[place.Column - 1] : '[';
        return new YamlFault(DiagnosticCodes.Unclosed, place, $"this '{opened}' is not closed, or something is wrong before its end",
            $"close it with '{(opened == '{' ? '}' : ']')}', part its entries with commas, or quote a text that begins with '{opened}'");
    }
}
