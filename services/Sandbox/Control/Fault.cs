using System.Text.Json.Serialization;

namespace Integration.Sandbox.Control;

/// <summary>What a fault does to the request or event it meets.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>Answer as the vendor does when a rate limit is exceeded; nothing is done.</summary>
    [JsonStringEnumMemberName("429")] RateLimit,
    /// <summary>Answer 500 before anything is done.</summary>
    [JsonStringEnumMemberName("500")] ServerError,
    /// <summary>Answer 503 with an HTML page, as load balancers do; nothing is done.</summary>
    [JsonStringEnumMemberName("503")] Unavailable,
    /// <summary>Answer 401 as for an expired token; nothing is done.</summary>
    [JsonStringEnumMemberName("401")] Unauthorized,
    /// <summary>Refuse as the vendor refuses a locked row: HubSpot 423, Salesforce UNABLE_TO_LOCK_ROW per record.</summary>
    [JsonStringEnumMemberName("lock")] Lock,
    /// <summary>Answer after <see cref="Fault.DelayMs"/>.</summary>
    [JsonStringEnumMemberName("delay")] Delay,
    /// <summary>Do the work, then cut the connection without an answer.</summary>
    [JsonStringEnumMemberName("drop-answer")] DropAnswer,
    /// <summary>Do the work, then answer 500.</summary>
    [JsonStringEnumMemberName("500-after-commit")] ServerErrorAfterCommit,
    /// <summary>Answer 200 with an HTML page.</summary>
    [JsonStringEnumMemberName("html")] Html,
    /// <summary>Answer 200 with the first half of the real body.</summary>
    [JsonStringEnumMemberName("half-json")] HalfJson,
    /// <summary>Answer 200 with JSON of the wrong type (a bare string).</summary>
    [JsonStringEnumMemberName("wrong-type")] WrongType,
    /// <summary>Events: never deliver.</summary>
    [JsonStringEnumMemberName("lose")] Lose,
    /// <summary>Events: deliver twice.</summary>
    [JsonStringEnumMemberName("duplicate")] Duplicate,
    /// <summary>Events: deliver out of order.</summary>
    [JsonStringEnumMemberName("reorder")] Reorder,
    /// <summary>Salesforce change events: replace by a GAP event.</summary>
    [JsonStringEnumMemberName("gap")] Gap,
}

/// <summary>One rule of the fault plan, as <c>POST /_sandbox/faults</c> takes it.</summary>
public sealed record Fault
{
    /// <summary>Path pattern with <c>*</c> (<c>/crm/objects/*/contacts/batch/*</c>, optionally after a method and a blank), or an event name (<c>event:contact.propertyChange</c>, <c>event:*</c>).</summary>
    public required string On { get; init; }
    /// <summary>What happens.</summary>
    public required FaultKind Do { get; init; }
    /// <summary>How many times it strikes; null = without end. Default null.</summary>
    public int? Times { get; init; }
    /// <summary>Probability of each match to strike, 0 to 1. Default 1.</summary>
    public double Rate { get; init; } = 1;
    /// <summary>How many matches pass unharmed first. Default 0.</summary>
    public int After { get; init; }
    /// <summary>For <see cref="FaultKind.Delay"/>: milliseconds, 0 to 600,000. Default 1000.</summary>
    public int DelayMs { get; init; } = 1000;

    /// <exception cref="SandboxRefusedException">A number is out of its range.</exception>
    internal void Check()
    {
        if (string.IsNullOrWhiteSpace(On)) throw new SandboxRefusedException("a fault needs 'on': a path pattern such as /crm/*, or an event such as event:contact.creation");
        if (Times < 0 || After < 0) throw new SandboxRefusedException($"the fault on '{On}': 'times' and 'after' must be 0 or more");
        if (Rate is < 0 or > 1) throw new SandboxRefusedException($"the fault on '{On}': 'rate' must be between 0 and 1, got {Rate}");
        if (DelayMs is < 0 or > 600_000) throw new SandboxRefusedException($"the fault on '{On}': 'delayMs' must be between 0 and 600000, got {DelayMs}");
    }
}
