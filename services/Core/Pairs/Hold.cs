namespace Integration.Core.Pairs;

/// <summary>Why something is not done, and what would mend it. Nothing is ever left undone without one.</summary>
/// <param name="Code">Stable code, <c>PAIR-NO-MATCH-VALUE</c>; listed in docs/reference/holds.md.</param>
/// <param name="Reason">What is the matter, without field values.</param>
/// <param name="Mend">What ends it.</param>
/// <param name="CauseHash">Digest of what caused it; a held item sends nothing until this changes.</param>
public sealed record Hold(string Code, string Reason, string Mend, string CauseHash)
{
    /// <summary>What it waits on (a record key, or a match key): a change there wakes it. Null when only its own records can end it.</summary>
    public string? WaitsOn { get; init; }
    /// <summary>When it is tried once more although nothing changed; null = never by time alone.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}
