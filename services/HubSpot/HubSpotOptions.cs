using Integration.Connectors.Quotas;
using Integration.HubSpot.Tokens;

namespace Integration.HubSpot;

/// <summary>What an admin sets for the HubSpot side.</summary>
public sealed record HubSpotOptions
{
    /// <summary>Where the API answers; https except on loopback. Default <c>https://api.hubapi.com</c>.</summary>
    public Uri Url { get; init; } = new("https://api.hubapi.com");
    /// <summary>By what we are let in.</summary>
    public required HubSpotLogin Login { get; init; }
    /// <summary>The account's number; 0 = not checked. A credential of another account is refused, webhooks of other accounts are counted and left.</summary>
    public long PortalId { get; init; }
    /// <summary>Client secret that signs webhooks; null together with <see cref="WebhookUrl"/> = none are taken, changes are found by polling.</summary>
    public string? WebhookSecret { get; init; }
    /// <summary>The address that HubSpot calls, exactly as configured there: it is part of what it signs. Behind a proxy the request's own address is another.</summary>
    public Uri? WebhookUrl { get; init; }
    /// <summary>Share or number of the account's daily calls that we may spend. Default 40 %.</summary>
    public Allowance DailyCalls { get; init; } = Allowance.Percent(40);
    /// <summary>API version. Default 2026-09.</summary>
    public HubSpotApiVersion ApiVersion { get; init; } = HubSpotApiVersion.V2026_09;
    /// <summary>Calls at the same time, reads and writes each; 1 to 10. Default 4: more meets 423 locks and the burst limit sooner.</summary>
    public int CallsInFlightMax { get; init; } = 4;
    /// <summary>Calls in 10 s; 10 to 250. Default 90: below the 100 of the smallest edition, which all of an app's processes share (facts/hubspot.md section 6).</summary>
    public int BurstMax { get; init; } = 90;
    /// <summary>Wait between two looks at an object; 1 s to 1 h. Default 60 s: 1,440 calls a day and object.</summary>
    public TimeSpan PollPeriod { get; init; } = TimeSpan.FromSeconds(60);
    /// <summary>
    /// How far each look reaches back behind the last; 10 s to 1 h. Default 5 min: search sees a change seconds late, in busy
    /// accounts minutes, and out of order (facts/hubspot.md section 3.3).
    /// </summary>
    public TimeSpan PollLookBack { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>How often deletions are looked for beside the other feeds; 1 min to 7 days. Default one day.</summary>
    public TimeSpan SweepPeriod { get; init; } = TimeSpan.FromDays(1);
    /// <summary>Records of one look; 1 to 200. Default 200, the most that search answers with.</summary>
    public int PollPageMax { get; init; } = 200;
    /// <summary>Records of one page of the first load; 1 to 100. Default 100, the most that the list answers with.</summary>
    public int ListPageMax { get; init; } = 100;
    /// <summary>For one call, from sending to the last byte; 1 to 600 s. Default 30 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Everything that is out of range, all at once; empty = good.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (!Url.IsAbsoluteUri || (Url.Scheme != Uri.UriSchemeHttps && !Url.IsLoopback)) problems.Add($"hubspot url '{Url}': write https://api.hubapi.com; plain http is for loopback only");
        if (PortalId < 0) problems.Add($"hubspot portal {PortalId}: write the number that HubSpot shows under the account's name");
        if (WebhookSecret is null != WebhookUrl is null) problems.Add("hubspot webhookSecret and webhookUrl belong together: set both, or neither and let changes be found by polling");
        if (WebhookSecret is { Length: 0 }) problems.Add("hubspot webhookSecret is empty: with it anybody could sign; set the app's client secret");
        if (WebhookUrl is { IsAbsoluteUri: false }) problems.Add($"hubspot webhookUrl '{WebhookUrl}': write the whole address, as configured in HubSpot");
        if (CallsInFlightMax is < 1 or > 10) problems.Add($"hubspot callsInFlight {CallsInFlightMax}: write 1 to 10");
        if (BurstMax is < 10 or > 250) problems.Add($"hubspot burst {BurstMax}: write 10 to 250");
        if (PollPeriod < TimeSpan.FromSeconds(0.5) || PollPeriod > TimeSpan.FromHours(1)) problems.Add($"hubspot pollPeriod {PollPeriod}: write 0.5 s to 1 h");
        if (PollLookBack < TimeSpan.FromSeconds(10) || PollLookBack > TimeSpan.FromHours(1)) problems.Add($"hubspot pollLookBack {PollLookBack}: write 10 s to 1 h");
        if (SweepPeriod < TimeSpan.FromMinutes(1) || SweepPeriod > TimeSpan.FromDays(7)) problems.Add($"hubspot sweepPeriod {SweepPeriod}: write 1 min to 7 days");
        if (PollPageMax is < 1 or > 200) problems.Add($"hubspot pollPage {PollPageMax}: write 1 to 200");
        if (ListPageMax is < 1 or > 100) problems.Add($"hubspot listPage {ListPageMax}: write 1 to 100");
        if (CallTimeout < TimeSpan.FromSeconds(1) || CallTimeout > TimeSpan.FromSeconds(600)) problems.Add($"hubspot callTimeout {CallTimeout}: write 1 s to 600 s");
        problems.AddRange(Login.Problems());
        return problems;
    }

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Url} portal {PortalId}, {ApiVersion}, {Login}";
}
