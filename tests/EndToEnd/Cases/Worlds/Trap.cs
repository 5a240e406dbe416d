using System.Text.RegularExpressions;

namespace Integration.EndToEnd.Tests.Cases.Worlds;

/// <summary>Waits on a wire for one request and holds it, or its answer: the moment at which a process is killed.</summary>
/// <param name="pattern">Of method and path, with <c>*</c>: <c>PATCH *composite/sobjects*</c>.</param>
/// <param name="holdsAnswer">True lets the request through and holds what comes back: done outside, unknown inside.</param>
internal sealed class Trap(string pattern, bool holdsAnswer)
{
    public Regex Pattern { get; } = new("^" + Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\ ", " ") + " HTTP/1.1$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public bool HoldsAnswer => holdsAnswer;

    /// <summary>A request matched and is on its way.</summary>
    public bool Taken { get; set; }

    /// <summary>Done when something is held.</summary>
    public TaskCompletionSource Sprung { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when it may go on.</summary>
    public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
