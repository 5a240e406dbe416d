using System.Text;

namespace Integration.EndToEnd.Tests.Rigs;

/// <summary>The real leads, made into contacts: the file has no names and no addresses, so those are invented by rule.</summary>
/// <remarks>Every second row gets a unique address from its lead number; the others stay without one and must be held by name, not lost.</remarks>
internal static class LeadFile
{
    /// <param name="path">The CSV as the company published it.</param>
    /// <param name="rowsMax">How many rows to take.</param>
    public static IReadOnlyList<Dictionary<string, string?>> Contacts(string path, int rowsMax = int.MaxValue)
    {
        var rows = Rows(File.ReadAllText(path)).ToList();
        var header = rows[0];
        string? Cell(List<string> row, string column) => row[header.IndexOf(column)] is { Length: > 0 } value && value != "Select" ? value.Trim() : null;
        return [.. rows.Skip(1).Where(row => row.Count >= header.Count - 1).Take(rowsMax).Select((row, index) => new Dictionary<string, string?>
        {
            ["email"] = index % 2 == 0 ? $"lead.{Cell(row, "Lead Number")}@x-education.test" : null,
            ["lastname"] = $"Lead {Cell(row, "Lead Number")}",
            ["firstname"] = Cell(row, "Lead Origin"),
            ["company"] = "X Education",
            ["jobtitle"] = Cell(row, "What is your current occupation"),
            ["industry"] = Cell(row, "Specialization"),
            ["city"] = Cell(row, "City"),
            ["country"] = Cell(row, "Country"),
        })];
    }

    private static IEnumerable<List<string>> Rows(string csv)
    {
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var c in csv)
        {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) { row.Add(cell.ToString()); cell.Clear(); }
            else if (c == '\n' && !quoted) { row.Add(cell.ToString().TrimEnd('\r')); cell.Clear(); yield return row; row = []; }
            else cell.Append(c);
        }
    }
}
