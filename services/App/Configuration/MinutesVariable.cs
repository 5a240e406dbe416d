using System.Globalization;
using Integration.App.Commands;

namespace Integration.App.Configuration;

/// <summary>Long periods that a deployment sets by its environment.</summary>
internal static class MinutesVariable
{
    private const int WeekMinutes = 7 * 24 * 60;

    /// <summary>1 minute to a week; null when the variable is not set.</summary>
    /// <exception cref="StopsHereException">It holds something else.</exception>
    public static TimeSpan? Of(string variable, Func<string, string?> environment)
    {
        var text = environment(variable);
        if (string.IsNullOrWhiteSpace(text)) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= WeekMinutes
            ? TimeSpan.FromMinutes(minutes)
            : throw new StopsHereException(ExitCode.Usage, $"{variable} is not a number of minutes from 1 to {WeekMinutes}", "write minutes, such as 1440 for a day, or unset it");
    }
}
