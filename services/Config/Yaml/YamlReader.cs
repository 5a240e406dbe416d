using Integration.Config.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Integration.Config.Yaml;

/// <summary>Turns a file into documents whose every value knows its place.</summary>
/// <remarks>
/// Built on the parser's events and not on its node tree: the tree throws at the first duplicate key and expands aliases
/// without a bound, and an admin wants all problems at once.
/// </remarks>
internal sealed class YamlReader
{
    private readonly Findings findings;
    private readonly YamlEvents events;
    private readonly Dictionary<string, YamlNode> anchors = new(StringComparer.Ordinal);
    private int nodes;

    private YamlReader(SourceText source, Findings findings)
    {
        this.findings = findings;
        events = new YamlEvents(source);
    }

    /// <summary>The file's documents up to the first fault that ends its reading; blank documents are left out.</summary>
    public static IReadOnlyList<YamlNode> Read(SourceText source, Findings findings)
    {
        var errorsBefore = findings.ErrorCount;
        var reader = new YamlReader(source, findings);
        var documents = new List<YamlNode>();
        try
        {
            reader.Documents(documents);
        }
        catch (YamlFault fault)
        {
            findings.Report(fault.Code, fault.Place, fault.Message, fault.Mend);
        }
        source.IsUnderstood = findings.ErrorCount == errorsBefore;
        return documents;
    }

    private void Documents(List<YamlNode> documents)
    {
        var count = 0;
        while (events.Next() is { } next)
        {
            if (next is not DocumentStart) continue;
            if (++count > YamlLimits.DocumentsMax)
                throw new YamlFault(DiagnosticCodes.TooManyDocuments, events.PlaceOf(next), $"more than {YamlLimits.DocumentsMax} documents in one file", "split the file, or remove stray `---` lines");
            anchors.Clear();
            var node = Node(events.Require(), depth: 1, key: null);
            if (node is not YamlText { IsBlank: true }) documents.Add(node);
        }
    }

    private YamlNode Node(ParsingEvent start, int depth, Place? key)
    {
        if (depth > YamlLimits.DepthMax)
            throw new YamlFault(DiagnosticCodes.TooDeep, events.PlaceOf(start), $"more than {YamlLimits.DepthMax} levels of nesting", "close a bracket, or indent less");
        if (start is AnchorAlias alias) return Count(Aliased(alias, depth), start);
        if (start is NodeEvent { Tag.IsEmpty: false } tagged && !tagged.Tag.IsNonSpecific)
            findings.Report(DiagnosticCodes.UnsupportedYaml, events.PlaceOf(start), $"the tag {Quote.Cautious(tagged.Tag.Value)} is not read", "remove the tag; every value is read as text");
        YamlNode node = start switch
        {
            Scalar scalar => Text(scalar),
            SequenceStart => List(start, depth, key),
            MappingStart => Map(start, depth, key),
            _ => throw new YamlFault(DiagnosticCodes.Syntax, events.PlaceOf(start), "a value is expected here", "write a value"),
        };
        if (start is NodeEvent { Anchor.IsEmpty: false } anchored) anchors[anchored.Anchor.Value] = node;
        return node;
    }

    private YamlText Text(Scalar scalar)
    {
        var place = events.PlaceOf(scalar);
        if (scalar.Value.Length > YamlLimits.TextLengthMax)
            throw new YamlFault(DiagnosticCodes.TextTooLong, place, $"a text of {scalar.Value.Length} characters", $"keep it below {YamlLimits.TextLengthMax}; long secrets belong into a file named with ${{file:PATH}}");
        var isBlank = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";
        return (YamlText)Count(new YamlText(scalar.Value, isBlank, place), scalar);
    }

    private YamlList List(ParsingEvent start, int depth, Place? key)
    {
        var items = new List<YamlNode>();
        while (events.Require() is var next and not SequenceEnd) items.Add(Node(next, depth + 1, key: null));
        return (YamlList)Count(new YamlList(items, key ?? events.PlaceOf(start), Sum(items), Tallest(items)), start);
    }

    private YamlMap Map(ParsingEvent start, int depth, Place? key)
    {
        var entries = new List<KeyValuePair<YamlText, YamlNode>>();
        var seen = new Dictionary<string, YamlText>(StringComparer.Ordinal);
        while (events.Require() is var next and not MappingEnd)
        {
            var name = Node(next, depth + 1, key: null);
            var value = Node(events.Require(), depth + 1, name.Place);
            if (name is not YamlText { IsBlank: false } text)
                findings.Report(DiagnosticCodes.BadKey, name, $"{name.Shape} cannot be a key", "write `name: value`");
            else if (text.Value == "<<")
                findings.Report(DiagnosticCodes.UnsupportedYaml, text, "the merge key '<<' is not read", "write the keys out; an alias (`*name`) may stand for a whole value");
            else if (!seen.TryAdd(text.Value, text))
                findings.Report(DiagnosticCodes.DuplicateKey, text, $"the key {Quote.Cautious(text.Value)} appears twice", "keep one of the two", new RelatedPlace(seen[text.Value].Place, "it first stands here"));
            else
                entries.Add(new(text, value));
        }
        return (YamlMap)Count(new YamlMap(entries, key ?? events.PlaceOf(start), Sum(entries.Select(entry => entry.Value)), Tallest(entries.Select(entry => entry.Value))), start);
    }

    private YamlNode Aliased(AnchorAlias alias, int depth)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var node))
            throw new YamlFault(DiagnosticCodes.UnknownAlias, events.PlaceOf(alias), $"no anchor is called {Quote.Cautious(alias.Value.Value)}",
                NearName.Mend(alias.Value.Value, anchors.Keys, $"mark what it repeats with `&{alias.Value.Value}` earlier in the document, or quote a text that begins with `*`"));
        if (depth + node.Height > YamlLimits.DepthMax)
            throw new YamlFault(DiagnosticCodes.TooDeep, events.PlaceOf(alias), $"more than {YamlLimits.DepthMax} levels of nesting", "use fewer aliases inside aliases");
        return node;
    }

    // Aliases are shared and cost no memory, but whoever walks the tree meets them at every use: a few lines can mean billions of values.
    private YamlNode Count(YamlNode node, ParsingEvent at)
    {
        nodes += at is AnchorAlias ? node.Size : 1;
        if (nodes > YamlLimits.NodesMax)
            throw new YamlFault(DiagnosticCodes.TooManyNodes, events.PlaceOf(at), $"more than {YamlLimits.NodesMax} values in one file, aliases counted at every use", "split the file, or use fewer aliases inside aliases");
        return node;
    }

    private static int Sum(IEnumerable<YamlNode> children) => 1 + children.Sum(child => child.Size);

    private static int Tallest(IEnumerable<YamlNode> children) => 1 + children.Select(child => child.Height).DefaultIfEmpty(0).Max();
}
