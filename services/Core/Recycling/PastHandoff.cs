using Integration.Core.Handoffs;

namespace Integration.Core.Recycling;

/// <summary>What a verdict needs to know of an earlier or open handoff of the person.</summary>
/// <param name="Id">The handoff.</param>
/// <param name="Product">Its product.</param>
/// <param name="State">Where it stands or ended.</param>
/// <param name="Reason">Reason of a rejection, return or loss; null when none is known.</param>
/// <param name="ReturnedAt">When sales said no, by the source's clock; the cool-down runs from here, not from when the reason came. Null while it has not.</param>
/// <param name="ClosedAt">When it closed; null while it is open.</param>
public sealed record PastHandoff(Guid Id, string Product, HandoffState State, string? Reason, DateTimeOffset? ReturnedAt, DateTimeOffset? ClosedAt)
{
    /// <summary>Whether it is open.</summary>
    public bool IsOpen => ClosedAt is null;

    /// <summary>What of a handoff counts for later verdicts.</summary>
    public static PastHandoff Of(Handoff handoff) => new(handoff.Id, handoff.Product, handoff.State, handoff.Reason, handoff.ReturnedAt, handoff.ClosedAt);
}
