using System.Text;

namespace Integration.Config.Tests.RealLeads;

/// <summary>The file of real leads that lies beside the repository and never in it; rows by column.</summary>
internal static class LeadFile
{
    private const string Name = "x-education-leads.csv";

    /// <summary>Its path, found upwards from the test; null when there is none.</summary>
    public static string? Path()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (System.IO.Path.Combine(at.FullName, "shared", "data", Name) is var path && File.Exists(path)) return path;
        return null;
    }

    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path)
    {
        var rows = Rows(File.ReadAllText(path)).ToList();
        return [.. rows.Skip(1).Select(row => (IReadOnlyDictionary<string, string>)rows[0].Zip(row).Where(cell => cell.First.Length > 0).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal))];
    }

    // Quoted fields hold commas and doubled quotes; no row is blank.
    private static IEnumerable<List<string>> Rows(string text)
    {
        var (row, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (quoted && letter == '"' && at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[++at]);
            else if (letter == '"') quoted = !quoted;
            else if (!quoted && letter is ',' or '\n' && !quoted)
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (letter == ',') continue;
                if (row.Count > 1) yield return row;
                row = [];
            }
            else if (letter is not ('\r' or '\uFEFF')) cell.Append(letter);
        }
        row.Add(cell.ToString());
        if (row.Count > 1) yield return row;
    }
}
