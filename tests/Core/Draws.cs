using System.Globalization;

namespace Integration.Core.Tests;

/// <summary>How much of a random test is drawn. Mutation testing runs the suite thousands of times and asks for a few per cent of it.</summary>
public static class Draws
{
    private const string Variable = "INTEGRATION_TEST_DRAWS";

    private static readonly decimal Percent = Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text ? 100
        : decimal.TryParse(text, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 100 ? percent
        : throw new InvalidOperationException($"{Variable} is '{text}': say how many per cent of the random draws to make, above 0 and up to 100, such as 2 or 0.1.");

    /// <summary>True when not everything is drawn: then a test cannot ask how much it met, and the long ones are left out.</summary>
    public static bool AreFew => Percent < 100;

    /// <summary>The share of so many draws, at least one.</summary>
    public static int Of(int all) => Math.Max(1, (int)(all * Percent / 100));
}
