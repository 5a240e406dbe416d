namespace Integration.Config.Diagnostics;

/// <summary>A kind of finding. Its id stays with its meaning for ever: retired ids are not given out again.</summary>
/// <param name="Id">Three letters and three digits: <c>MAP007</c>.</param>
/// <param name="Severity">Its usual weight.</param>
/// <param name="Title">A short statement of what is wrong.</param>
/// <param name="Why">What would happen if it were let through.</param>
/// <param name="Mend">What to do about it in general; a finding says it for the case at hand.</param>
public sealed record DiagnosticCode(string Id, Severity Severity, string Title, string Why, string Mend)
{
    /// <summary>Where it is described: a page and an anchor below the repository's root.</summary>
    public string Reference => $"docs/reference/diagnostics.md#{Id.ToLowerInvariant()}";

    /// <inheritdoc />
    public override string ToString() => Id;
}
