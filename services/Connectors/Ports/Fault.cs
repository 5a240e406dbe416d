using Integration.Core.Records;

namespace Integration.Connectors.Ports;

/// <summary>Faults sorted by what we do next.</summary>
public enum FaultClass
{
    /// <summary>Try again after <see cref="Fault.RetryAfter"/>: time-out, 5xx, lock, rate limit.</summary>
    Transient,
    /// <summary>One field is refused (<see cref="Fault.Field"/>): hold it, send the rest.</summary>
    Field,
    /// <summary>The record is refused as a whole (validation rule, duplicate rule, required value): hold it.</summary>
    Record,
    /// <summary>The record is not what we thought (deleted, merged, converted): read it again.</summary>
    Identity,
    /// <summary>The whole system refuses us (token, permission, allowance): pause its writes, keep the rest going.</summary>
    Side,
}

/// <summary>One thing that went wrong outside.</summary>
/// <param name="Class">What to do next.</param>
/// <param name="Code">The vendor's own code (<c>INVALID_EMAIL_ADDRESS</c>, <c>CONFLICT</c>) or ours (<c>TIMEOUT</c>, <c>NOT_JSON</c>); never empty.</param>
/// <param name="Reason">What happened, for a person; without field values.</param>
/// <param name="Mend">What to do about it.</param>
public sealed record Fault(FaultClass Class, string Code, string Reason, string Mend)
{
    /// <summary>The field concerned, in the system's own name.</summary>
    public string? Field { get; init; }
    /// <summary>The record that already holds the value, for conflicts that name one.</summary>
    public RecordKey? Holder { get; init; }
    /// <summary>How long to wait; null = the caller's own backoff.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
