namespace Integration.Handoff;

/// <summary>How the handoff role works.</summary>
public sealed record HandoffOptions
{
    /// <summary>Name of the mapping whose pairs are people; others are never judged.</summary>
    public required string Mapping { get; init; }
    /// <summary>Name of this process among the lease owners. Default "handoff".</summary>
    public string Owner { get; init; } = "handoff";
    /// <summary>Pairs, clocks or requests claimed at once, 1 to 1,000. Default 200.</summary>
    public int BatchMax { get; init; } = 200;
    /// <summary>How long a claim lasts by itself: what a killed process costs. A decision that outlives it is refused and made anew. Default 30 s.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>How often work is looked for without a bell: what a lost message costs, and by how much a clock may be late. Default 2 s.</summary>
    public TimeSpan SweepPeriod { get; init; } = TimeSpan.FromSeconds(2);
    /// <summary>How often signatures are looked for that another process stored. Default 5 s.</summary>
    public TimeSpan AgreementsPeriod { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>How often a handoff that nobody could take is tried again without a change of the person. Default 15 min.</summary>
    public TimeSpan HeldRetry { get; init; } = TimeSpan.FromMinutes(15);
    /// <summary>How long after a handoff failed the person may be handed over again by the verdict: what refused it refuses it again. An explicit ask need not wait. Default 1 d.</summary>
    public TimeSpan FailedRetry { get; init; } = TimeSpan.FromDays(1);
    /// <summary>How often a request is looked at again while the sync cannot carry the person over, or an Agreement cannot be read. Default 1 min.</summary>
    public TimeSpan UndecidedRetry { get; init; } = TimeSpan.FromMinutes(1);
    /// <summary>How long at most until a request for a person whom we do not know is looked at again; it begins with 2 s and doubles. Default 1 h.</summary>
    public TimeSpan UnknownRetryMost { get; init; } = TimeSpan.FromHours(1);
    /// <summary>For how long such a request is kept open before it is answered with <c>unknown-person</c>. Default 7 d.</summary>
    public TimeSpan UnknownFor { get; init; } = TimeSpan.FromDays(7);
    /// <summary>How far back events of a person count. Default 730 d.</summary>
    public TimeSpan EventsBack { get; init; } = TimeSpan.FromDays(730);
    /// <summary>For how long after its end a handoff still hears of its opportunities. Default 400 d.</summary>
    public TimeSpan HeardAfterEnd { get; init; } = TimeSpan.FromDays(400);
}
