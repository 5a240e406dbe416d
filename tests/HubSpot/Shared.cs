namespace Integration.HubSpot.Tests;

/// <summary>The folder of samples that lies beside the repository where it is developed, and nowhere else.</summary>
internal static class Shared
{
    /// <summary>The path of a shared file; skips the test, aloud, where the folder is not there.</summary>
    public static string Find(string relative)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "shared", relative))) return Path.Combine(at.FullName, "shared", relative);
        Assert.Skip($"shared/{relative} is not beside the repository");
        return "";
    }
}
