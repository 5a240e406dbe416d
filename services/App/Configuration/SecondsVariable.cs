using System.Globalization;
using Integration.App.Commands;

namespace Integration.App.Configuration;

/// <summary>Times that a deployment sets by its environment.</summary>
internal static class SecondsVariable
{
    /// <summary>Seconds up to 3,600; null when the variable is not set.</summary>
    /// <param name="variable">Its name.</param>
    /// <param name="environment">Where it is looked for.</param>
    /// <param name="least">The fewest seconds.</param>
    /// <exception cref="StopsHereException">It holds something else.</exception>
    public static TimeSpan? Of(string variable, Func<string, string?> environment, double least = 1)
    {
        var text = environment(variable);
        if (string.IsNullOrWhiteSpace(text)) return null;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds >= least && seconds <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new StopsHereException(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"{variable} is not a number of seconds from {least} to 3600"), "write seconds, such as 30, or unset it");
    }
}
