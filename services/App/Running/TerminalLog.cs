using Microsoft.Extensions.Logging;

namespace Integration.App.Running;

/// <summary>Warnings and errors, one line each, to wherever the command shows them.</summary>
/// <param name="tell">Takes one line; called from any thread.</param>
internal sealed class TerminalLog(Action<string> tell) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Line(categoryName[(categoryName.LastIndexOf('.') + 1)..], tell);

    public void Dispose()
    {
        // Holds nothing.
    }

    private sealed class Line(string category, Action<string> tell) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            // The type and place of an error, not its text: texts of other people's exceptions may hold field values.
            var cause = exception is null ? "" : $" ({exception.GetType().Name} in {exception.TargetSite?.DeclaringType?.Name}.{exception.TargetSite?.Name})";
            tell($"{logLevel.ToString().ToLowerInvariant()}: {category}: {formatter(state, exception)}{cause}");
        }
    }
}
