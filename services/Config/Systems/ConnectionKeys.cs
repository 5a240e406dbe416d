using System.Globalization;
using Integration.Config.Diagnostics;
using Integration.Config.Yaml;

namespace Integration.Config.Systems;

/// <summary>What the sections of both systems have in common.</summary>
internal sealed class ConnectionKeys(YamlMap map, string section, References references, Findings findings)
{
    public const int PollSecondsMin = 10;
    public const int PollSecondsMax = 86_400;
    private readonly KeyReader keys = new(map, findings, section);

    public KeyReader Keys => keys;
    public Findings Findings => findings;

    public ConnectionKeys? Section(string key) => keys.Map(key) is { } inner ? new ConnectionKeys(inner, $"{section}.{key}", references, findings) : null;

    public string? Text(string key) => keys.Text(key) is { } text ? references.Open(text) : null;

    public string? RequiredText(string key, string mend) => keys.RequiredText(key, mend) is { } text ? references.Open(text) : null;

    public Secret? Secret(string key) => keys.Text(key) is { } text ? references.Secret(text, key) : null;

    public Secret? RequiredSecret(string key) => keys.RequiredText(key, $"add `{key}: \"${{env:NAME}}\"`") is { } text ? references.Secret(text, key) : null;

    /// <summary>An https address, or http on this machine; null when not given or, reported, not usable.</summary>
    public Uri? Url(string key, bool mayHavePath)
    {
        if (Text(key) is not { } text) return null;
        var why = Uri.TryCreate(text, UriKind.Absolute, out var url) ? Unusable(url, mayHavePath) : "is no address";
        if (why is null) return url;
        findings.Report(DiagnosticCodes.BadUrl, keys.Node(key)!, $"'{key}' {why}", mayHavePath ? "write https://host/path" : "write https://host");
        return null;
    }

    public TimeSpan? Poll()
    {
        if (Text("pollSeconds") is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= PollSecondsMin and <= PollSecondsMax) return TimeSpan.FromSeconds(seconds);
        findings.Report(DiagnosticCodes.BadPoll, keys.Node("pollSeconds")!, $"'pollSeconds' is no whole number from {PollSecondsMin} to {PollSecondsMax}", "leave it out for the default, or write a number in that range");
        return null;
    }

    public CallAllowance? DailyCalls()
    {
        if (RequiredText("dailyCalls", "add `dailyCalls: 40%`, the share of the daily limit that the service may spend") is not { } text) return null;
        if (CallAllowance.Parse(text) is { } allowance) return allowance;
        findings.Report(DiagnosticCodes.BadAllowance, keys.Node("dailyCalls")!, "'dailyCalls' is neither a percentage nor a number of calls", "write a percentage from 1% to 100%, or a whole number from 100 to 100000000");
        return null;
    }

    private static string? Unusable(Uri url, bool mayHavePath) => url switch
    {
        { Scheme: not ("https" or "http") } => "is neither https nor http",
        { Scheme: "http", IsLoopback: false } => "is not encrypted: http is only for this machine",
        { UserInfo.Length: > 0 } => "holds a user or password",
        { Fragment.Length: > 0 } => "holds a fragment",
        { Query.Length: > 0 } when !mayHavePath => "holds a query",
        { AbsolutePath: not "/" } when !mayHavePath => "holds a path",
        _ => null,
    };
}
