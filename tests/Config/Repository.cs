namespace Integration.Config.Tests;

/// <summary>Where the checked-out files stand, found upwards from the test's own directory.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(System.IO.Path.Combine(at.FullName, "Integration.sln"))) return at.FullName;
        throw new InvalidOperationException("no Integration.sln above the tests");
    }
}
