using System.Collections.Immutable;

namespace Integration.Config.Diagnostics;

/// <summary>How much a finding weighs.</summary>
public enum Severity
{
    /// <summary>The configuration is refused.</summary>
    Error,
    /// <summary>It loads, and something in it will probably not do what its author means.</summary>
    Warning,
    /// <summary>It loads; worth knowing.</summary>
    Info,
}

/// <summary>A stretch of text on one line of a file.</summary>
/// <param name="File">Path as the admin gave it: the directory, a slash, the file's name; or the directory itself.</param>
/// <param name="Line">From 1; 0 = the file or directory as a whole.</param>
/// <param name="Column">From 1, in UTF-16 units; 0 with line 0.</param>
/// <param name="Length">In UTF-16 units, at least 1; 0 with line 0.</param>
public readonly record struct Place(string File, int Line, int Column, int Length)
{
    /// <summary>A file or directory as a whole.</summary>
    public static Place Whole(string file) => new(file, 0, 0, 0);

    /// <summary><c>file:line:column</c>, or the file alone.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}

/// <summary>A second place that belongs to a finding, such as the first of two duplicates.</summary>
/// <param name="Place">Where.</param>
/// <param name="What">What stands there, without an end stop.</param>
public sealed record RelatedPlace(Place Place, string What);

/// <summary>One finding about a configuration. Holds names and codes, never a secret's value.</summary>
/// <param name="Code">Which kind of finding; its id never changes its meaning.</param>
/// <param name="Severity">Usually the code's own; some codes weigh less while no live schema is at hand.</param>
/// <param name="Place">Where.</param>
/// <param name="What">What is wrong, in one sentence without an end stop.</param>
/// <param name="Mend">What to do about it; never empty.</param>
public sealed record Diagnostic(DiagnosticCode Code, Severity Severity, Place Place, string What, string Mend)
{
    /// <summary>Further places, such as the first of two duplicates; often empty.</summary>
    public ImmutableArray<RelatedPlace> Related { get; init; } = [];
}
