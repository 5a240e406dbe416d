using Integration.App.Commands;
using Integration.App.Terminals;

namespace Integration.App.Tests.Rigs;

/// <summary>One call of the command line, in process, with its streams caught.</summary>
internal sealed class Line
{
    private readonly SharedWriter output = new();
    private readonly SharedWriter error = new();
    private readonly Dictionary<string, string> environment = [];

    public string Out => output.Text;
    public string Error => error.Text;

    public Line With(string variable, string value)
    {
        environment[variable] = value;
        return this;
    }

    public Task<int> RunAsync(string[] arguments, CancellationToken stop = default) =>
        CommandLine.RunAsync(arguments, new CommandContext(new Terminal(output, error, isInteractive: false, usesColour: false), name => environment.GetValueOrDefault(name), TimeProvider.System), stop);

    /// <summary>Written by the command's tasks and read by the test at the same time.</summary>
    private sealed class SharedWriter : StringWriter
    {
        private readonly Lock gate = new();

        public string Text
        {
            get { lock (gate) return ToString(); }
        }

        public override void Write(char value)
        {
            lock (gate) base.Write(value);
        }

        public override void Write(string? value)
        {
            lock (gate) base.Write(value);
        }

        public override void WriteLine(string? value)
        {
            lock (gate) base.WriteLine(value);
        }
    }
}
