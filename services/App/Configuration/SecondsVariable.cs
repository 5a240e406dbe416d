using System.Globalization;
using Integration.App.Commands;

namespace Integration.App.Configuration;

/// <summary>Times that a deployment sets by its environment.</summary>
internal static class SecondsVariable
{
    /// <summary>1 to 3,600 seconds; null when the variable is not set.</summary>
    /// <exception cref="StopsHereException">It holds something else.</exception>
    public static TimeSpan? Of(string variable, Func<string, string?> environment)
    {
        var text = environment(variable);
        if (string.IsNullOrWhiteSpace(text)) return null;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new StopsHereException(ExitCode.Usage, $"{variable} is not a number of seconds from 1 to 3600", "write seconds, such as 30, or unset it");
    }
}
