namespace Integration.Core.Tests.Quarter;

/// <summary>What one handoff must have come to, by minutes; null = it did not.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Sent">When.</param>
/// <param name="Owner">The first one.</param>
/// <param name="Clock">The first owner's: the buyer waits by it, whoever has the person later.</param>
internal sealed record Row(int Person, int Sent, string Owner, SlowClock Clock)
{
    /// <summary>The same clock, standing still where that was agreed.</summary>
    public required SlowClock Still { get; init; }
    /// <summary>The clock of whoever has it at last: what sales owes is owed by it.</summary>
    public required SlowClock Present { get; init; }
    /// <summary>When it was given to somebody else, and when we heard.</summary>
    public (int At, int Heard)? Moved { get; init; }
    /// <summary>When its clock was stopped.</summary>
    public int? Paused { get; init; }
    public int? Delivered { get; init; }
    public int? Touched { get; init; }
    public int? Accepted { get; init; }
    public int? Rejected { get; init; }
    public int? Working { get; init; }
    public int? Opportunity { get; init; }
    public int? DealClosed { get; init; }
    public bool DealTold { get; init; }
    public int? Withdrawn { get; init; }
    public int? Lapsed { get; init; }
    public int? Closed { get; init; }
    /// <summary>It closed without a reason that was owed.</summary>
    public bool Unreasoned { get; init; }
    /// <summary>The person turned out to be another one, whose handoff goes on.</summary>
    public bool IsMerged { get; init; }
    /// <summary>What the clock did: kind and minute.</summary>
    public required List<(string What, int At)> Rings { get; init; }

    /// <summary>Business minutes to the first touch, under the version that it was opened with.</summary>
    public int Limit { get; init; } = 240;
    public int Due => Still.AfterMinutes(Sent, Limit);
    public int? Decided => Touched ?? Rejected;
    public int? Qualified => Working is { } one && Opportunity is { } other ? Math.Min(one, other) : Working ?? Opportunity;
    public int? Over => Withdrawn ?? Closed;
}

/// <summary>Somebody who let us know, for K1.</summary>
/// <param name="Person">Who; of two who are one, the contact that stayed.</param>
/// <param name="At">When first.</param>
/// <param name="IsNever">The Agreement forbids the person, and sales never had them.</param>
/// <param name="Sent">When sales got them.</param>
internal sealed record Response(int Person, int At, bool IsNever, int? Sent);
