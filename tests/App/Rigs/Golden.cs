namespace Integration.App.Tests.Rigs;

/// <summary>Text that is compared with a file beside the tests; <c>UPDATE_GOLDEN=1</c> writes it anew.</summary>
internal static class Golden
{
    public static void Same(string name, string actual)
    {
        var path = Path.Combine(Folder(), name);
        var text = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(path, text);
        Assert.True(File.Exists(path), $"{path} is missing: run the tests once with UPDATE_GOLDEN=1 and look at what it writes");
        Assert.Equal(File.ReadAllText(path), text);
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Integration.sln"))) return Path.Combine(folder.FullName, "tests", "App", "Goldens");
        throw new InvalidOperationException("Integration.sln is in no folder above the test");
    }
}
