namespace Integration.Core.Records;

/// <summary>What became of a record, as its system last said.</summary>
public enum LifeState
{
    /// <summary>Absent from a read without positive evidence of deletion (no sharing, no right, index lag). Never treated as deleted.</summary>
    Unknown,
    /// <summary>There, and writable.</summary>
    Live,
    /// <summary>In the recycle bin or archived; may return under the same id.</summary>
    Deleted,
    /// <summary>Lost a merge; <see cref="Life.Into"/> is the survivor.</summary>
    Merged,
    /// <summary>A Salesforce Lead turned into the Contact in <see cref="Life.Into"/>; the lead is read-only for ever.</summary>
    Converted,
    /// <summary>Hard-deleted or privacy-erased; never returns.</summary>
    Gone,
}

/// <summary>A record's life state with what replaced it.</summary>
/// <param name="State">The state.</param>
/// <param name="Into">The record that took over; only for <see cref="LifeState.Merged"/> and <see cref="LifeState.Converted"/>.</param>
public readonly record struct Life(LifeState State, RecordKey? Into = null)
{
    /// <summary>There and writable.</summary>
    public static Life Live { get; } = new(LifeState.Live);
}
