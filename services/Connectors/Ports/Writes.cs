using Integration.Core.Intents;
using Integration.Core.Records;

namespace Integration.Connectors.Ports;

/// <summary>Intents of one system to be carried out.</summary>
/// <param name="Lane">Who goes first.</param>
/// <param name="Writes">0 to 2,000 writes; at most one per record.</param>
/// <param name="Fields">What to read back of the written records.</param>
public sealed record WriteRequest(Lane Lane, IReadOnlyList<RecordWrite> Writes, FieldSelection Fields);

/// <summary>One intent with the key a create goes by.</summary>
/// <param name="PairKey">The pair's id: the unique key a create upserts by.</param>
/// <param name="Intent">What to do.</param>
public sealed record RecordWrite(Guid PairKey, Intent Intent);

/// <summary>The outcomes of a request.</summary>
public sealed record WriteAnswer(IReadOnlyList<WriteOutcome> Outcomes);

/// <summary>How a write ended, as far as is known.</summary>
public enum WriteResult
{
    /// <summary>The system said it is done.</summary>
    Done,
    /// <summary>The system refused this record; nothing of it was written. <see cref="WriteOutcome.Fault"/> says why.</summary>
    Rejected,
    /// <summary>Proven not to have been applied (rate limit, refused before sending, quota): may be sent again later.</summary>
    NotApplied,
    /// <summary>Sent, and no answer that can be trusted came: only a look tells.</summary>
    Unknown,
}

/// <summary>What became of one write.</summary>
public sealed record WriteOutcome(Guid IntentId, WriteResult Result)
{
    /// <summary>The record written; for a create, the one made or found under our key.</summary>
    public RecordKey? Key { get; init; }
    /// <summary>The values stored after the write (answered or read back); null when that read failed, which is no failure of the write.</summary>
    public Observation? Stored { get; init; }
    /// <summary>Set unless done.</summary>
    public Fault? Fault { get; init; }
}
