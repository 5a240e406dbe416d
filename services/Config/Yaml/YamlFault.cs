using Integration.Config.Diagnostics;

namespace Integration.Config.Yaml;

/// <summary>Ends the reading of one file: what follows cannot be told apart.</summary>
internal sealed class YamlFault(DiagnosticCode code, Place place, string what, string mend) : Exception(what)
{
    public DiagnosticCode Code { get; } = code;
    public Place Place { get; } = place;
    public string Mend { get; } = mend;
}
