namespace Integration.Config.Yaml;

/// <summary>Says in an admin's words what the parser says in a grammar's.</summary>
internal static class SyntaxWords
{
    private static readonly (string Part, string What, string Mend)[] Known =
    [
        ("parsing a flow mapping", "this cannot stand between '{' and '}'", "part entries with commas, quote texts with special characters, and set an anchor (&name) on a line of its own"),
        ("parsing a flow sequence", "this cannot stand between '[' and ']'", "part entries with commas, quote texts with special characters, and set an anchor (&name) on a line of its own"),
        ("found invalid mapping", "a second ': ' on the line, or a line indented too far", "quote a text that holds ': ', or indent the line like the one above"),
        ("quoted scalar, found unexpected end", "a quote is opened and not closed", "close the quote on the same line"),
        ("double-quoted scalar", "a quote is opened and not closed", "close the quote on the same line"),
        ("single-quoted scalar", "a quote is opened and not closed", "close the quote on the same line"),
        ("unknown escape", "an unknown escape after a backslash", "double the backslash, or use single quotes"),
        ("cannot start any token", "no text can begin with this character", "put the text into quotes"),
        ("did not find expected '-'", "a list ends here without its indentation ending", "indent the line like the list's other items, or less"),
        ("did not find expected key", "a key is expected here", "indent the line like the keys above it"),
        ("expected <document end>", "something stands after the end of the document", "part documents with a line '---'"),
        ("did not find expected node content", "a value is expected here", "write a value, or put the text into quotes"),
        ("more than one anchor", "a value has two anchors", "keep one '&name'"),
    ];

    public static (string What, string Mend) Of(string message)
    {
        foreach (var (part, what, mend) in Known)
            if (message.Contains(part, StringComparison.Ordinal)) return (what, mend);
        return ("the text is not YAML here", "mend this line or the one before it; quote texts with special characters");
    }
}
