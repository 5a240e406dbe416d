using System.Collections.Immutable;
using Integration.Core.Conditions;

namespace Integration.Core.Recycling;

/// <summary>When and how people go back to marketing.</summary>
public sealed record RecycleTerms
{
    /// <summary>The reasons that sales may give, in the order they are shown in.</summary>
    public ImmutableArray<RecycleReason> Reasons { get; init; } = [];
    /// <summary>Cool-down where the reason is not known (none was given, or it is not in the list). Default 90 d.</summary>
    public TimeSpan DefaultAfter { get; init; } = TimeSpan.FromDays(90);
    /// <summary>No new try before this long after a handoff that could not be delivered. Default 1 d: without it a refusal would be repeated for ever.</summary>
    public TimeSpan FailedAfter { get; init; } = TimeSpan.FromDays(1);
    /// <summary>HubSpot lifecycle stage that a person goes back to; null = the stage is left alone.</summary>
    public string? Stage { get; init; } = "lead";
    /// <summary>Whether a person who comes back must have done something since going back. Default true: what qualified once would qualify again on the day the cool-down ends.</summary>
    public bool NeedsNews { get; init; } = true;
    /// <summary>How often a person may come back for one product by itself; after that only somebody's explicit ask hands it over. Default 3.</summary>
    public int ReturnsMax { get; init; } = 3;

    /// <summary>The reason of a name, without regard to case; null when the list has no such.</summary>
    public RecycleReason? Of(string? name) => Reasons.FirstOrDefault(reason => string.Equals(reason.Name, name?.Trim(), StringComparison.OrdinalIgnoreCase));
}

/// <summary>Why sales gives a person back, and what follows.</summary>
/// <param name="Name">Unique: <c>bad-timing</c>.</param>
public sealed record RecycleReason(string Name)
{
    /// <summary>No return before this long after going back, in wall time.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromDays(90);
    /// <summary>The person is never handed over for the product again.</summary>
    public bool Never { get; init; }
    /// <summary>Nurture track; null = none.</summary>
    public string? Nurture { get; init; }
    /// <summary>Who owns that nurture.</summary>
    public string? NurtureOwner { get; init; }
    /// <summary>What else must hold for a return; null = nothing.</summary>
    public Condition? ReEntry { get; init; }
}
