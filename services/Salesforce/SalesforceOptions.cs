using Integration.Connectors.Quotas;
using Integration.Salesforce.Tokens;

namespace Integration.Salesforce;

/// <summary>What an admin sets for the Salesforce side.</summary>
public sealed record SalesforceOptions
{
    /// <summary>My Domain address, <c>https://acme.my.salesforce.com</c>; https except on loopback. Tokens are asked for there, calls go to the address that the token answer names.</summary>
    public required Uri Url { get; init; }
    /// <summary>How we log in.</summary>
    public required SalesforceLogin Login { get; init; }
    /// <summary>Share or number of the org's daily API calls that we may spend. Default 40 %.</summary>
    public Allowance DailyCalls { get; init; } = Allowance.Percent(40);
    /// <summary>REST version, pinned: a season's new version never changes a running service. Default 68.0 (Winter '27); 46 to 68.</summary>
    public string ApiVersion { get; init; } = "68.0";
    /// <summary>Calls at the same time, reads and writes each; 1 to 10. Default 4: more only meets row locks sooner.</summary>
    public int CallsInFlightMax { get; init; } = 4;
    /// <summary>Wait between two looks at an object; 1 s to 1 h. Default 30 s: 2,880 calls a day and object.</summary>
    public TimeSpan PollPeriod { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>
    /// How far each look reaches back behind the last; 0 to 1 h. Default 5 min: a long transaction commits rows with the
    /// stamp of its start, behind rows that were seen already (facts/salesforce.md section 8.1).
    /// </summary>
    public TimeSpan PollLookBack { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>How often deletions are looked for beside the other feeds; 1 min to 7 days. Default one day.</summary>
    public TimeSpan SweepPeriod { get; init; } = TimeSpan.FromDays(1);
    /// <summary>Rows of one look; 1 to 2,000. Default 2,000, the most Salesforce answers with.</summary>
    public int PollPageMax { get; init; } = 2_000;
    /// <summary>For one call, from sending to the last byte; 1 to 600 s. Default 60 s: 200 writes run their triggers within it.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(60);
    /// <summary>How long a describe is believed; a refused field refreshes it at once. Default 10 min: after that a newly granted field is used.</summary>
    public TimeSpan SchemaAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Everything that is out of range, all at once; empty = good.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (!Url.IsAbsoluteUri || (Url.Scheme != Uri.UriSchemeHttps && !Url.IsLoopback))
            problems.Add($"salesforce url '{Url}': write https://NAME.my.salesforce.com; plain http is for loopback only");
        if (!ApiVersion.EndsWith(".0", StringComparison.Ordinal) || !int.TryParse(ApiVersion[..^2], out var version) || version is < 46 or > 68)
            problems.Add($"salesforce apiVersion '{ApiVersion}': write 46.0 to 68.0; below 46 an upsert does not say whether it created");
        if (CallsInFlightMax is < 1 or > 10) problems.Add($"salesforce callsInFlight {CallsInFlightMax}: write 1 to 10");
        if (PollPeriod < TimeSpan.FromSeconds(0.5) || PollPeriod > TimeSpan.FromHours(1)) problems.Add($"salesforce pollPeriod {PollPeriod}: write 0.5 s to 1 h");
        if (PollLookBack < TimeSpan.Zero || PollLookBack > TimeSpan.FromHours(1)) problems.Add($"salesforce pollLookBack {PollLookBack}: write 0 to 1 h");
        if (SweepPeriod < TimeSpan.FromMinutes(1) || SweepPeriod > TimeSpan.FromDays(7)) problems.Add($"salesforce sweepPeriod {SweepPeriod}: write 1 min to 7 days");
        if (PollPageMax is < 1 or > 2_000) problems.Add($"salesforce pollPage {PollPageMax}: write 1 to 2000");
        if (CallTimeout < TimeSpan.FromSeconds(1) || CallTimeout > TimeSpan.FromSeconds(600)) problems.Add($"salesforce callTimeout {CallTimeout}: write 1 s to 600 s");
        problems.AddRange(Login.Problems());
        return problems;
    }
}
