namespace Integration.Core.Leaks;

/// <summary>Where a person in scope stands. Everybody stands in exactly one of these.</summary>
public enum Standing
{
    /// <summary>Marketing's: not ready, never, or withdrawn.</summary>
    NotReady,
    /// <summary>Sent to sales, not answered.</summary>
    HandedOff,
    /// <summary>Sales has taken the person.</summary>
    Accepted,
    /// <summary>Sales has said no.</summary>
    Rejected,
    /// <summary>Sales has given the person back.</summary>
    Recycled,
    /// <summary>Ready, and something keeps the person here: the packet, the roster, the sync.</summary>
    Held,
    /// <summary>The handoff could not be delivered.</summary>
    Failed,
    /// <summary>Won.</summary>
    Won,
    /// <summary>Lost.</summary>
    Lost,
}
