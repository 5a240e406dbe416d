using Integration.App.Commands;

namespace Integration.App.Running;

/// <summary>Which ledger is meant.</summary>
internal static class LedgerAddress
{
    /// <summary><c>INTEGRATION_LEDGER</c>, else <c>ledger.db</c> in the data directory.</summary>
    public static string Of(Func<string, string?> environment, string? directory) =>
        environment("INTEGRATION_LEDGER") is { Length: > 0 } text ? text : File(directory);

    /// <summary>The same, for a command that must not make a new one.</summary>
    /// <exception cref="StopsHereException">There is no file.</exception>
    public static string Existing(Func<string, string?> environment, string? directory)
    {
        var address = Of(environment, directory);
        if (address == File(directory) && !System.IO.File.Exists(FilePath(directory)))
            throw new StopsHereException(ExitCode.NotInOrder, $"there is no ledger at '{FilePath(directory)}'", "name its directory with --data DIR or its address with INTEGRATION_LEDGER, or start the service first");
        return address;
    }

    private static string File(string? directory) => $"Data Source={FilePath(directory)}";

    private static string FilePath(string? directory) => Path.Combine(directory ?? Directories.Default, "ledger.db");
}
