using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Integration.App.Terminals;

/// <summary>Where a command writes: results to one stream, what went wrong to the other.</summary>
internal sealed class Terminal
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public Terminal(TextWriter output, TextWriter error, bool isInteractive, bool usesColour)
    {
        (Out, Error, IsInteractive, UsesColour) = (output, error, isInteractive, usesColour);
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isInteractive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = usesColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isInteractive ? InteractionSupport.Yes : InteractionSupport.No,
        });
    }

    /// <summary>Results.</summary>
    public TextWriter Out { get; }
    /// <summary>Everything else, so that results can be piped.</summary>
    public TextWriter Error { get; }
    /// <summary>A person is watching: tables may be redrawn.</summary>
    public bool IsInteractive { get; }
    /// <summary>ANSI colours are welcome.</summary>
    public bool UsesColour { get; }
    /// <summary>Tables and live displays on <see cref="Out"/>.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>The process's own. Colour only on a terminal, and never with <c>NO_COLOR</c> set (no-color.org).</summary>
    public static Terminal System(Func<string, string?> environment)
    {
        var isInteractive = !global::System.Console.IsOutputRedirected && environment("TERM") != "dumb";
        return new Terminal(global::System.Console.Out, global::System.Console.Error, isInteractive, isInteractive && string.IsNullOrEmpty(environment("NO_COLOR")));
    }

    /// <summary>An error with its mend, as every command tells it.</summary>
    public void Fail(string what, string mend)
    {
        var (on, off) = UsesColour ? ("\u001b[1;31m", "\u001b[0m") : ("", "");
        Error.WriteLine($"{on}error{off}: {what}");
        Error.WriteLine($"  mend: {mend}");
    }

    /// <summary>A result for a program.</summary>
    public void WriteJson<T>(T result) => Out.WriteLine(JsonSerializer.Serialize(result, Json));
}
