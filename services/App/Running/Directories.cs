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

    /// <summary>Makes it and keeps other demos out of it until disposed: two that wrote the same files would each undo the other's.</summary>
    /// <exception cref="StopsHereException">It cannot be made, or another process has it.</exception>
    public static IDisposable Hold(string directory)
    {
        Make(directory);
        var path = Path.Combine(directory, "in-use");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StopsHereException(ExitCode.OutsideFailed, $"the data directory '{directory}' is in use or not writable: {failure.Message}", "stop the other 'integration', or give another directory with --data DIR");
        }
    }
}
