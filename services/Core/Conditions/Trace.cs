using System.Collections.Immutable;
using Integration.Core.Records;

namespace Integration.Core.Conditions;

/// <summary>What became of a condition and of each of its parts, for one subject at one moment.</summary>
public sealed record Trace
{
    /// <summary>The condition.</summary>
    public required Condition Condition { get; init; }
    /// <summary>Whether it holds.</summary>
    public required Truth Truth { get; init; }
    /// <summary>What the field held; missing for a condition without a field.</summary>
    public FieldValue Seen { get; init; }
    /// <summary>What was counted or reckoned: events in the window, points; null elsewhere.</summary>
    public decimal? Counted { get; init; }
    /// <summary>The parts, in the condition's order. All of them were evaluated, so that nothing that is missing stays unsaid.</summary>
    public ImmutableArray<Trace> Parts { get; init; } = [];
    /// <summary>The earliest moment after now at which time alone could make the truth another; null = none.</summary>
    public DateTimeOffset? ChangesAt { get; init; }

    /// <summary>One sentence without a full stop: <c>country is FR, not one of DE, AT, CH</c>. Holds field values: for people who may see the person, never for logs.</summary>
    public string Words => TraceWords.Of(this);

    /// <summary>What keeps the condition from holding; empty when it holds.</summary>
    public ImmutableArray<Gap> Gaps() => Gap.Of(this);

    internal static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other : other is null || one < other ? one : other;
}
