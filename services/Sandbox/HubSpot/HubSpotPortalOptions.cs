namespace Integration.Sandbox.HubSpot;

/// <summary>How this portal differs from the default one. Facts behind the defaults: facts/hubspot.md sections 3.3, 6 and 7.2.</summary>
public sealed record HubSpotPortalOptions
{
    /// <summary>Portal id (<c>hub_id</c>) shown in events, errors and record URLs. Default 7654321.</summary>
    public long PortalId { get; init; } = 7654321;
    /// <summary>App id shown as the source of API writes and in events. Default 112233.</summary>
    public long AppId { get; init; } = 112233;
    /// <summary>Time until search sees a write. Default 3 s; zero makes search consistent, which HubSpot never is.</summary>
    public TimeSpan SearchLag { get; init; } = TimeSpan.FromSeconds(3);
    /// <summary>Each write's lag is drawn evenly from lag minus to lag plus this, so the index fills out of order. Default 1 s.</summary>
    public TimeSpan SearchLagJitter { get; init; } = TimeSpan.FromSeconds(1);
    /// <summary>Requests per token in any 10 s, search excepted. 1 or more; default 190 (Professional and Enterprise).</summary>
    public int BurstLimit { get; init; } = 190;
    /// <summary>Searches per second of the whole account. 1 or more; default 5.</summary>
    public int SearchesPerSecond { get; init; } = 5;
    /// <summary>Requests per day of the whole account, reset at midnight UTC. 1 or more; default 1,000,000 (Enterprise).</summary>
    public int DailyLimit { get; init; } = 1_000_000;
    /// <summary>Scopes granted to every token; null grants all. Default null.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }
    /// <summary>Stage that a contact created without one gets; null for none. Default <c>lead</c>, as portals have it by default.</summary>
    public string? DefaultLifecycleStage { get; init; } = "lead";
    /// <summary>A merge keeps the primary's id, as it did before January 2025 and as some merges may still do. Default false: a third id.</summary>
    public bool MergeKeepsPrimaryId { get; init; }
    /// <summary>A create that meets an email younger than this is refused with the 400 of a race, not the 409. Default zero: always 409.</summary>
    public TimeSpan RaceWindow { get; init; } = TimeSpan.Zero;
    /// <summary>Batch answers come in random order, as they do. Default true.</summary>
    public bool ShufflesResults { get; init; } = true;
    /// <summary>Real time during which webhook events gather into one delivery. Zero or more; default 50 ms.</summary>
    public TimeSpan WebhookWindow { get; init; } = TimeSpan.FromMilliseconds(50);
    /// <summary>Time a webhook receiver has to answer. Default 5 s.</summary>
    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>Largest request body in bytes; more is answered 413. Default 10 MiB (the vendor's figure is not known).</summary>
    public int BodyBytesMax { get; init; } = 10 * 1024 * 1024;
    /// <summary>Per object the properties its Create form requires; binds API creates on 2026-09 only. Default none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RequiredOnCreate { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
    /// <summary>Conditional required properties; bind API writes on 2026-09 only. Default none.</summary>
    public IReadOnlyList<ConditionalRule> ConditionalRules { get; init; } = [];
}

/// <summary>When <paramref name="Property"/> is written as <paramref name="Value"/>, <paramref name="Required"/> must have a value.</summary>
/// <param name="ObjectName">Plural object name, such as <c>contacts</c>.</param>
/// <param name="Property">The property that triggers the rule.</param>
/// <param name="Value">Its triggering value.</param>
/// <param name="Required">The property that must then be filled.</param>
public sealed record ConditionalRule(string ObjectName, string Property, string Value, string Required);
