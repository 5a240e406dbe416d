using System.Globalization;

namespace Integration.Sandbox.Salesforce.Wire;

/// <summary>The API versions: three a year, named for seasons. Facts/salesforce.md section 1.</summary>
internal static class ApiVersion
{
    /// <summary>Everything older was retired in Summer '25 and answers 410.</summary>
    public const int Oldest = 31;
    /// <summary>Winter '27.</summary>
    public const int Newest = 68;

    /// <summary>The number in <c>v68.0</c>; null when the text is no version.</summary>
    public static int? Read(string segment) =>
        segment.StartsWith('v') && segment.EndsWith(".0", StringComparison.Ordinal) && int.TryParse(segment.AsSpan(1, segment.Length - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static string Label(int version)
    {
        // v31 was Summer '14, v32 Winter '15: a winter release bears the next year's number.
        var (season, year) = ((version - 31) % 3, 14 + (version - 31 + 2) / 3);
        return $"{season switch { 0 => "Summer", 1 => "Winter", _ => "Spring" }} '{year}";
    }
}
