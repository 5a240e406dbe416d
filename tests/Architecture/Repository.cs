namespace Integration.Architecture.Tests;

/// <summary>The checked-out repository that this test was built from.</summary>
static class Repository
{
    static readonly string[] BuiltOrFetched = [".git", ".vs", ".idea", "bin", "obj", "artifacts", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts", "StrykerOutput"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every text file that a person wrote, as paths relative to the root with forward slashes, sorted.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> FilesBelow(string folder) => Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal));

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    /// <summary>Names of the folders of services/ that hold a project.</summary>
    public static IReadOnlyList<string> Services { get; } =
        [.. FilesBelow("services").Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(file => file.Split('/')[1]).Distinct()];

    static IEnumerable<string> Walk(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            if (Path.GetFileName(file) != ".git" && IsText(file)) yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        foreach (var inner in Directory.EnumerateDirectories(folder))
            if (!BuiltOrFetched.Contains(Path.GetFileName(inner)))
                foreach (var file in Walk(inner)) yield return file;
    }

    // Scripts have no extension here, so a zero byte tells text from pictures, not the name.
    static bool IsText(string file)
    {
        using var stream = File.OpenRead(file);
        Span<byte> head = stackalloc byte[4096];
        return !head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)].Contains((byte)0);
    }

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Integration.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No Integration.sln above {AppContext.BaseDirectory}: these tests read the sources they were built from.");
    }
}
