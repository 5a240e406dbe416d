using System.Text;

namespace Integration.Sandbox.Salesforce.Bulk;

/// <summary>CSV by RFC 4180 with the delimiter of the job.</summary>
internal static class CsvText
{
    public static char Delimiter(string name) => name switch { "COMMA" => ',', "TAB" => '\t', "PIPE" => '|', "SEMICOLON" => ';', "CARET" => '^', "BACKQUOTE" => '`', _ => '\0' };

    /// <summary>Rows of cells. A carriage return before a line feed belongs to the line's end.</summary>
    public static IEnumerable<List<string>> Rows(string text, char delimiter)
    {
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[++at]);
                else quoted = false;
            }
            else if (c == '"') quoted = true;
            else if (c == delimiter) Take();
            else if (c == '\n')
            {
                Take();
                if (row.Count > 1 || row[0].Length > 0) yield return row;
                row = [];
            }
            else if (c != '\r' || at + 1 >= text.Length || text[at + 1] != '\n') cell.Append(c);
        }
        if (row.Count == 0 && cell.Length == 0) yield break;
        Take();
        yield return row;

        void Take()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }
    }

    public static string Quote(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
