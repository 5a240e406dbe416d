using System.CommandLine;

namespace Integration.App.Commands;

/// <summary><c>integration completion</c>: the shell's side of <c>integration [suggest]</c>.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _integration() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(integration "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _integration integration
        """;

    public static Command Make(CommandContext context)
    {
        var shell = new Argument<string>("shell") { Description = "bash" };
        shell.AcceptOnlyFromAmong("bash");
        var command = new Command("completion", "Print a script that completes commands and options in a shell.") { shell };
        command.SetAction(_ =>
        {
            context.Terminal.Out.WriteLine(Bash);
            return (int)ExitCode.Done;
        });
        return command;
    }
}
