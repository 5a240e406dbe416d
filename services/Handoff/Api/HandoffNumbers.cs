namespace Integration.Handoff.Api;

/// <summary>How the open handoffs do, in four numbers; <see cref="HandoffCount"/> counts them.</summary>
/// <param name="Open">Something is still owed.</param>
/// <param name="Warned">Of them, those whose owner was reminded.</param>
/// <param name="Breached">Of them, those whose first touch came too late or not at all.</param>
/// <param name="Answered">Of them, those that sales took or gave back.</param>
public sealed record HandoffNumbers(long Open, long Warned, long Breached, long Answered)
{
    /// <summary>As a status line tells it: <c>handoffs 12 open (3 answered, 2 warned, 1 breached)</c>.</summary>
    public override string ToString() => $"handoffs {Open} open ({Answered} answered, {Warned} warned, {Breached} breached)";
}
