namespace Integration.Sandbox.HubSpot.Records;

/// <summary>One record of a create, update or upsert.</summary>
public sealed record RecordInput(IReadOnlyDictionary<string, string?> Properties)
{
    /// <summary>Record id, or a value of <see cref="IdProperty"/>; null on create.</summary>
    public string? Id { get; init; }
    /// <summary>The unique property that <see cref="Id"/> is a value of; null = record id.</summary>
    public string? IdProperty { get; init; }
    /// <summary>The caller's mark. When each input of a batch has its own, failures come back one by one (207).</summary>
    public string? TraceId { get; init; }
    /// <summary>Links to make on create.</summary>
    public IReadOnlyList<AssociationInput> Associations { get; init; } = [];
}

/// <summary>A link to make on create.</summary>
/// <param name="ToId">Record id at the other end.</param>
/// <param name="TypeIds">Association types, from the new record to the other one.</param>
public sealed record AssociationInput(long ToId, IReadOnlyList<int> TypeIds);

/// <summary>What became of one input.</summary>
/// <param name="Record">The record as stored afterwards.</param>
/// <param name="New">True when it was created.</param>
/// <param name="Written">Property names that the input named; null shows all.</param>
/// <param name="Warnings">Dates that were mended on the way in (2026-09).</param>
public sealed record WrittenRecord(HubSpotRecord Record, bool New, IReadOnlyList<string>? Written, IReadOnlyList<DateWarning> Warnings);

/// <summary>A date that was stored otherwise than it was sent.</summary>
public sealed record DateWarning(string Property, string Raw, string NormalizedTo);

/// <summary>One refused input of a batch that asked for single outcomes.</summary>
/// <param name="Error">Why.</param>
/// <param name="TraceId">The input's mark; null for reads.</param>
public sealed record RefusedInput(Errors.HubSpotError Error, string? TraceId);

/// <summary>The answer of a batch: one result or refusal per input, results in no promised order.</summary>
public sealed record BatchOutcome(IReadOnlyList<WrittenRecord> Results, IReadOnlyList<RefusedInput> Refused);
