using Integration.App.Commands;

namespace Integration.App.Running;

/// <summary>The data directory.</summary>
internal static class Directories
{
    /// <summary>Under the current directory, when none is given.</summary>
    public const string Default = ".integration";

    /// <summary>Makes it if it is not there.</summary>
    /// <exception cref="StopsHereException">It cannot be made.</exception>
    public static void Make(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StopsHereException(ExitCode.OutsideFailed, $"the data directory '{directory}' cannot be made: {failure.Message}", "give a writable one with --data DIR");
        }
    }
}
