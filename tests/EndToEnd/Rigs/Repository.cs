namespace Integration.EndToEnd.Tests.Rigs;

/// <summary>Where things are: the repository this test was built from, and the shared folder beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The executable, built in the same configuration as this test.</summary>
    public static string AppAssembly { get; } = Path.Combine(Root, "services", "App", "bin",
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}") ? "Release" : "Debug", "net10.0", "Integration.App.dll");

    /// <summary>The real leads beside the repository; null where a clone stands alone.</summary>
    public static string? RealLeads
    {
        get
        {
            var path = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", "x-education-leads.csv"));
            return File.Exists(path) ? path : null;
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Integration.sln"))) return folder.FullName;
        throw new InvalidOperationException("Integration.sln is in no folder above the test");
    }
}
