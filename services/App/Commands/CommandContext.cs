using System.CommandLine;
using Integration.App.Running;
using Integration.App.Terminals;
using Integration.Ledger;

namespace Integration.App.Commands;

/// <summary>What every command stands on; tests hand in their own.</summary>
internal sealed record CommandContext(Terminal Terminal, Func<string, string?> Environment, TimeProvider Time)
{
    /// <summary>Options that several commands share, spelled and explained once.</summary>
    public static Option<string?> ConfigOption() => new("--config") { Description = "Directory of the YAML files; without it the service runs on the Sandbox", HelpName = "DIR" };

    public static Option<bool> JsonOption() => new("--json") { Description = "Answer in JSON, for programs" };

    public static Option<string?> DataOption() => new("--data") { Description = "Directory of ledger.db and of the Sandbox's files (default .integration)", HelpName = "DIR" };

    public static Option<Uri> AddressOption(string name, string whose, int port) => new(name)
    {
        Description = $"Where the emulated {whose} listens, on loopback; port 0 takes a free one",
        HelpName = "URL",
        DefaultValueFactory = _ => new Uri($"http://127.0.0.1:{port}"),
        CustomParser = result => Loopback(result.Tokens[0].Value) ?? Refuse(result, name, port),
    };

    /// <summary>The ledger that a data directory or the environment names; the caller closes it. A file that is not there yet is made.</summary>
    public Task<ILedger> LedgerAsync(string? directory, CancellationToken stop) => LedgerStore.OpenAsync(LedgerAddress.Of(Environment, directory), Time, stop);

    /// <summary>The same, for a command that must not make a new one.</summary>
    /// <exception cref="StopsHereException">There is none.</exception>
    public Task<ILedger> ExistingLedgerAsync(string? directory, CancellationToken stop) => LedgerStore.OpenAsync(LedgerAddress.Existing(Environment, directory), Time, stop);

    private static Uri? Loopback(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback ? url : null;

    private static Uri Refuse(System.CommandLine.Parsing.ArgumentResult result, string name, int port)
    {
        result.AddError($"{name} '{result.Tokens[0].Value}' is no loopback address: write http://127.0.0.1:{port}");
        return new Uri($"http://127.0.0.1:{port}");
    }
}
