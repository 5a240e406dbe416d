using Microsoft.Extensions.Logging;

namespace Integration.Simulation.Tests.Engine.Workers;

/// <summary>A loop survives a failed round by design and only logs it; in a simulation no round may fail.</summary>
/// <param name="failed">Gets what was logged.</param>
/// <param name="from">The least level that breaks a promise: a warning, or an error where the ledger may be away.</param>
internal sealed class Complaints<T>(Action<string> failed, LogLevel from) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= from;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) failed($"{formatter(state, exception)}: {exception}");
    }
}
