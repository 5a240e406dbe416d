namespace Integration.App.Commands;

/// <summary>A command cannot go on. Carries what a person needs and the exit code.</summary>
internal sealed class StopsHereException(ExitCode code, string what, string mend) : Exception(what)
{
    public ExitCode Code => code;
    public string Mend => mend;
}
