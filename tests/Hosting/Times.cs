namespace Integration.Hosting.Tests;

/// <summary>Moments that tests speak of.</summary>
internal static class Times
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
}
