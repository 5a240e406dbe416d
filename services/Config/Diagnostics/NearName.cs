namespace Integration.Config.Diagnostics;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearName
{
    /// <summary>The nearest of the known names, or null when none is near enough to be worth a guess.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        // A name of several hundred letters is no slip of the finger, and the distance costs its length squared.
        if (name.Length is 0 or > 80) return null;
        var (best, bestDistance) = ((string?)null, int.MaxValue);
        foreach (var candidate in known)
        {
            var distance = Distance(Fold(name), Fold(candidate));
            if (distance < bestDistance) (best, bestDistance) = (candidate, distance);
        }
        return bestDistance <= Math.Max(1, name.Length / 4) ? best : null;
    }

    /// <summary>A mend that starts with a guess where there is one.</summary>
    public static string Mend(string name, IEnumerable<string> known, string otherwise) =>
        Of(name, known) is { } near ? $"did you mean '{near}'? {otherwise}" : otherwise;

    // Case and separators are the commonest slips: Lead_Source, leadsource and LeadSource are one name to a person.
    private static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Levenshtein distance, with two letters that changed places as one slip.</summary>
    private static int Distance(string one, string other)
    {
        var (beforeLast, last, row) = (new int[other.Length + 1], new int[other.Length + 1], new int[other.Length + 1]);
        for (var j = 0; j < last.Length; j++) last[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1), Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
            (beforeLast, last, row) = (last, row, beforeLast);
        }
        return last[^1];
    }
}
