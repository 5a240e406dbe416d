using Integration.Core.Records;

namespace Integration.Ledger.Handoffs;

/// <summary>Somebody asks for a handoff: a HubSpot workflow, a person at the console, another program.</summary>
public sealed record HandoffRequest
{
    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }
    /// <summary>Who asks; its keys are its own.</summary>
    public required string Caller { get; init; }
    /// <summary>The caller's own key: the same one again is the same request.</summary>
    public required string Key { get; init; }
    /// <summary>Whom it is about.</summary>
    public required RecordKey Record { get; init; }
    /// <summary>Which product line; null leaves it to the Agreement.</summary>
    public string? Product { get; init; }
    /// <summary>What else it said, JSON.</summary>
    public required string Body { get; init; }
    /// <summary>When it was taken.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
    /// <summary>What became of it, JSON; null while it is open.</summary>
    public string? Answer { get; init; }
    /// <summary>The handoff that it led to.</summary>
    public Guid? HandoffId { get; init; }
    /// <summary>When it was answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>The stored request of a caller's key.</summary>
/// <param name="Request">As stored, with its answer if it has one.</param>
/// <param name="IsNew">True when this call stored it.</param>
/// <param name="IsSame">False when the key was used before for another record, product or body: the caller's mistake, and nothing was changed.</param>
public sealed record RequestReceived(HandoffRequest Request, bool IsNew, bool IsSame);

/// <summary>What became of a request; closes it.</summary>
/// <param name="RequestId">Which.</param>
/// <param name="Epoch">Of its lease.</param>
/// <param name="Answer">JSON; null keeps the request open until <paramref name="AgainAt"/>.</param>
/// <param name="HandoffId">The handoff that it led to.</param>
/// <param name="AgainAt">When to look again; used without an answer.</param>
public sealed record RequestAnswer(Guid RequestId, long Epoch, string? Answer, Guid? HandoffId, DateTimeOffset? AgainAt);
