namespace Integration.Sync.Tests.Rigs;

/// <summary>Waits for what another thread is about to do. Real time only bounds a hang; nothing is concluded from it.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        for (var turn = 0; turn < 10_000 && !condition(); turn++) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        Assert.True(condition(), $"it never came true that {what}");
    }
}
