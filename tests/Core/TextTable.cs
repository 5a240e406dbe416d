namespace Integration.Core.Tests;

/// <summary>Reads an aligned text table: '#' starts a comment, the first row names the columns, "->" is for the eye.</summary>
internal static class TextTable
{
    public static TheoryData<int, string> Rows(string path)
    {
        var rows = new TheoryData<int, string>();
        foreach (var (line, number) in Lines(path).Skip(1)) rows.Add(number, line);
        return rows;
    }

    public static IReadOnlyDictionary<string, string> Cells(string path, string line)
    {
        var columns = Split(Lines(path).First().Line);
        var cells = Split(line);
        Assert.Equal(columns.Length, cells.Length);
        return columns.Zip(cells).ToDictionary(cell => cell.First, cell => cell.Second);
    }

    private static IEnumerable<(string Line, int Number)> Lines(string path) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, path))
            .Select((text, index) => (Line: text.Split('#')[0].TrimEnd(), Number: index + 1))
            .Where(line => line.Line.Trim().Length > 0);

    private static string[] Split(string line) =>
        line.Replace("->", "  ").Split("  ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
