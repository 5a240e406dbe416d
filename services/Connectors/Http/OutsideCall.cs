using System.Globalization;
using Integration.Connectors.Ports;
using Integration.Connectors.Quotas;
using Integration.Core.Records;

namespace Integration.Connectors.Http;

/// <summary>One HTTP call to a vendor.</summary>
/// <param name="Name">Stable name for metrics and faults: <c>contacts/batch/read</c>; without ids.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query, relative to the system's base address, encoded.</param>
/// <param name="Lane">Which part of the allowance it is taken from.</param>
public sealed record OutsideCall(string Name, HttpMethod Method, string Path, Lane Lane)
{
    /// <summary>The body, or null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }
    /// <summary>Its type. Default JSON.</summary>
    public string ContentType { get; init; } = "application/json";
    /// <summary>True for reads: may be sent again though the first may have been carried out. Default false.</summary>
    public bool IsRepeatable { get; init; }
    /// <summary>A 2xx body must be whole JSON (or empty). Default true.</summary>
    public bool ExpectsJson { get; init; } = true;
    /// <summary>False for the token endpoint: no bearer token. Default true.</summary>
    public bool IsAuthorised { get; init; } = true;
    /// <summary>Another burst window than the account's; null = the account's.</summary>
    public BurstWindow? Window { get; init; }
    /// <summary>Further request headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}

/// <summary>What is known of a call afterwards.</summary>
public enum CallFate
{
    /// <summary>2xx, with a body that can be read.</summary>
    Answered,
    /// <summary>The vendor refused it (4xx): nothing was done, and sending it again would be refused again.</summary>
    Refused,
    /// <summary>Proven not carried out (never sent, rate limit, lock, no token): may be sent again later.</summary>
    NotApplied,
    /// <summary>Sent, and no answer that can be trusted came.</summary>
    Unknown,
}

/// <summary>A call's answer, or why there is none.</summary>
/// <param name="Fate">What is known of it.</param>
/// <param name="Status">HTTP status; 0 when there was no answer.</param>
/// <param name="Body">The body as received; empty when there was none.</param>
/// <param name="Fault">Null exactly when <see cref="CallFate.Answered"/>.</param>
public sealed record OutsideAnswer(CallFate Fate, int Status, ReadOnlyMemory<byte> Body, Fault? Fault)
{
    /// <summary>Response headers, names in lower case; of a repeated one the first.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;
    /// <summary>What the vendor's clock read when it answered, to the second; null when it does not say.</summary>
    public DateTimeOffset? Date => Headers.TryGetValue("date", out var text) && DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
    /// <summary>When the attempt that brought this answer was sent, by our clock.</summary>
    public DateTimeOffset StartedAt { get; init; }
    /// <summary>When its answer was there.</summary>
    public DateTimeOffset EndedAt { get; init; }
    /// <summary>Whether the pipeline may send it again by itself.</summary>
    internal bool MayRepeat { get; init; }

    /// <summary>No headers.</summary>
    public static IReadOnlyDictionary<string, string> NoHeaders { get; } = new Dictionary<string, string>();
}

/// <summary>What a vendor means by an answer. One implementation per system, beside its faults.</summary>
public interface IAnswerDialect
{
    /// <summary>Judges an answer outside 2xx.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="headers">Names in lower case.</param>
    /// <param name="body">As received; may be HTML, half, or empty.</param>
    AnswerVerdict Judge(int status, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body);

    /// <summary>What the headers say about the day's quota; null = nothing.</summary>
    QuotaReading? QuotaOf(IReadOnlyDictionary<string, string> headers);
}

/// <summary>What a vendor's refusal means for the call.</summary>
/// <param name="Fate">Never <see cref="CallFate.Answered"/>.</param>
/// <param name="Fault">Why.</param>
public sealed record AnswerVerdict(CallFate Fate, Fault Fault)
{
    /// <summary>The same call may succeed shortly (5xx, lock, burst limit).</summary>
    public bool MayPass { get; init; }
    /// <summary>The token is expired: a new one may help.</summary>
    public bool TokenExpired { get; init; }
    /// <summary>The account's short window is full: hold all calls this long.</summary>
    public TimeSpan? ClosesBurst { get; init; }
    /// <summary>The account's day is spent.</summary>
    public bool ClosesDay { get; init; }
}
