using Integration.Core.Records;

namespace Integration.Core.People;

/// <summary>Something that a person did or that happened to a person; append-only, never edited.</summary>
public sealed record PersonEvent
{
    /// <summary>Unique for the person: the same event told twice has the same id and counts once.</summary>
    public required string Id { get; init; }
    /// <summary>What happened, in the Agreement's words: <c>page-view</c>, <c>form</c>, <c>mail-click</c>, <c>meeting</c>.</summary>
    public required string Kind { get; init; }
    /// <summary>When, by the clock of the system it comes from.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>What it was about: <c>pricing</c>; empty when nothing is known.</summary>
    public string About { get; init; } = "";
    /// <summary>The system it comes from.</summary>
    public SystemName System { get; init; }
}
