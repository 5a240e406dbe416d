using System.Text;

namespace Integration.Sandbox.Control;

/// <summary>Reads RFC 4180 CSV for seeding: quotes, doubled quotes and line breaks inside quotes.</summary>
internal static class CsvSeed
{
    /// <param name="csv">Text with a header line.</param>
    /// <param name="columns">CSV column to field name; other columns are left out.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, string?>> Read(string csv, IReadOnlyDictionary<string, string> columns)
    {
        // Excel writes a byte order mark and leaves blank lines at the end; neither is a column or a record.
        var rows = Rows(csv.TrimStart('\uFEFF')).Where(row => row.Count > 1 || row[0].Length > 0).ToList();
        if (rows.Count == 0) throw new SandboxRefusedException("the CSV is empty: its first line must name the columns");
        var header = rows[0];
        var unknown = columns.Keys.Where(column => !header.Contains(column)).ToList();
        if (unknown.Count > 0) throw new SandboxRefusedException($"the CSV has no column {string.Join(", ", unknown.Select(name => $"'{name}'"))}; it has: {string.Join(", ", header)}");
        var picks = columns.Select(column => (Index: header.IndexOf(column.Key), Field: column.Value)).ToList();
        return [.. rows.Skip(1).Select(row => (IReadOnlyDictionary<string, string?>)picks.ToDictionary(
            pick => pick.Field,
            pick => pick.Index < row.Count && row[pick.Index].Length > 0 ? row[pick.Index] : null))];
    }

    internal static IEnumerable<List<string>> Rows(string csv)
    {
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < csv.Length; i++)
        {
            var c = csv[i];
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < csv.Length && csv[i + 1] == '"') cell.Append(csv[++i]);
                else quoted = false;
            }
            else if (c == '"') quoted = true;
            else if (c == ',') { row.Add(cell.ToString()); cell.Clear(); }
            else if (c == '\n')
            {
                row.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                yield return row;
                row = [];
            }
            else cell.Append(c);
        }
        if (quoted) throw new SandboxRefusedException("the CSV ends inside quotes: a closing quote is missing");
        if (row.Count == 0 && cell.Length == 0) yield break;
        row.Add(cell.ToString().TrimEnd('\r'));
        yield return row;
    }
}
